#include "science/stimuli/gabor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace doppel::science {
namespace {

// The formula of the header, pixel by pixel in double precision.
double pixel(const Gabor& g, double x, double y) {
  const double phi = g.orientation * std::numbers::pi / 180;
  const double tau = g.phase * std::numbers::pi / 180;
  const double along = (x - g.r_x) * std::cos(phi) - (y - g.r_y) * std::sin(phi);
  const double across = (x - g.r_x) * std::sin(phi) + (y - g.r_y) * std::cos(phi);
  const double sd = g.size / 4.0;
  return 0.5 * g.contrast * std::exp(-(along * along + across * across) / (2 * sd * sd)) *
         std::cos(2 * std::numbers::pi * g.spatial_frequency * along + tau);
}

TEST(Gabor, EveryPixelFollowsTheFormula) {
  const std::vector<Gabor> gabors = {{31.5F, 17.5F, 8, 0.1F, 1, 0, 0},
                                     {10.25F, 30, 20, 0.05F, 4, 75, 45},
                                     {-3, 40, 38, 0.2F, 0.125F, 179, 359},
                                     {63, 0, 12, 0.0F, 2, 90, 180}};
  const auto images = render(gabors, 36, 64);
  ASSERT_EQ(images.sizes(), (torch::IntArrayRef{4, 36, 64}));
  const auto value = images.accessor<float, 3>();
  for (std::size_t i = 0; i < gabors.size(); ++i) {
    for (int y = 0; y < 36; ++y) {
      for (int x = 0; x < 64; ++x) {
        ASSERT_NEAR(value[static_cast<std::int64_t>(i)][y][x], pixel(gabors[i], x, y),
                    2e-5 * gabors[i].contrast)
            << "Gabor " << i << " at row " << y << ", column " << x;
      }
    }
  }
}

TEST(Gabor, AHalfTurnIsTheSameGaborWithItsPhaseTurned) {
  const std::vector<Gabor> pair = {{20, 15, 14, 0.08F, 1, 30, 70}, {20, 15, 14, 0.08F, 1, 210, -70}};
  const auto images = render(pair, 36, 64);
  EXPECT_LT((images[0] - images[1]).abs().max().item<float>(), 1e-5F);
}

TEST(Gabor, NoGaborGivesNoImage) {
  EXPECT_EQ(render(std::span<const Gabor>{}, 36, 64).sizes(), (torch::IntArrayRef{0, 36, 64}));
}

}  // namespace
}  // namespace doppel::science
