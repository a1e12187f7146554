#include "science/stimuli/stimulus_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "science/stimuli/local_core.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kStimuliAtOnce = 256;
constexpr std::int64_t kCandidatesAtOnce = 512;  // on a CPU

// Of each neuron's candidates, in grid order, the first of the highest response.
std::vector<BestResponse> choose(const Twin& twin, std::span<const std::int64_t> neurons,
                                 const std::vector<std::vector<GridPoint>>& candidates,
                                 const StimulusGrid& grid) {
  const LocalTwin local(twin);
  std::vector<std::size_t> places;
  std::vector<GridPoint> points;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    places.insert(places.end(), candidates[i].size(), i);
    points.insert(points.end(), candidates[i].begin(), candidates[i].end());
  }
  std::vector<BestResponse> best;
  for (const auto& mine : candidates) best.push_back({mine.front(), -std::numeric_limits<float>::infinity()});
  const auto at_once = static_cast<std::size_t>(pass_size(twin.device(), kCandidatesAtOnce));
  for (std::size_t first = 0; first < points.size(); first += at_once) {
    const std::size_t n = std::min(at_once, points.size() - first);
    const auto images =
        grid.render(std::span(points).subspan(first, n), twin.rows(), twin.cols(), twin.device());
    auto index = torch::empty({static_cast<std::int64_t>(n)}, torch::kInt64);
    for (std::size_t k = 0; k < n; ++k) index.data_ptr<std::int64_t>()[k] = neurons[places[first + k]];
    const auto responses = local.paired_responses(images, index).to(torch::kCPU).contiguous();
    for (std::size_t k = 0; k < n; ++k) {
      const float response = responses.data_ptr<float>()[k];
      BestResponse& mine = best[places[first + k]];
      if (response > mine.response || std::isnan(response)) mine = {points[first + k], response};
    }
  }
  return best;
}

}  // namespace

std::vector<LocationBox> boxes_of(const LocationGrid& grid, const torch::Tensor& receptive_fields,
                                  std::span<const std::int64_t> neurons, const ResponseModel& model) {
  const auto centres = receptive_fields.to(torch::kCPU, torch::kFloat32).contiguous();
  return locations(grid, {centres.data_ptr<float>(), static_cast<std::size_t>(centres.numel())}, neurons,
                   model.rows(), model.cols());
}

std::vector<BestResponse> search(const Twin& twin, std::span<const std::int64_t> neurons,
                                 std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                 const std::stop_token& stop) {
  const auto best = twin.readout().positions.defined() ? search_quads(twin, neurons, boxes, grid, stop)
                                                       : search_masks(twin, neurons, boxes, grid, stop);
  std::vector<std::vector<GridPoint>> candidates;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    candidates.push_back(best[i].points());
    // A neuron whose drives are no numbers.
    if (candidates.back().empty()) candidates.back() = {{0, boxes[i].y.first, boxes[i].x.first}};
  }
  return choose(twin, neurons, candidates, grid);
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
