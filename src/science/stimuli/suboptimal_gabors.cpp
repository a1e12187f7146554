#include "science/stimuli/suboptimal_gabors.h"

#include <algorithm>
#include <map>
#include <string>

#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/greedy_cover.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::size_t kBatch = 64;  // images a pass

// The grid's Gabors at the centre of the image, in grid order.
std::vector<Gabor> centred_gabors(const GaborGrid& grid, const ResponseModel& model,
                                  bool highest_contrast_only) {
  const float x = static_cast<float>(model.cols() - 1) / 2.0F;
  const float y = static_cast<float>(model.rows() - 1) / 2.0F;
  std::vector<Gabor> gabors;
  for (std::int64_t k = 0; k < n_parameters(grid); ++k) {
    const auto contrast = split(grid, k).rest % grid.n_contrasts;
    if (!highest_contrast_only || contrast == grid.n_contrasts - 1)
      gabors.push_back(grid_gabor(grid, k, x, y));
  }
  return gabors;
}

// Responses over the neurons' optima. A batch is always evaluated whole, so that the shares of a Gabor that
// was chosen are, bit by bit, those that it was chosen for.
class Shares {
 public:
  Shares(const ResponseModel& model, std::span<const Gabor> gabors, std::span<const float> activations)
      : model_(model),
        gabors_(gabors),
        optimum_(torch::tensor(at::ArrayRef<float>(activations.data(), activations.size()))) {}

  std::size_t n_batches() const { return (gabors_.size() + kBatch - 1) / kBatch; }

  // (gabors of the batch, n_neurons) float32 on the CPU
  torch::Tensor batch(std::size_t index) const {
    const torch::NoGradGuard no_grad;
    const std::size_t first = index * kBatch;
    const auto some = gabors_.subspan(first, std::min(kBatch, gabors_.size() - first));
    const auto responses = model_.responses(render(some, model_.rows(), model_.cols(), model_.device()));
    const auto shares = responses.to(torch::kCPU, torch::kFloat32) / optimum_;
    return torch::where(optimum_ > 0, shares, torch::zeros_like(shares)).contiguous();
  }

 private:
  const ResponseModel& model_;
  std::span<const Gabor> gabors_;
  torch::Tensor optimum_;  // (n_neurons,)
};

DriveMatrix drives_of(const Shares& shares, std::size_t n_neurons, float driven_share,
                      const std::stop_token& stop) {
  DriveMatrix drives(n_neurons);
  for (std::size_t b = 0; b < shares.n_batches(); ++b) {
    if (stop.stop_requested()) {
      throw Error(ErrorClass::interrupted, "the choice of Gabors was stopped",
                  "it begins anew when the worker runs again");
    }
    const auto driven = (shares.batch(b) >= driven_share).to(torch::kUInt8).contiguous();
    const auto* values = driven.data_ptr<std::uint8_t>();
    for (std::int64_t k = 0; k < driven.size(0); ++k)
      drives.add({values + static_cast<std::size_t>(k) * n_neurons, n_neurons});
  }
  return drives;
}

// (n_neurons, steps)
std::vector<std::vector<float>> shares_of(const Shares& shares, const std::vector<CoverStep>& steps,
                                          std::size_t n_neurons) {
  std::vector<std::vector<float>> table(n_neurons, std::vector<float>(steps.size()));
  std::map<std::size_t, torch::Tensor> batches;
  for (std::size_t j = 0; j < steps.size(); ++j) {
    const std::size_t b = steps[j].stimulus / kBatch;
    if (!batches.contains(b)) batches[b] = shares.batch(b);
    const float* row = batches[b].data_ptr<float>() + steps[j].stimulus % kBatch * n_neurons;
    for (std::size_t n = 0; n < n_neurons; ++n) table[n][j] = row[n];
  }
  return table;
}

}  // namespace

void GaborCoverConfig::check() const {
  if (driven_share > 0 && n_gabors > 0) return;
  throw Error(ErrorClass::bad_input,
              "a choice of " + std::to_string(n_gabors) + " Gabors that drive neurons to the share " +
                  std::to_string(driven_share),
              "ask for at least one Gabor and a share above 0");
}

GaborChoice choose_gabors(const ResponseModel& model, const GaborGrid& grid,
                          std::span<const float> activations, const GaborCoverConfig& config,
                          const std::stop_token& stop) {
  config.check();
  grid.check();
  const std::size_t n_neurons = activations.size();
  if (static_cast<std::int64_t>(n_neurons) != model.n_neurons()) {
    throw Error(ErrorClass::bad_input,
                std::to_string(n_neurons) + " optimal responses for a model of " +
                    std::to_string(model.n_neurons()) + " neurons",
                "give one for each neuron, in the model's order");
  }
  const auto gabors = centred_gabors(grid, model, config.highest_contrast_only);
  const Shares shares(model, gabors, activations);
  const auto steps = greedy_cover(drives_of(shares, n_neurons, config.driven_share, stop),
                                  static_cast<std::size_t>(config.n_gabors));
  GaborChoice choice;
  for (const auto& step : steps)
    choice.gabors.push_back({gabors[step.stimulus], step.n_driven, step.n_newly_driven});
  choice.shares = shares_of(shares, steps, n_neurons);
  choice.n_stimuli = static_cast<std::int64_t>(gabors.size());
  return choice;
}

}  // namespace doppel::science
