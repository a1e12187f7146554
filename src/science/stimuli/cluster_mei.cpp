#include "science/stimuli/cluster_mei.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

using torch::Tensor;

constexpr double kTurn = 2 * std::numbers::pi;
constexpr std::int64_t kTurnedAtOnce = 2048;  // bounds memory to some 50 MB
constexpr float kAgreeingShare = 0.99F;       // of the best objective

// The members as columns, where the model answers.
struct Group {
  Tensor neurons, centres, weights;  // (m,) int64, (m, 2), (m,) with mean 1 / m each
  Tensor angles;                     // (m,) rad, where they begin
};

Group columns_of(std::span<const ClusterMember> members, const torch::Device& device) {
  const auto m = static_cast<std::int64_t>(members.size());
  Group group{torch::empty({m}, torch::kInt64), torch::empty({m, 2}), torch::empty({m}), torch::empty({m})};
  for (std::int64_t i = 0; i < m; ++i) {
    const ClusterMember& member = members[static_cast<std::size_t>(i)];
    group.neurons[i] = member.neuron;
    group.centres[i][0] = member.r_x;
    group.centres[i][1] = member.r_y;
    group.weights[i] = member.weight / static_cast<float>(m);
    group.angles[i] = member.orientation * static_cast<float>(kTurn / 360);
  }
  for (Tensor* column : {&group.neurons, &group.centres, &group.weights, &group.angles})
    *column = column->to(device);
  return group;
}

// One start: beta, its Adam state and the members' angles.
class TemplateAscent {
 public:
  TemplateAscent(const PairedModel& model, const Group& group, const HermiteBasis& basis,
                 const ClusterMeiConfig& config, std::uint64_t seed)
      : model_(model),
        group_(group),
        basis_(basis),
        config_(config),
        functions_(basis.filters.to(model.device, torch::kFloat32)),
        angles_(group.angles.clone()),
        rate_(config.learning_rate) {
    Rng rng(seed);
    beta_ = torch::empty({functions_.size(0)});
    for (std::int64_t k = 0; k < beta_.numel(); ++k) beta_[k] = static_cast<float>(rng.normal());
    beta_ = on_sphere(beta_.to(model.device));
    forget_moments();
  }

  void run(const std::stop_token& stop) {
    search_all_angles();
    for (n_rounds_ = 0; n_rounds_ < config_.max_rounds && !converged_; ++n_rounds_) {
      if (stop.stop_requested())
        throw Error(ErrorClass::interrupted, "the search for a cluster's MEI was asked to stop", "");
      double objective = 0;
      for (std::int32_t step = 0; step < config_.steps_per_round; ++step) objective = climb();
      refine_angles();
      judge(objective);
    }
    beta_ = best_beta_;
    angles_ = best_angles_;
  }

  double objective() const { return best_; }
  std::int32_t n_rounds() const { return n_rounds_; }
  bool converged() const { return converged_; }

  ClusterMei describe() const {
    ClusterMei mei;
    const auto here = [](const Tensor& of) { return of.to(torch::kCPU, torch::kFloat32).contiguous(); };
    const Tensor image = here(template_of(beta_)), beta = here(beta_);
    const Tensor activations = here(responses(angles_.unsqueeze(1)).flatten());
    const Tensor degrees = here(torch::remainder(angles_, kTurn) * (360 / kTurn));
    mei.image.assign(image.data_ptr<float>(), image.data_ptr<float>() + image.numel());
    mei.coefficients.assign(beta.data_ptr<float>(), beta.data_ptr<float>() + beta.numel());
    mei.activations.assign(activations.data_ptr<float>(),
                           activations.data_ptr<float>() + activations.numel());
    mei.angles.assign(degrees.data_ptr<float>(), degrees.data_ptr<float>() + degrees.numel());
    mei.roughness = roughness(beta_).item<float>();
    mei.objective = static_cast<float>(best_);
    mei.n_rounds = n_rounds_;
    mei.converged = converged_;
    return mei;
  }

 private:
  Tensor template_of(const Tensor& beta) const { return torch::tensordot(beta, functions_, {0}, {0}); }
  Tensor roughness(const Tensor& beta) const {
    return laplacian_of(template_of(beta).unsqueeze(0)).square().sum();
  }
  // The functions are nearly, not quite, orthonormal: the norm is that of the image.
  Tensor on_sphere(const Tensor& beta) const {
    return beta * (config_.norm / template_of(beta).norm().clamp_min(1e-12));
  }

  // The template turned by angles (k, n) and placed at centres (k, 2): (k n, rows, cols).
  Tensor stimuli(const Tensor& beta, const Tensor& angles, const Tensor& centres) const {
    const Tensor templates = torch::tensordot(turned(basis_, beta, angles.flatten()), functions_, {1}, {0});
    return placed(templates, centres.repeat_interleave(angles.size(1), 0), model_.rows, model_.cols);
  }

  // (m, n) responses of each member at each of its angles, some members at a time.
  Tensor responses(const Tensor& angles) const {
    const std::int64_t m = angles.size(0),
                       at_once = std::max<std::int64_t>(1, kTurnedAtOnce / angles.size(1));
    std::vector<Tensor> parts;
    for (std::int64_t first = 0; first < m; first += at_once) {
      const auto mine = [&](const Tensor& of_all) {
        return of_all.slice(0, first, std::min(first + at_once, m));
      };
      const Tensor images = stimuli(beta_, mine(angles), mine(group_.centres));
      const Tensor neurons = mine(group_.neurons).repeat_interleave(angles.size(1));
      parts.push_back(model_.responses(images, neurons));
    }
    return torch::cat(parts).view_as(angles);
  }

  // One step of Adam along the sphere; the objective before it.
  double climb() {
    const torch::AutoGradMode with_grad(true);
    const Tensor beta = beta_.detach().clone().requires_grad_(true);
    const Tensor images = stimuli(beta, angles_.unsqueeze(1), group_.centres);
    const auto at = model_.gradient(images.detach(), group_.neurons);
    const Tensor penalty = config_.smoothness * roughness(beta);
    const Tensor uphill_images = at.gradients * group_.weights.view({-1, 1, 1});
    // Its gradient by beta is that of the objective; its value is not.
    const Tensor follow = (images * uphill_images).sum() - penalty;
    Tensor uphill = torch::autograd::grad({follow}, {beta}).front();
    const torch::NoGradGuard no_grad;
    uphill = uphill - beta_ * (uphill.dot(beta_) / beta_.dot(beta_));
    mean_ = 0.9 * mean_ + 0.1 * uphill;
    square_ = 0.999 * square_ + 0.001 * uphill.square();
    ++age_;
    const double mean_bias = 1 - std::pow(0.9, age_), square_bias = 1 - std::pow(0.999, age_);
    beta_ = on_sphere(beta_ + rate_ * (mean_ / mean_bias) / ((square_ / square_bias).sqrt() + 1e-8));
    return (at.responses * group_.weights).sum().item<double>() - penalty.item<double>();
  }

  void take_best(const Tensor& candidates) {
    const Tensor best = responses(candidates).argmax(1, true);
    angles_ = candidates.gather(1, best).squeeze(1);
  }

  double grid_step() const { return kTurn / config_.n_angles; }

  void search_all_angles() {
    const Tensor grid = torch::arange(config_.n_angles, angles_.options()) * grid_step();
    take_best(angles_.unsqueeze(1) + grid);
    refine_angles();
  }

  // Half and quarter steps of the grid to either side of where each member is.
  void refine_angles() {
    for (const double step : {grid_step(), grid_step() / 4}) {
      take_best(angles_.unsqueeze(1) +
                torch::tensor({0., -step / 2, step / 2, -step, step}, angles_.options()));
    }
  }

  void judge(double objective) {
    if (objective > best_ + config_.tolerance * std::abs(best_) || best_beta_.numel() == 0) {
      stale_ = 0;
    } else {
      ++stale_;
    }
    if (objective > best_ || best_beta_.numel() == 0) {
      best_ = objective;
      best_beta_ = beta_.clone();
      best_angles_ = angles_.clone();
    }
    if (stale_ < config_.patience) return;
    stale_ = 0;
    if (n_drops_++ == config_.n_drops) {
      converged_ = true;
      return;
    }
    beta_ = best_beta_.clone();
    angles_ = best_angles_.clone();
    rate_ /= 10;
    forget_moments();
    search_all_angles();
  }

  void forget_moments() {
    mean_ = torch::zeros_like(beta_);
    square_ = torch::zeros_like(beta_);
    age_ = 0;
  }

  const PairedModel& model_;
  const Group& group_;
  const HermiteBasis& basis_;
  const ClusterMeiConfig config_;
  Tensor functions_;  // (k, support, support)
  Tensor beta_, angles_, mean_, square_;
  Tensor best_beta_, best_angles_;
  double best_ = -std::numeric_limits<double>::infinity();
  double rate_ = 0;
  std::int64_t age_ = 0;
  std::int32_t stale_ = 0, n_drops_ = 0, n_rounds_ = 0;
  bool converged_ = false;
};

}  // namespace

void ClusterMeiConfig::check() const {
  const bool sound = n_ranks >= 1 && n_ranks <= 40 && support >= 3 && support % 2 == 1 && unit > 0 &&
                     norm > 0 && smoothness >= 0 && learning_rate > 0 && n_angles >= 4 && n_starts >= 1 &&
                     steps_per_round >= 1 && max_rounds >= 1 && n_drops >= 0 && patience >= 1 &&
                     tolerance >= 0;
  if (sound) return;
  throw Error(ErrorClass::bad_input, "cluster MEI: a setting is out of range",
              "the support must be odd; norm, unit, rate and counts positive; n_ranks at most 40");
}

ClusterMei find_cluster_mei(const PairedModel& model, std::span<const ClusterMember> members,
                            const ClusterMeiConfig& config, std::uint64_t seed,
                            std::stop_token stop) {  // NOLINT(performance-unnecessary-value-param)
  const torch::NoGradGuard no_grad;
  config.check();
  const HermiteBasis basis = hermite_stimuli(config.n_ranks, config.support, double{config.unit});
  const Group group = columns_of(members, model.device);
  ClusterMei best;
  std::vector<float> objectives;
  for (std::int32_t start = 0; start < config.n_starts; ++start) {
    TemplateAscent ascent(model, group, basis, config,
                          derive_seed(seed, "cluster mei " + std::to_string(start)));
    ascent.run(stop);
    objectives.push_back(static_cast<float>(ascent.objective()));
    if (start == 0 || objectives.back() > best.objective) best = ascent.describe();
  }
  for (const float objective : objectives)
    best.n_agreeing += objective >= best.objective - (1 - kAgreeingShare) * std::abs(best.objective) ? 1 : 0;
  best.objectives = std::move(objectives);
  return best;
}

Tensor images_for_members(const ClusterMeiConfig& config, const Tensor& beta, const Tensor& angles,
                          const Tensor& centres, const ImageShape& shape) {
  const torch::NoGradGuard no_grad;
  const HermiteBasis basis = hermite_stimuli(config.n_ranks, config.support, double{config.unit});
  const Tensor radians = angles * static_cast<float>(kTurn / 360);
  const Tensor templates = torch::einsum(
      "nk,kyx->nyx", {turned(basis, beta, radians), basis.filters.to(beta.device(), torch::kFloat32)});
  return placed(templates, centres, shape.rows, shape.cols);
}

Tensor turned(const HermiteBasis& basis, const Tensor& beta, const Tensor& angles) {
  std::vector<float> mu, sign;
  std::vector<std::int64_t> partner;
  for (std::size_t k = 0; k < basis.functions.size(); ++k) {
    const HermiteFunction& f = basis.functions[k];
    const auto place = static_cast<std::int64_t>(k);
    mu.push_back(static_cast<float>(f.mu));
    const bool real = f.kind == HermiteFunction::Kind::real;
    const bool imaginary = f.kind == HermiteFunction::Kind::imaginary;
    sign.push_back(real ? 1.0F : imaginary ? -1.0F : 0.0F);
    partner.push_back(real ? place + 1 : imaginary ? place - 1 : place);
  }
  const auto there = [&](const Tensor& of) { return of.to(beta.device()); };
  const Tensor phases = angles.view({-1, 1}) * there(torch::tensor(mu));
  const Tensor partners = beta.index_select(-1, there(torch::tensor(partner)));
  return torch::cos(phases) * beta + torch::sin(phases) * (partners * there(torch::tensor(sign)));
}

Tensor placed(const Tensor& templates, const Tensor& centres, std::int64_t rows, std::int64_t cols) {
  const auto half = static_cast<double>(templates.size(1) / 2);
  // -1 is the template's first pixel, 1 its last.
  const auto axis = [&](std::int64_t n, const Tensor& centre) {
    return (torch::arange(n, centre.options()).view({1, -1}) - centre.view({-1, 1})) / half;
  };
  const auto n = templates.size(0);
  const Tensor x = axis(cols, centres.select(1, 0)).unsqueeze(1).expand({n, rows, cols});
  const Tensor y = axis(rows, centres.select(1, 1)).unsqueeze(2).expand({n, rows, cols});
  constexpr std::int64_t bilinear = 0, zeros = 0;
  // Its gradient adds up in any order on the GPU.
  const bool here = at::globalContext().deterministicAlgorithms();
  const auto input = [&](const Tensor& of) { return here ? of.to(torch::kCPU) : of; };
  return at::grid_sampler(input(templates.unsqueeze(1)), input(torch::stack({x, y}, 3)), bilinear, zeros,
                          /*align_corners=*/true)
      .squeeze(1)
      .to(templates.device());
}

}  // namespace doppel::science
