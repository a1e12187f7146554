#include "science/stimuli/optimal_dog.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "small_twin.h"
#include "util/error.h"

namespace doppel::science {
namespace {

DogGrid small_dogs() {
  DogGrid grid;
  grid.n_sigma_cens = 2;
  grid.sigma_cen_max = 4;
  grid.sigma_ratios = {1.5F, 3};
  grid.a_surs = {0, 0.5F, 1};
  grid.n_contrasts = 1;
  grid.contrast_min = 2;
  grid.locations.window = 3;
  return grid;
}

TEST(OptimalDog, EveryPixelFollowsTheFormula) {
  const std::vector<Dog> dogs = {{8, 5, 2, 3, 1, 0.5F}, {3.25F, 9.5F, 1.5F, 6, -2, 1}, {-2, 20, 4, 5, 3, 0}};
  const auto images = render(dogs, 12, 16);
  const auto value = images.accessor<float, 3>();
  for (std::size_t i = 0; i < dogs.size(); ++i) {
    const Dog& d = dogs[i];
    for (int y = 0; y < 12; ++y) {
      for (int x = 0; x < 16; ++x) {
        const double r2 = (x - d.r_x) * (x - d.r_x) + (y - d.r_y) * (y - d.r_y);
        const auto g = [&](double sigma) { return std::exp(-r2 / (2 * sigma * sigma)); };
        ASSERT_NEAR(value[static_cast<std::int64_t>(i)][y][x],
                    d.a_cen * ((1 + d.a_sur) * g(d.sigma_cen) - d.a_sur * g(d.sigma_sur)), 2e-6)
            << "DoG " << i << " at row " << y << ", column " << x;
      }
    }
  }
}

std::vector<std::int64_t> first_neurons(std::int64_t n) {
  std::vector<std::int64_t> neurons(static_cast<std::size_t>(n));
  std::iota(neurons.begin(), neurons.end(), 0);
  return neurons;
}

// The stimulus is the same, or its response is that of the best to rounding.
void expect_same_optima(const Twin& twin, const DogGrid& grid, std::int64_t n) {
  const auto neurons = first_neurons(n);
  const auto fast = find_optimal_dogs(twin, neurons, grid);
  const auto slow = find_optimal_dogs_exhaustively(twin, twin.receptive_fields(), neurons, grid);
  std::int64_t same = 0;
  for (std::size_t i = 0; i < slow.size(); ++i) {
    const Dog &a = fast[i].dog, &b = slow[i].dog;
    same += a.r_x == b.r_x && a.r_y == b.r_y && a.sigma_cen == b.sigma_cen && a.sigma_sur == b.sigma_sur &&
            a.a_cen == b.a_cen && a.a_sur == b.a_sur && fast[i].edges == slow[i].edges;
    EXPECT_NEAR(fast[i].activation, slow[i].activation, 1e-4F * slow[i].activation) << "neuron " << i;
    EXPECT_EQ(fast[i].n_stimuli, slow[i].n_stimuli);
    const auto shown = twin.responses(render(std::span(&a, 1), twin.rows(), twin.cols()));
    EXPECT_NEAR(shown[0][static_cast<std::int64_t>(i)].item<float>(), fast[i].activation,
                1e-4F * fast[i].activation);
  }
  EXPECT_GE(same, n - 1);
}

TEST(OptimalDog, LocalSearchFindsWhatTheExhaustiveOneFindsAllOverTheImage) {
  expect_same_optima(*small_twin("gaussian", 14, 18, 50), small_dogs(), 50);
}

TEST(OptimalDog, MaskSearchFindsWhatTheExhaustiveOneFinds) {
  auto grid = small_dogs();
  grid.locations.window = 1;
  expect_same_optima(*small_twin("factorised", 14, 18, 8), grid, 8);
}

// A cell with the filter w of a DoG and a gain that barely depends on contrast, <w, x> / (c + |x|): by
// Cauchy and Schwarz its best shape is its own, the highest contrast the best.
class DogCell : public ResponseModel {
 public:
  explicit DogCell(const Dog& dog) : filter_(render(std::span(&dog, 1), 36, 64).flatten()) {}
  std::int64_t n_neurons() const override { return 1; }
  std::int64_t rows() const override { return 36; }
  std::int64_t cols() const override { return 64; }
  torch::Tensor responses(const torch::Tensor& images) const override {
    const auto x = images.flatten(1);
    return (x.mv(filter_) / (0.001 + x.norm(2, 1))).view({-1, 1});
  }

 private:
  torch::Tensor filter_;
};

TEST(OptimalDog, OfADogCellIsItsOwn) {
  DogGrid grid;
  grid.n_sigma_cens = 3;
  grid.sigma_cen_max = 8;  // 2, 4, 8 px
  grid.n_contrasts = 2;
  grid.locations.window = 2;
  const std::vector<std::int64_t> neurons = {0};
  for (const float sign : {1.0F, -1.0F}) {
    const Dog own{30, 16, 4, 8, sign, 0.75F};
    const auto centre = torch::tensor({{31.0F, 17.0F}});
    const auto found = find_optimal_dogs_exhaustively(DogCell(own), centre, neurons, grid)[0];
    EXPECT_EQ(found.dog.r_x, 30);
    EXPECT_EQ(found.dog.r_y, 16);
    EXPECT_FLOAT_EQ(found.dog.sigma_cen, 4);
    EXPECT_FLOAT_EQ(found.dog.sigma_sur, 8);
    EXPECT_FLOAT_EQ(found.dog.a_sur, 0.75F);
    EXPECT_FLOAT_EQ(found.dog.a_cen, 0.25F * sign);
    EXPECT_TRUE(found.edges.empty());
    EXPECT_EQ(found.n_stimuli, 3 * 5 * 5 * 2 * 2 * 25);
  }
}

TEST(OptimalDog, TellsWhichEndsOfTheGridItTouches) {
  DogGrid grid;
  grid.locations.window = 2;
  grid.n_contrasts = 2;
  const std::vector<std::int64_t> neurons = {0};
  const Dog own{33, 16, 20, 50, 1, 1};  // larger than the grid, at its right end
  const auto found =
      find_optimal_dogs_exhaustively(DogCell(own), torch::tensor({{31.0F, 17.0F}}), neurons, grid)[0];
  const auto touches = [&](const std::string& edge) {
    return std::find(found.edges.begin(), found.edges.end(), edge) != found.edges.end();
  };
  EXPECT_TRUE(touches("sigma_cen_max"));
  EXPECT_TRUE(touches("r_x_max"));
  EXPECT_FALSE(touches("sigma_cen_min"));
  EXPECT_FALSE(touches("a_cen_max")) << "the highest contrast is the rule";
}

TEST(OptimalDog, WithoutSurroundTheFirstSigmaStandsForAll) {
  DogGrid grid;
  const DogStimuli stimuli(grid);
  const LocationBox box{{10, 5, 1}, {20, 5, 1}};
  // sigma_cen 3, ratio 4, a_sur 0, ...: 4 ratios of 5 x 2 x 6 further on than the first.
  const std::int64_t index = 3 * 5 * 5 * 12 + 4 * 5 * 12;
  const auto described = stimuli.describe(box, {index, 12, 22}, 1);
  EXPECT_EQ(described.dog.a_sur, 0);
  EXPECT_FLOAT_EQ(described.dog.sigma_sur, 1.25F * described.dog.sigma_cen);
  EXPECT_EQ(described.edges, std::vector<std::string>{"a_cen_min"});
}

TEST(OptimalDog, AGridWithoutSenseIsRefused) {
  DogGrid grid;
  grid.sigma_ratios = {0.5F};
  EXPECT_THROW(DogStimuli{grid}, Error);
  grid.sigma_ratios = {};
  EXPECT_THROW(DogStimuli{grid}, Error);
}

}  // namespace
}  // namespace doppel::science
