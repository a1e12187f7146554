#include "science/stimuli/optimal_gabor.h"

#include <algorithm>
#include <limits>

#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/gabor_search.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kStimuliAtOnce = 256;

std::vector<LocationBox> boxes_of(const GaborGrid& grid, const torch::Tensor& receptive_fields,
                                  std::span<const std::int64_t> neurons, std::int64_t rows,
                                  std::int64_t cols) {
  const auto centres = receptive_fields.to(torch::kCPU, torch::kFloat32).contiguous();
  return locations(grid, {centres.data_ptr<float>(), static_cast<std::size_t>(centres.numel())}, neurons,
                   rows, cols);
}

std::vector<Gabor> gabors_at(const GaborGrid& grid, std::int64_t first, std::int64_t count, std::int64_t x,
                             std::int64_t y) {
  std::vector<Gabor> gabors;
  for (std::int64_t k = first; k < first + count; ++k) {
    gabors.push_back(grid_gabor(grid, k, static_cast<float>(x), static_cast<float>(y)));
  }
  return gabors;
}

struct Record {
  GridPoint point;
  float response = -std::numeric_limits<float>::infinity();
};

}  // namespace

std::vector<OptimalGabor> find_optimal_gabors_exhaustively(const ResponseModel& model,
                                                           const torch::Tensor& receptive_fields,
                                                           std::span<const std::int64_t> neurons,
                                                           const GaborGrid& grid) {
  grid.check();
  const auto boxes = boxes_of(grid, receptive_fields, neurons, model.rows(), model.cols());
  std::vector<Record> best(neurons.size());
  for (std::int64_t y = 0; y < model.rows(); ++y) {
    for (std::int64_t x = 0; x < model.cols(); ++x) {
      const auto here = [&](const LocationBox& box) { return box.y.contains(y) && box.x.contains(x); };
      if (std::none_of(boxes.begin(), boxes.end(), here)) continue;
      for (std::int64_t first = 0; first < n_parameters(grid); first += kStimuliAtOnce) {
        const std::int64_t count = std::min(kStimuliAtOnce, n_parameters(grid) - first);
        const auto images = render(gabors_at(grid, first, count, x, y), model.rows(), model.cols());
        const auto responses = model.responses(images).to(torch::kCPU);
        const auto value = responses.accessor<float, 2>();
        for (std::size_t i = 0; i < neurons.size(); ++i) {
          for (std::int64_t k = 0; here(boxes[i]) && k < count; ++k) {
            const Record candidate{{first + k, y, x}, value[k][neurons[i]]};
            const bool better = candidate.response > best[i].response ||
                                (candidate.response == best[i].response && candidate.point < best[i].point);
            if (better) best[i] = candidate;
          }
        }
      }
    }
  }
  std::vector<OptimalGabor> results;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    results.push_back(describe(grid, boxes[i], best[i].point, best[i].response));
  }
  return results;
}

std::vector<OptimalGabor> find_optimal_gabors(const Twin& twin, std::span<const std::int64_t> neurons,
                                              const GaborGrid& grid, std::stop_token stop) {
  grid.check();
  const auto boxes = boxes_of(grid, twin.receptive_fields(), neurons, twin.rows(), twin.cols());
  const bool quads = twin.readout().positions.defined();
  const auto best =
      quads ? search_quads(twin, neurons, boxes, grid, stop) : search_masks(twin, neurons, boxes, grid, stop);
  const auto scale = twin.readout().scale.to(torch::kCPU);
  std::vector<OptimalGabor> results;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    const float response = (torch::softplus(torch::tensor(best[i].drive)) * scale[neurons[i]]).item<float>();
    results.push_back(describe(grid, boxes[i], best[i].point, response));
  }
  return results;
}

}  // namespace doppel::science
