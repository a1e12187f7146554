#include "science/stimuli/optimal_gabor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "science/model/network.h"
#include "science/stimuli/gabor_grid.h"
#include "small_twin.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kRows = 14, kCols = 18;

GaborGrid small_grid() {
  GaborGrid grid;
  grid.n_sizes = 2;
  grid.size_factor = 1.8F;
  grid.n_sfs = 1;
  grid.n_contrasts = 1;
  grid.contrast_min = 2;
  grid.n_orientations = 4;
  grid.n_phases = 4;
  grid.window = 3;
  return grid;
}

std::vector<std::int64_t> first(std::int64_t n) {
  std::vector<std::int64_t> neurons(static_cast<std::size_t>(n));
  std::iota(neurons.begin(), neurons.end(), 0);
  return neurons;
}

std::int64_t same_stimuli(const std::vector<OptimalGabor>& fast, const std::vector<OptimalGabor>& slow) {
  std::int64_t same = 0;
  for (std::size_t i = 0; i < slow.size(); ++i) {
    const Gabor& a = fast[i].gabor;
    const Gabor& b = slow[i].gabor;
    same += a.r_x == b.r_x && a.r_y == b.r_y && a.size == b.size &&
            a.spatial_frequency == b.spatial_frequency && a.contrast == b.contrast &&
            a.orientation == b.orientation && a.phase == b.phase;
  }
  return same;
}

// The stimulus is the same, or its response is that of the best to rounding: two stimuli that tie.
void expect_equal(const Twin& twin, const GaborGrid& grid, const std::vector<std::int64_t>& neurons) {
  const auto fast = find_optimal_gabors(twin, neurons, grid);
  const auto slow = find_optimal_gabors_exhaustively(twin, twin.receptive_fields(), neurons, grid);
  ASSERT_EQ(fast.size(), slow.size());
  EXPECT_GE(same_stimuli(fast, slow), static_cast<std::int64_t>(neurons.size()) - 1);
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    EXPECT_NEAR(fast[i].activation, slow[i].activation, 1e-4F * slow[i].activation)
        << "neuron " << neurons[i];
    EXPECT_EQ(fast[i].n_stimuli, slow[i].n_stimuli);
    EXPECT_EQ(fast[i].at_grid_edge, slow[i].at_grid_edge);
    const auto image = render(std::vector<Gabor>{fast[i].gabor}, twin.rows(), twin.cols());
    EXPECT_NEAR(twin.responses(image)[0][neurons[i]].item<float>(), fast[i].activation,
                1e-4F * fast[i].activation);
  }
}

TEST(OptimalGabor, LocalSearchFindsWhatTheExhaustiveOneFindsAllOverTheImage) {
  const auto twin = small_twin("gaussian", kRows, kCols, 60);
  const auto positions = twin->receptive_fields();
  ASSERT_LT(positions.min().item<float>(), 3.0F) << "some neuron must lie at the border";
  ASSERT_GT(positions.select(1, 1).max().item<float>(), kRows - 4.0F);
  expect_equal(*twin, small_grid(), first(60));
}

TEST(OptimalGabor, LocalSearchIsExactOnACoarseLattice) {
  GaborGrid grid = small_grid();
  grid.location_step = 2;
  grid.window = 4;
  expect_equal(*small_twin("gaussian", kRows, kCols, 40), grid, first(40));
}

TEST(OptimalGabor, LocalSearchIsExactWithoutEquivariantTurns) {
  GaborGrid grid = small_grid();
  grid.n_orientations = 3;  // no quarter turn of the grid
  grid.window = 1;
  expect_equal(*small_twin("gaussian", kRows, kCols, 30), grid, first(30));
}

TEST(OptimalGabor, LocalSearchIsExactWhereBothBordersAreInReach) {
  GaborGrid grid = small_grid();
  grid.window = 1;
  expect_equal(*small_twin("gaussian", 9, 17, 30), grid, first(30));
}

TEST(OptimalGabor, SearchesTheBoxOfThePopulationWithoutAWindow) {
  GaborGrid grid = small_grid();
  grid.window = -1;
  grid.location_step = 4;
  grid.n_sizes = 1;
  const std::vector<std::int64_t> some = {3, 0, 11};
  expect_equal(*small_twin("gaussian", kRows, kCols, 12), grid, some);
}

TEST(OptimalGabor, MaskSearchFindsWhatTheExhaustiveOneFinds) {
  GaborGrid grid = small_grid();
  grid.window = 1;
  grid.n_contrasts = 2;
  expect_equal(*small_twin("factorised", kRows, kCols, 8), grid, first(8));
}

// Masks over the whole image, which both see borders and do not; then masks of some pixels, as a sparse
// training leaves them.
TEST(OptimalGabor, MaskSearchIsExactWhereSomePixelsSeeNoBorder) {
  GaborGrid grid = small_grid();
  for (const std::int32_t step : {1, 2}) {
    grid.location_step = step;
    grid.window = step == 1 ? 2 : -1;
    const auto twin = small_twin("factorised", 22, 26, 8);
    expect_equal(*twin, grid, first(8));
    const torch::NoGradGuard no_grad;
    for (auto& item : twin->parts().network->named_parameters()) {
      if (!item.key().ends_with("masks")) continue;
      auto kept = torch::rand_like(item.value()) < 0.05;
      kept[3].fill_(false);  // a neuron whose mask is gone
      item.value().mul_(kept.to(torch::kFloat32) * 20);
    }
    expect_equal(*twin, grid, first(8));
  }
}

// Bit for bit: a result must not depend on the other neurons of its batch.
void expect_the_same_in_any_company(const Twin& twin, std::int64_t n) {
  const auto all = first(n);
  const auto together = find_optimal_gabors(twin, all, small_grid());
  for (const std::size_t size : {std::size_t{1}, std::size_t{3}}) {
    for (std::size_t from = 0; from < all.size(); from += size) {
      const auto some = std::span(all).subspan(from, std::min(size, all.size() - from));
      const auto apart = find_optimal_gabors(twin, some, small_grid());
      for (std::size_t i = 0; i < some.size(); ++i) {
        EXPECT_EQ(apart[i].activation, together[from + i].activation) << "neuron " << some[i];
        EXPECT_EQ(same_stimuli({apart[i]}, {together[from + i]}), 1) << "neuron " << some[i];
      }
    }
  }
}

TEST(OptimalGabor, IsTheSameInAnyCompany) {
  expect_the_same_in_any_company(*small_twin("gaussian", kRows, kCols, 70), 70);
  expect_the_same_in_any_company(*small_twin("factorised", kRows, kCols, 9), 9);
}

TEST(OptimalGabor, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  const auto twin = small_twin("gaussian", kRows, kCols, 2);
  try {
    find_optimal_gabors(*twin, first(2), small_grid(), source.get_token());
    FAIL() << "did not stop";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::interrupted);
  }
}

TEST(OptimalGabor, OfNoNeuronIsNone) {
  for (const char* readout : {"gaussian", "factorised"})
    EXPECT_TRUE(find_optimal_gabors(*small_twin(readout, kRows, kCols, 3), {}, small_grid()).empty())
        << readout;
}

TEST(OptimalGabor, RefusesANeuronThatTheModelHasNot) {
  const auto twin = small_twin("gaussian", kRows, kCols, 2);
  const std::vector<std::int64_t> neurons = {2};
  EXPECT_THROW(find_optimal_gabors(*twin, neurons, small_grid()), Error);
}

TEST(OptimalGabor, OrderOfTheGridIsThatOfTheHeader) {
  GaborGrid grid;
  const Gabor head = grid_gabor(grid, 0, 0, 0);
  EXPECT_FLOAT_EQ(head.size, 8);
  EXPECT_FLOAT_EQ(head.spatial_frequency, 1 / 1.3F / 8);
  EXPECT_FLOAT_EQ(head.contrast, 0.125F);
  EXPECT_EQ(n_parameters(grid), 8 * 4 * 6 * 12 * 8);
  EXPECT_FLOAT_EQ(grid_gabor(grid, 1, 0, 0).phase, 45);
  EXPECT_FLOAT_EQ(grid_gabor(grid, 8, 0, 0).orientation, 15);
  EXPECT_FLOAT_EQ(grid_gabor(grid, 8 * 12, 0, 0).contrast, 0.25F);
  EXPECT_FLOAT_EQ(grid_gabor(grid, 8 * 12 * 6, 0, 0).spatial_frequency, 1.0F / 8);
  EXPECT_FLOAT_EQ(grid_gabor(grid, 8 * 12 * 6 * 4, 0, 0).size, 10);
}

TEST(OptimalGabor, LocationsLieOnTheLatticeInsideTheImage) {
  GaborGrid grid;
  grid.window = 4;
  grid.location_step = 2;
  const std::vector<float> centres = {11.2F, 0.3F, 62.9F, 20.0F};  // x, y
  const std::vector<std::int64_t> neurons = {0, 1};
  const auto boxes = locations(grid.locations(), centres, neurons, 36, 64);
  EXPECT_EQ(boxes[0].x.first, 8);  // 11.2 rounds to 12
  EXPECT_EQ(boxes[0].x.last(), 16);
  EXPECT_EQ(boxes[0].y.first, 0);
  EXPECT_EQ(boxes[0].y.last(), 4);
  EXPECT_EQ(boxes[1].x.last(), 62);
  EXPECT_EQ(boxes[1].count(), 3 * 5);
}

}  // namespace
}  // namespace doppel::science
