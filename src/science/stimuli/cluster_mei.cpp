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

// A start that was made, or is being made: the best of it and how far it has come.
struct Start {
  Tensor beta, angles;  // the best so far: (k,), (m,)
  double objective = -std::numeric_limits<double>::infinity();
  double rate = 0;
  std::int64_t age = 0;  // steps of Adam since it began
  std::int32_t stale = 0, n_drops = 0, n_rounds = 0;
  bool converged = false;
};

// All starts together, so that one pass through the model serves them. Rows of the tensors are the starts
// that still climb.
class TemplateAscents {
 public:
  TemplateAscents(const PairedModel& model, const Group& group, const HermiteBasis& basis,
                  const ClusterMeiConfig& config, std::uint64_t seed)
      : model_(model),
        group_(group),
        basis_(basis),
        config_(config),
        functions_(basis.filters.to(model.device, torch::kFloat32)),
        angles_(group.angles.repeat({config.n_starts, 1})),
        starts_(static_cast<std::size_t>(config.n_starts)) {
    beta_ = torch::empty({config.n_starts, functions_.size(0)});
    for (std::int32_t s = 0; s < config.n_starts; ++s) {
      Rng rng(derive_seed(seed, "cluster mei " + std::to_string(s)));
      for (std::int64_t k = 0; k < beta_.size(1); ++k) beta_[s][k] = static_cast<float>(rng.normal());
      open_.push_back(static_cast<std::size_t>(s));
      starts_[open_.back()].rate = config.learning_rate;
    }
    beta_ = on_sphere(beta_.to(model.device));
    mean_ = torch::zeros_like(beta_);
    square_ = torch::zeros_like(beta_);
  }

  void run(const std::stop_token& stop) {
    search_all_angles(all_rows());
    for (std::int32_t round = 0; round < config_.max_rounds && !open_.empty(); ++round) {
      if (stop.stop_requested())
        throw Error(ErrorClass::interrupted, "the search for a cluster's MEI was asked to stop", "");
      std::vector<double> objectives;
      for (std::int32_t step = 0; step < config_.steps_per_round; ++step) objectives = climb();
      refine_angles(all_rows());
      judge(objectives);
    }
  }

  const std::vector<Start>& starts() const { return starts_; }

  ClusterMei describe(const Start& start) const {
    const auto here = [](const Tensor& of) { return of.to(torch::kCPU, torch::kFloat32).contiguous(); };
    const auto values = [](const Tensor& of) {
      return std::vector<float>(of.data_ptr<float>(), of.data_ptr<float>() + of.numel());
    };
    ClusterMei mei;
    const Tensor beta = start.beta.unsqueeze(0), angles = start.angles.view({1, -1, 1});
    mei.image = values(here(templates_of(beta)));
    mei.coefficients = values(here(beta));
    mei.activations = values(here(responses(beta, angles)));
    mei.angles = values(here(torch::remainder(start.angles, kTurn) * (360 / kTurn)));
    mei.roughness = roughness(beta).item<float>();
    mei.objective = static_cast<float>(start.objective);
    mei.n_rounds = start.n_rounds;
    mei.converged = start.converged;
    return mei;
  }

 private:
  // beta (n, k) -> (n, support, support)
  Tensor templates_of(const Tensor& beta) const { return torch::tensordot(beta, functions_, {1}, {0}); }
  Tensor roughness(const Tensor& beta) const { return laplacian_of(templates_of(beta)).square().sum({1, 2}); }
  // The functions are nearly, not quite, orthonormal: the norm is that of the image.
  Tensor on_sphere(const Tensor& beta) const {
    return beta * (config_.norm / templates_of(beta).flatten(1).norm(2, 1, true).clamp_min(1e-12));
  }

  // Templates beta (r, k), each turned by its angles (r, n) and placed at its centre (r, 2): (r n, rows,
  // cols).
  Tensor stimuli(const Tensor& beta, const Tensor& angles, const Tensor& centres) const {
    const std::int64_t n = angles.size(1);
    const Tensor templates = templates_of(turned(basis_, beta.repeat_interleave(n, 0), angles.flatten()));
    return placed(templates, centres.repeat_interleave(n, 0), model_.rows, model_.cols);
  }

  // Of each member to the templates beta (s, k) at each of angles (s, m, n): (s, m, n), some members at a
  // time.
  Tensor responses(const Tensor& beta, const Tensor& angles) const {
    const std::int64_t s = angles.size(0), m = angles.size(1), n = angles.size(2),
                       at_once = std::max<std::int64_t>(1, kTurnedAtOnce / n);
    const Tensor betas = beta.repeat_interleave(m, 0), centres = group_.centres.repeat({s, 1}),
                 neurons = group_.neurons.repeat({s}), all = angles.flatten(0, 1);
    std::vector<Tensor> parts;
    for (std::int64_t first = 0; first < s * m; first += at_once) {
      const auto mine = [&](const Tensor& of_all) {
        return of_all.slice(0, first, std::min(first + at_once, s * m));
      };
      parts.push_back(model_.responses(stimuli(mine(betas), mine(all), mine(centres)),
                                       mine(neurons).repeat_interleave(n)));
    }
    return torch::cat(parts).view_as(angles);
  }

  // One step of Adam along the sphere; the objectives before it.
  std::vector<double> climb() {
    const torch::AutoGradMode with_grad(true);
    const std::int64_t s = beta_.size(0), m = angles_.size(1);
    const Tensor beta = beta_.detach().clone().requires_grad_(true);
    const Tensor images =
        stimuli(beta.repeat_interleave(m, 0), angles_.view({-1, 1}), group_.centres.repeat({s, 1}));
    const auto at = model_.gradient(images.detach(), group_.neurons.repeat({s}));
    const Tensor penalty = config_.smoothness * roughness(beta);
    const Tensor uphill_images = at.gradients * group_.weights.repeat({s}).view({-1, 1, 1});
    // Its gradient by beta is that of the objective; its value is not.
    const Tensor follow = (images * uphill_images).sum() - penalty.sum();
    Tensor uphill = torch::autograd::grad({follow}, {beta}).front();
    const torch::NoGradGuard no_grad;
    uphill = uphill - beta_ * ((uphill * beta_).sum(1, true) / beta_.square().sum(1, true));
    mean_ = 0.9 * mean_ + 0.1 * uphill;
    square_ = 0.999 * square_ + 0.001 * uphill.square();
    const auto of_each = [&](auto value) {
      std::vector<float> values;
      for (const std::size_t i : open_) values.push_back(static_cast<float>(value(starts_[i])));
      return torch::tensor(values).to(model_.device).view({-1, 1});
    };
    for (const std::size_t i : open_) ++starts_[i].age;
    const Tensor mean_bias = of_each([](const Start& start) { return 1 - std::pow(0.9, start.age); });
    const Tensor square_bias = of_each([](const Start& start) { return 1 - std::pow(0.999, start.age); });
    const Tensor rate = of_each([](const Start& start) { return start.rate; });
    beta_ = on_sphere(beta_ + rate * (mean_ / mean_bias) / ((square_ / square_bias).sqrt() + 1e-8));
    const Tensor objectives = ((at.responses.view({s, m}) * group_.weights).sum(1) - penalty.detach())
                                  .to(torch::kCPU, torch::kFloat64);
    return {objectives.data_ptr<double>(), objectives.data_ptr<double>() + s};
  }

  Tensor rows_of(const std::vector<std::int64_t>& rows) const {
    return torch::tensor(rows, torch::kInt64).to(model_.device);
  }
  Tensor all_rows() const {
    return torch::arange(static_cast<std::int64_t>(open_.size()), group_.neurons.options());
  }

  // The best of each member's angle plus one of the offsets (n,), for some of the starts.
  void take_best(const Tensor& rows, const Tensor& offsets) {
    const Tensor candidates = angles_.index_select(0, rows).unsqueeze(2) + offsets;
    const Tensor best = responses(beta_.index_select(0, rows), candidates).argmax(2, true);
    angles_.index_copy_(0, rows, candidates.gather(2, best).squeeze(2));
  }

  double grid_step() const { return kTurn / config_.n_angles; }

  void search_all_angles(const Tensor& rows) {
    take_best(rows, torch::arange(config_.n_angles, angles_.options()) * grid_step());
    refine_angles(rows);
  }

  // Half and quarter steps of the grid to either side of where each member is.
  void refine_angles(const Tensor& rows) {
    for (const double step : {grid_step(), grid_step() / 4})
      take_best(rows, torch::tensor({0., -step / 2, step / 2, -step, step}, angles_.options()));
  }

  void judge(const std::vector<double>& objectives) {
    std::vector<std::int64_t> still, again;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      Start& start = starts_[open_[i]];
      const auto row = static_cast<std::int64_t>(i);
      const bool first = !start.beta.defined();
      ++start.n_rounds;
      start.stale = first || objectives[i] > start.objective + config_.tolerance * std::abs(start.objective)
                        ? 0
                        : start.stale + 1;
      if (first || objectives[i] > start.objective) {
        start.objective = objectives[i];
        start.beta = beta_[row].clone();
        start.angles = angles_[row].clone();
      }
      start.converged = start.stale >= config_.patience && start.n_drops == config_.n_drops;
      if (start.converged) continue;
      still.push_back(row);
      if (start.stale < config_.patience) continue;
      ++start.n_drops;
      start.stale = 0;
      start.age = 0;
      start.rate /= 10;
      beta_[row].copy_(start.beta);
      angles_[row].copy_(start.angles);
      mean_[row].zero_();
      square_[row].zero_();
      again.push_back(row);
    }
    if (!again.empty()) search_all_angles(rows_of(again));
    if (still.size() == open_.size()) return;
    std::vector<std::size_t> open;
    for (const std::int64_t row : still) open.push_back(open_[static_cast<std::size_t>(row)]);
    open_ = std::move(open);
    for (Tensor* state : {&beta_, &angles_, &mean_, &square_})
      *state = state->index_select(0, rows_of(still));
  }

  const PairedModel& model_;
  const Group& group_;
  const HermiteBasis& basis_;
  const ClusterMeiConfig config_;
  Tensor functions_;                      // (k, support, support)
  Tensor beta_, angles_, mean_, square_;  // (open starts, k), (open starts, m); of Adam: as beta
  std::vector<Start> starts_;
  std::vector<std::size_t> open_;  // which start a row is
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
  TemplateAscents ascents(model, group, basis, config, seed);
  ascents.run(stop);
  const auto highest = std::ranges::max_element(ascents.starts(), {}, &Start::objective);
  ClusterMei best = ascents.describe(*highest);
  std::vector<float> objectives;
  for (const Start& start : ascents.starts()) objectives.push_back(static_cast<float>(start.objective));
  for (const float objective : objectives)
    best.n_agreeing += objective >= best.objective - (1 - kAgreeingShare) * std::abs(best.objective) ? 1 : 0;
  best.objectives = std::move(objectives);
  return best;
}

}  // namespace doppel::science
