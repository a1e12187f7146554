#include "science/simulate/truth_search.h"

#include <cmath>
#include <map>
#include <numbers>
#include <utility>

#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/near_ties.h"
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

// Complex cells answer all phases alike but for rounding. Scales are those of a neuron's responses, of which
// the spontaneous rate is the least.
constexpr float kRounding = 1e-5F;

// The first in grid order of the candidates that the neuron answers most, shown to it in passes of a fixed
// size, and the response.
std::pair<GridPoint, float> chosen(const SimulatedPopulation& population, std::int64_t neuron,
                                   const NearTies& candidates, const LocationBox& box,
                                   const GaborStimuli& stimuli) {
  auto points = candidates.points();
  if (points.empty()) points = {{0, box.y.first, box.x.first}};  // responses that are no numbers
  const auto images = stimuli.render(points, population.rows(), population.cols(), torch::kCPU);
  const auto responses =
      population.paired_responses(images, torch::full({images.size(0)}, neuron, torch::kLong));
  std::pair<GridPoint, float> best{points.front(), responses[0].item<float>()};
  for (std::size_t k = 1; k < points.size(); ++k) {
    const auto response = responses[static_cast<std::int64_t>(k)].item<float>();
    if (response > best.second) best = {points[k], response};
  }
  return best;
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
  std::vector<NearTies> best(neurons.size(), NearTies(0, kRounding));
  for (const auto& [at, places] : visits_of(boxes)) {
    if (stop.stop_requested())
      throw Error(ErrorClass::interrupted, "the search on the truth was asked to stop", "");
    const auto [y, x] = at;
    const auto mine = all.index_select(0, torch::tensor(places, torch::kLong));
    const auto outputs = population.filters().pairs(pictures.even_at(y, x), pictures.odd_at(y, x), mine);
    const auto responses =
        responses_at(population, outputs, mine, grid.n_phases).flatten(0, 1).t().contiguous();
    const auto highest = std::get<0>(responses.max(1));
    for (std::size_t i = 0; i < places.size(); ++i) {
      NearTies& found = best[static_cast<std::size_t>(places[i])];
      if (highest.data_ptr<float>()[i] < found.floor()) continue;
      const auto mine_alone = responses[static_cast<std::int64_t>(i)];
      const auto response = mine_alone.accessor<float, 1>();
      for (std::int64_t k = 0; k < response.size(0); ++k)
        found.offer({pictures.first_phase(k / grid.n_phases) + k % grid.n_phases, y, x}, response[k]);
    }
  }
  const GaborStimuli stimuli(grid);
  std::vector<OptimalGabor> results;
  for (std::size_t i = 0; i < best.size(); ++i) {
    const auto [point, response] = chosen(population, neurons[i], best[i], boxes[i], stimuli);
    results.push_back(describe(grid, boxes[i], point, response));
  }
  return results;
}

}  // namespace doppel::science
