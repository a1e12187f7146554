#include "science/simulate/truth_search.h"

#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <utility>

#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

using torch::indexing::Slice;

// Places of `neurons` that are to be shown Gabors at a location (y, x).
using Visits = std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::int64_t>>;

Visits visits_of(const std::vector<LocationBox>& boxes) {
  Visits visits;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::int64_t y = boxes[i].y.first; y <= boxes[i].y.last(); y += boxes[i].y.step) {
      for (std::int64_t x = boxes[i].x.first; x <= boxes[i].x.last(); x += boxes[i].x.step) {
        visits[{y, x}].push_back(static_cast<std::int64_t>(i));
      }
    }
  }
  return visits;
}

// Every size, frequency and orientation of a grid at its highest contrast, in the order of the grid, once at
// phase 0 and once at 90 degrees, on a picture so large that each location's image is a window of it.
class Pictures {
 public:
  Pictures(const GaborGrid& grid, std::int64_t rows, std::int64_t cols) : rows_(rows), cols_(cols) {
    const std::int64_t top = grid.contrast_factor >= 1 ? grid.n_contrasts - 1 : 0;
    std::vector<Gabor> gabors;
    for (std::int64_t shape = 0; shape < std::int64_t{grid.n_sizes} * grid.n_sfs; ++shape) {
      for (std::int64_t orientation = 0; orientation < grid.n_orientations; ++orientation) {
        first_phase_.push_back(join(grid, {shape * grid.n_contrasts + top, orientation, 0}));
        gabors.push_back(grid_gabor(grid, first_phase_.back(), static_cast<float>(cols - 1),
                                    static_cast<float>(rows - 1)));
      }
    }
    even_ = render(gabors, 2 * rows - 1, 2 * cols - 1);
    for (Gabor& gabor : gabors) gabor.phase = 90;
    odd_ = render(gabors, 2 * rows - 1, 2 * cols - 1);
  }

  torch::Tensor even_at(std::int64_t y, std::int64_t x) const { return window(even_, y, x); }
  torch::Tensor odd_at(std::int64_t y, std::int64_t x) const { return window(odd_, y, x); }
  // The grid's index of the k-th picture at phase 0.
  std::int64_t first_phase(std::int64_t k) const { return first_phase_[static_cast<std::size_t>(k)]; }

 private:
  torch::Tensor window(const torch::Tensor& pictures, std::int64_t y, std::int64_t x) const {
    return pictures
        .index({Slice(), Slice(rows_ - 1 - y, 2 * rows_ - 1 - y), Slice(cols_ - 1 - x, 2 * cols_ - 1 - x)})
        .contiguous();
  }

  std::int64_t rows_, cols_;
  std::vector<std::int64_t> first_phase_;
  torch::Tensor even_, odd_;  // (n, 2 rows - 1, 2 cols - 1)
};

// Expected events of `neurons` to every picture at every phase: (n_pictures, n_phases, n).
torch::Tensor responses_at(const SimulatedPopulation& population, const PairOutputs& outputs,
                           const torch::Tensor& neurons, std::int32_t n_phases) {
  std::vector<torch::Tensor> phases;
  for (std::int32_t k = 0; k < n_phases; ++k) {
    const double angle = 2 * std::numbers::pi * k / n_phases;
    // cos(t + angle) = cos(angle) cos(t) + sin(angle) cos(t + 90 deg)
    phases.push_back(population.responses_of(outputs.mixed(std::cos(angle), std::sin(angle)), neurons));
  }
  return torch::stack(phases, 1);
}

struct Best {
  GridPoint point;
  float response = -std::numeric_limits<float>::infinity();
};

// Locations come in ascending order, so that among equal stimuli the first of the grid stays.
void keep_better(Best& best, const GridPoint& point, float response) {
  const bool earlier = response == best.response && point.parameters < best.point.parameters;
  if (response > best.response || earlier) best = {point, response};
}

}  // namespace

torch::Tensor true_receptive_fields(const SimulatedPopulation& population) {
  auto centres = torch::empty({population.n_neurons(), 2});
  float* out = centres.data_ptr<float>();
  for (const NeuronDesign& design : population.designs()) {
    *out++ = design.x;
    *out++ = design.y;
  }
  return centres;
}

std::vector<OptimalGabor> search_truth(const SimulatedPopulation& population,
                                       std::span<const std::int64_t> neurons, const GaborGrid& grid,
                                       const std::stop_token& stop) {
  const torch::NoGradGuard no_grad;
  grid.check();
  const auto boxes = boxes_of(grid.locations(), true_receptive_fields(population), neurons, population);
  const Pictures pictures(grid, population.rows(), population.cols());
  const auto all = torch::tensor(std::vector<std::int64_t>(neurons.begin(), neurons.end()), torch::kLong);
  std::vector<Best> best(neurons.size());
  for (const auto& [at, places] : visits_of(boxes)) {
    if (stop.stop_requested())
      throw Error(ErrorClass::interrupted, "the search on the truth was asked to stop", "");
    const auto [y, x] = at;
    const auto mine = all.index_select(0, torch::tensor(places, torch::kLong));
    const auto outputs = population.filters().pairs(pictures.even_at(y, x), pictures.odd_at(y, x), mine);
    const auto responses = responses_at(population, outputs, mine, grid.n_phases).flatten(0, 1);
    const auto [highest, index] = responses.max(0);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto k = index[static_cast<std::int64_t>(i)].item<std::int64_t>();
      const GridPoint point{pictures.first_phase(k / grid.n_phases) + k % grid.n_phases, y, x};
      keep_better(best[static_cast<std::size_t>(places[i])], point,
                  highest[static_cast<std::int64_t>(i)].item<float>());
    }
  }
  std::vector<OptimalGabor> results;
  for (std::size_t i = 0; i < best.size(); ++i)
    results.push_back(describe(grid, boxes[i], best[i].point, best[i].response));
  return results;
}

}  // namespace doppel::science
