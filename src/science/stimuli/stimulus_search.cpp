#include "science/stimuli/stimulus_search.h"

#include <algorithm>
#include <limits>

namespace doppel::science {
namespace {

constexpr std::int64_t kStimuliAtOnce = 256;

}  // namespace

std::vector<LocationBox> boxes_of(const LocationGrid& grid, const torch::Tensor& receptive_fields,
                                  std::span<const std::int64_t> neurons, const ResponseModel& model) {
  const auto centres = receptive_fields.to(torch::kCPU, torch::kFloat32).contiguous();
  return locations(grid, {centres.data_ptr<float>(), static_cast<std::size_t>(centres.numel())}, neurons,
                   model.rows(), model.cols());
}

std::vector<BestResponse> search(const Twin& twin, std::span<const std::int64_t> neurons,
                                 std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                 std::stop_token stop) {
  const Twin::Readout readout = twin.readout();
  const auto best = readout.positions.defined() ? search_quads(twin, neurons, boxes, grid, std::move(stop))
                                                : search_masks(twin, neurons, boxes, grid, std::move(stop));
  const auto scale = readout.scale.to(torch::kCPU);
  std::vector<BestResponse> results;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    const auto rate = torch::softplus(torch::tensor(best[i].drive));
    results.push_back({best[i].point, (rate * scale[neurons[i]]).item<float>()});
  }
  return results;
}

std::vector<BestResponse> search_exhaustively(const ResponseModel& model,
                                              std::span<const std::int64_t> neurons,
                                              std::span<const LocationBox> boxes, const StimulusGrid& grid) {
  std::vector<BestResponse> best(neurons.size(), {{}, -std::numeric_limits<float>::infinity()});
  for (std::int64_t y = 0; y < model.rows(); ++y) {
    for (std::int64_t x = 0; x < model.cols(); ++x) {
      const auto here = [&](const LocationBox& box) { return box.y.contains(y) && box.x.contains(x); };
      if (std::none_of(boxes.begin(), boxes.end(), here)) continue;
      const Canvas canvas{model.rows(), model.cols(), static_cast<float>(x), static_cast<float>(y),
                          model.device()};
      for (std::int64_t first = 0; first < grid.n_parameters(); first += kStimuliAtOnce) {
        const std::int64_t count = std::min(kStimuliAtOnce, grid.n_parameters() - first);
        const auto responses = model.responses(grid.render(first, count, canvas)).to(torch::kCPU);
        const auto value = responses.accessor<float, 2>();
        for (std::size_t i = 0; i < neurons.size(); ++i) {
          for (std::int64_t k = 0; here(boxes[i]) && k < count; ++k) {
            const BestResponse candidate{{first + k, y, x}, value[k][neurons[i]]};
            const bool better = candidate.response > best[i].response ||
                                (candidate.response == best[i].response && candidate.point < best[i].point);
            if (better) best[i] = candidate;
          }
        }
      }
    }
  }
  return best;
}

}  // namespace doppel::science
