#include "science/model/glm.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <string>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

using torch::Tensor;
using torch::indexing::Slice;

constexpr std::size_t kMemory = 6;  // pairs that L-BFGS remembers
constexpr int kMostHalvings = 30;   // of a step
constexpr double kSufficientDecrease = 1e-4;
constexpr double kSmallestMean = 1e-6;  // log of a silent neuron's mean
constexpr double kLargestExponent =
    30;  // exp() beyond stays finite in float32 and is refused by the line search

Tensor poisson_loss(const Tensor& eta, const Tensor& responses) {  // (neurons,)
  return (eta.clamp_max(kLargestExponent).exp() - responses * eta).mean(0);
}

// The state of all neurons that are still on their way; columns are neurons.
class Descent {
 public:
  Descent(const Tensor& design, const Tensor& responses, const Tensor& alpha, const Tensor& eigenvalues,
          const Tensor& start)
      : design_(design), responses_(responses), x_(start.clone()), eta_(design.mm(start)) {
    penalty_ = alpha.unsqueeze(0).expand_as(x_).clone();
    penalty_[-1].zero_();  // the bias
    const Tensor mean = responses.mean(0).clamp_min(kSmallestMean);
    const Tensor curvature = torch::cat({eigenvalues, torch::ones({1}, eigenvalues.options())});
    scale_ = 1 / (curvature.unsqueeze(1) * mean.unsqueeze(0) + penalty_);
    loss_ = loss_at(x_, eta_);
    gradient_ = gradient_at(x_, eta_);
  }

  // What a Newton step with the preconditioner for a Hessian would gain.
  Tensor left_to_gain() const { return (gradient_ * gradient_ * scale_).sum(0) / 2; }

  void step() {
    Tensor direction = -two_loops(gradient_);
    Tensor slope = (direction * gradient_).sum(0);
    // Where memory misleads, the preconditioned gradient is a descent direction always.
    const Tensor uphill = (slope >= 0).unsqueeze(0);
    direction = torch::where(uphill, -scale_ * gradient_, direction);
    slope = (direction * gradient_).sum(0);

    const Tensor along = design_.mm(direction);  // the line search costs no further product with the images
    Tensor length = torch::ones_like(slope), trial = loss_;
    for (int i = 0; i < kMostHalvings; ++i) {
      trial = loss_at(x_ + length * direction, eta_ + length * along);
      const Tensor refused =
          ~(trial <= loss_ + kSufficientDecrease * length * slope);  // also where it is not finite
      if (!refused.any().item<bool>()) break;
      length = torch::where(refused, length / 2, length);
    }
    // A step that the last bits of float32 refuse to the end is not made.
    length = torch::where(trial <= loss_, length, torch::zeros_like(length));
    const Tensor step = length * direction;
    x_ += step;
    eta_ += length * along;
    const Tensor before = gradient_;
    gradient_ = gradient_at(x_, eta_);
    loss_ = loss_at(x_, eta_);
    remember(step, gradient_ - before);
  }

  // Goes on with some of the neurons alone.
  void keep(const Tensor& columns) {
    for (Tensor* matrix : {&responses_, &x_, &eta_, &penalty_, &scale_, &gradient_}) {
      *matrix = matrix->index_select(1, columns);
    }
    loss_ = loss_.index_select(0, columns);
    for (Pair& pair : memory_) {
      pair.step = pair.step.index_select(1, columns);
      pair.change = pair.change.index_select(1, columns);
      pair.rho = pair.rho.index_select(0, columns);
    }
  }

  const Tensor& x() const { return x_; }
  const Tensor& loss() const { return loss_; }

 private:
  struct Pair {
    Tensor step, change, rho;  // rho: 1 / <change, step>, 0 where that is not positive
  };

  Tensor loss_at(const Tensor& x, const Tensor& eta) const {
    return poisson_loss(eta, responses_) + (penalty_ * x * x).sum(0) / 2;
  }
  Tensor gradient_at(const Tensor& x, const Tensor& eta) const {
    const Tensor residual = eta.clamp_max(kLargestExponent).exp() - responses_;
    return design_.t().mm(residual) / static_cast<double>(design_.size(0)) + penalty_ * x;
  }

  void remember(const Tensor& step, const Tensor& change) {
    const Tensor product = (step * change).sum(0);
    memory_.push_back({step, change, torch::where(product > 0, 1 / product, torch::zeros_like(product))});
    if (memory_.size() > kMemory) memory_.pop_front();
  }

  Tensor two_loops(Tensor q) const {  // Nocedal & Wright, algorithm 7.4
    std::vector<Tensor> shares(memory_.size());
    for (std::size_t i = memory_.size(); i-- > 0;) {
      shares[i] = memory_[i].rho * (memory_[i].step * q).sum(0);
      q = q - shares[i] * memory_[i].change;
    }
    q = scale_ * q;
    for (std::size_t i = 0; i < memory_.size(); ++i) {
      const Tensor share = memory_[i].rho * (memory_[i].change * q).sum(0);
      q = q + (shares[i] - share) * memory_[i].step;
    }
    return q;
  }

  Tensor design_, responses_, x_, eta_, penalty_, scale_, loss_, gradient_;
  std::deque<Pair> memory_;
};

// (images, pixels) -> principal axes (pixels, axes) and eigenvalues of images' * images / n.
struct Axes {
  Tensor vectors, eigenvalues;
};

constexpr double kSmallestEigenvalue = 1e-10;  // of the largest: what is below is rounding

// With fewer images than pixels only the axes that the images span: the penalty keeps weights out of the
// others.
Axes principal_axes(const Tensor& images) {
  const Tensor exact = images.to(torch::kFloat64);
  const auto n = static_cast<double>(images.size(0));
  if (images.size(0) >= images.size(1)) {
    const auto [values, vectors] = torch::linalg_eigh(exact.t().mm(exact) / n);
    return {vectors.to(torch::kFloat32), values.clamp_min(0).to(torch::kFloat32)};
  }
  const auto [all, sides] = torch::linalg_eigh(exact.mm(exact.t()) / n);
  const Tensor spanned = (all > kSmallestEigenvalue * all.max()).nonzero().squeeze(1);
  const Tensor values = all.index_select(0, spanned);
  const Tensor vectors = exact.t().mm(sides.index_select(1, spanned)) / (n * values).sqrt();
  return {vectors.to(torch::kFloat32), values.to(torch::kFloat32)};
}

Tensor with_constant(const Tensor& images) {
  return torch::cat({images, torch::ones({images.size(0), 1}, images.options())}, 1);
}

Tensor start_of(const Tensor& responses, std::int64_t n_pixels) {
  Tensor start = torch::zeros({n_pixels + 1, responses.size(1)}, responses.options());
  start[-1] = responses.mean(0).clamp_min(kSmallestMean).log();
  return start;
}

// Fold of each image: equal shares in random order.
std::vector<std::int64_t> folds(std::int64_t n_images, std::int32_t n_folds, std::uint64_t seed) {
  std::vector<std::int64_t> fold(static_cast<std::size_t>(n_images));
  for (std::size_t i = 0; i < fold.size(); ++i) fold[i] = static_cast<std::int64_t>(i) % n_folds;
  Rng rng(derive_seed(seed, "glm folds"));
  for (std::size_t i = fold.size(); i > 1; --i) std::swap(fold[i - 1], fold[rng.below(i)]);
  return fold;
}

// Mean loss on the images left out, for each neuron and alpha: (neurons, n_alphas).
Tensor cross_validate(const Tensor& design, const Tensor& responses, const Tensor& eigenvalues,
                      const GlmConfig& config, std::uint64_t seed, const std::stop_token& stop) {
  const auto grid = alphas(config);
  const Tensor fold = torch::tensor(folds(design.size(0), config.n_folds, seed)).to(design.device());
  Tensor loss = torch::zeros({responses.size(1), config.n_alphas}, responses.options());
  for (std::int32_t f = 0; f < config.n_folds; ++f) {
    const Tensor in = (fold != f).nonzero().squeeze(1), out = (fold == f).nonzero().squeeze(1);
    const Tensor held_out = design.index_select(0, out), held_responses = responses.index_select(0, out);
    const Tensor fitted = design.index_select(0, in), fitted_responses = responses.index_select(0, in);
    Tensor start = start_of(fitted_responses, design.size(1) - 1);
    for (std::size_t a = grid.size();
         a-- > 0;) {  // from the strongest penalty down, each from the last one's end
      if (stop.stop_requested()) throw Error(ErrorClass::interrupted, "the GLM fit was asked to stop", "");
      const Tensor alpha = torch::full({responses.size(1)}, grid[a], responses.options());
      start = solve_poisson(fitted, fitted_responses, alpha, eigenvalues, start, config).parameters;
      const double share = static_cast<double>(out.size(0)) / static_cast<double>(design.size(0));
      loss.select(1, static_cast<std::int64_t>(a)) +=
          share * poisson_loss(held_out.mm(start), held_responses);
    }
  }
  return loss;
}

void check_data(const Tensor& images, const Tensor& responses, const GlmConfig& config) {
  const auto refuse = [](const std::string& fault, const std::string& mend) {
    throw Error(ErrorClass::bad_input, "GLM: " + fault, mend);
  };
  if (images.dim() != 2 || responses.dim() != 2 || images.size(0) != responses.size(0)) {
    refuse("images and responses do not match", "give (images, pixels) and (images, neurons)");
  }
  if (images.size(0) < 2 * config.n_folds) {
    refuse(std::to_string(images.size(0)) + " images are too few for " + std::to_string(config.n_folds) +
               " folds",
           "use fewer folds, or more images");
  }
  if (!torch::isfinite(images).all().item<bool>()) refuse("an image is not finite", "leave it out");
  if (!(responses >= 0).all().item<bool>() || !torch::isfinite(responses).all().item<bool>()) {
    refuse("a response is negative or not finite", "leave the trial or the neuron out");
  }
}

}  // namespace

void GlmConfig::check() const {
  const bool sound = n_alphas >= 1 && alpha_min > 0 && alpha_max >= alpha_min && n_folds >= 2 &&
                     tolerance > 0 && max_iterations >= 1 && neurons_at_once >= 1;
  if (!sound) {
    throw Error(ErrorClass::bad_input, "GLM: a setting is out of range",
                "counts, penalties and tolerance must be positive, with two folds or more");
  }
}

std::vector<double> alphas(const GlmConfig& config) {
  std::vector<double> grid;
  for (std::int32_t i = 0; i < config.n_alphas; ++i) {
    const double share = config.n_alphas > 1 ? static_cast<double>(i) / (config.n_alphas - 1) : 0;
    grid.push_back(config.alpha_min * std::pow(config.alpha_max / config.alpha_min, share));
  }
  return grid;
}

GlmSolution solve_poisson(const Tensor& design, const Tensor& responses, const Tensor& alpha,
                          const Tensor& eigenvalues, const Tensor& start, const GlmConfig& config) {
  const torch::NoGradGuard no_grad;
  GlmSolution solution{start.clone(), torch::zeros_like(alpha),
                       torch::zeros({alpha.size(0)}, alpha.options().dtype(torch::kBool)), 0};
  Tensor columns = torch::arange(alpha.size(0), alpha.options().dtype(torch::kInt64));
  Descent descent(design, responses, alpha, eigenvalues, start);
  const auto store = [&](const Tensor& among, bool converged) {
    const Tensor into = columns.index_select(0, among);
    solution.parameters.index_copy_(1, into, descent.x().index_select(1, among));
    solution.loss.index_copy_(0, into, descent.loss().index_select(0, among));
    solution.converged.index_fill_(0, into, converged);
  };
  while (columns.size(0) > 0) {
    const Tensor arrived = descent.left_to_gain() < config.tolerance;
    const Tensor done = arrived.nonzero().squeeze(1), open = (~arrived).nonzero().squeeze(1);
    if (done.size(0) > 0) {
      store(done, true);
      descent.keep(open);
      columns = columns.index_select(0, open);
      if (columns.size(0) == 0) break;
    }
    if (solution.iterations == config.max_iterations) {
      store(torch::arange(columns.size(0), columns.options()), false);
      break;
    }
    descent.step();
    ++solution.iterations;
  }
  return solution;
}

GlmFit fit_glm(const Tensor& images, const Tensor& responses, const GlmConfig& config, std::uint64_t seed,
               std::stop_token stop) {  // NOLINT(performance-unnecessary-value-param)
  const torch::NoGradGuard no_grad;
  config.check();
  check_data(images, responses, config);
  const Axes axes = principal_axes(images);
  const Tensor design = with_constant(images.mm(axes.vectors));
  const Tensor grid = torch::tensor(alphas(config), responses.options());
  std::vector<Tensor> weights, bias, alpha, cv_loss, loss, converged;
  for (std::int64_t first = 0; first < responses.size(1); first += config.neurons_at_once) {
    const Tensor mine = responses.index({Slice(), Slice(first, first + config.neurons_at_once)}).contiguous();
    cv_loss.push_back(cross_validate(design, mine, axes.eigenvalues, config, seed, stop));
    alpha.push_back(grid.index_select(0, cv_loss.back().argmin(1)));
    const auto solution = solve_poisson(design, mine, alpha.back(), axes.eigenvalues,
                                        start_of(mine, axes.vectors.size(1)), config);
    weights.push_back(axes.vectors.mm(solution.parameters.index({Slice(0, -1)})).t().contiguous());
    bias.push_back(solution.parameters[-1]);
    loss.push_back(solution.loss);
    converged.push_back(solution.converged);
  }
  return {torch::cat(weights), torch::cat(bias), torch::cat(alpha),
          torch::cat(cv_loss), torch::cat(loss), torch::cat(converged)};
}

Tensor predict_glm(const GlmFit& fit, const Tensor& images) {
  const torch::NoGradGuard no_grad;
  return torch::addmm(fit.bias, images, fit.weights.t()).exp();
}

}  // namespace doppel::science
