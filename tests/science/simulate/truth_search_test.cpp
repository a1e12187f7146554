#include "science/simulate/truth_search.h"

#include <gtest/gtest.h>

#include <memory>
#include <numeric>

#include "tests/science/simulate/natural_images.h"
#include "util/error.h"

namespace doppel::science {
namespace {

std::unique_ptr<SimulatedPopulation> small_population(std::int32_t n) {
  SimulationConfig config;
  config.n_neurons = n;
  config.seed = 5;
  auto population = std::make_unique<SimulatedPopulation>(config);
  population->calibrate(natural_images(200, 3));
  return population;
}

std::vector<std::int64_t> first(std::int64_t n) {
  std::vector<std::int64_t> neurons(static_cast<std::size_t>(n));
  std::iota(neurons.begin(), neurons.end(), 0);
  return neurons;
}

GaborGrid small_grid() {
  GaborGrid grid;
  grid.size_min = 9;
  grid.size_factor = 1.6F;
  grid.n_sizes = 3;
  grid.n_sfs = 2;
  grid.contrast_min = 1;
  grid.n_contrasts = 3;
  grid.n_orientations = 6;
  grid.n_phases = 8;
  grid.location_step = 2;
  grid.window = 2;
  return grid;
}

TEST(TruthSearch, MixturesOfTwoImagesAreTheMixedImage) {
  const auto population = small_population(12);
  const auto images = natural_images(10, 8);
  const auto a = images.slice(0, 0, 5), b = images.slice(0, 5, 10);
  const auto neurons = torch::tensor({7, 2, 11}, torch::kLong);
  const auto mixed = population->filters().pairs(a, b, neurons).mixed(0.6, -1.1);
  const auto expected = population->responses(0.6 * a - 1.1 * b).index_select(1, neurons);
  EXPECT_TRUE(torch::allclose(population->responses_of(mixed, neurons), expected, 1e-3, 1e-4));
}

// The same stimulus as showing every one of the 6,912 (at 9 locations) to the neuron, or one as good.
TEST(TruthSearch, FindsWhatShowingEveryStimulusFinds) {
  const auto population = small_population(8);
  const auto neurons = first(8);
  const auto slow = find_optimal_gabors_exhaustively(*population, true_receptive_fields(*population), neurons,
                                                     small_grid());
  const auto fast = search_truth(*population, neurons, small_grid());
  ASSERT_EQ(fast.size(), slow.size());
  int same = 0;
  for (std::size_t i = 0; i < fast.size(); ++i) {
    EXPECT_NEAR(fast[i].activation, slow[i].activation, 2e-4 * slow[i].activation) << i;
    EXPECT_EQ(fast[i].n_stimuli, slow[i].n_stimuli);
    EXPECT_EQ(fast[i].gabor.contrast, 4);
    const auto shown = population->paired_responses(render({{fast[i].gabor}}, 36, 64),
                                                    torch::tensor({neurons[i]}, torch::kLong));
    EXPECT_NEAR(shown[0].item<float>(), fast[i].activation, 2e-4 * fast[i].activation) << i;
    const auto as_tuple = [](const Gabor& g) {
      return std::tuple(g.r_x, g.r_y, g.size, g.spatial_frequency, g.orientation, g.phase);
    };
    same += static_cast<int>(as_tuple(fast[i].gabor) == as_tuple(slow[i].gabor));
  }
  EXPECT_GE(same, 7) << "but for ties, which rounding decides";
}

TEST(TruthSearch, IsNoBetterThanTheTrueOptimum) {
  const auto population = small_population(12);
  const auto truth = population->truth();
  const auto found = search_truth(*population, first(12), small_grid());
  for (std::size_t i = 0; i < found.size(); ++i)
    EXPECT_LE(found[i].activation, 1.02F * truth[i].activation) << i;
}

TEST(TruthSearch, StopsWhenAsked) {
  const auto population = small_population(2);
  std::stop_source source;
  source.request_stop();
  EXPECT_THROW(search_truth(*population, first(2), small_grid(), source.get_token()), Error);
}

}  // namespace
}  // namespace doppel::science
