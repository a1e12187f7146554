#include "science/stimuli/optimal_gabor.h"

#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/stimulus_search.h"

namespace doppel::science {
namespace {

std::vector<OptimalGabor> describe_all(const GaborGrid& grid, const std::vector<LocationBox>& boxes,
                                       const std::vector<BestResponse>& best) {
  std::vector<OptimalGabor> results;
  for (std::size_t i = 0; i < best.size(); ++i)
    results.push_back(describe(grid, boxes[i], best[i].point, best[i].response));
  return results;
}

}  // namespace

std::vector<OptimalGabor> find_optimal_gabors_exhaustively(const ResponseModel& model,
                                                           const torch::Tensor& receptive_fields,
                                                           std::span<const std::int64_t> neurons,
                                                           const GaborGrid& grid) {
  const GaborStimuli stimuli(grid);
  const auto boxes = boxes_of(grid.locations(), receptive_fields, neurons, model);
  return describe_all(grid, boxes, search_exhaustively(model, neurons, boxes, stimuli));
}

std::vector<OptimalGabor> find_optimal_gabors(const Twin& twin, std::span<const std::int64_t> neurons,
                                              const GaborGrid& grid, const std::stop_token& stop) {
  const GaborStimuli stimuli(grid);
  const auto boxes = boxes_of(grid.locations(), twin.receptive_fields(), neurons, twin);
  return describe_all(grid, boxes, search(twin, neurons, boxes, stimuli, stop));
}

}  // namespace doppel::science
