#include "science/stimuli/grey_gabor.h"

#include <gtest/gtest.h>

#include <cmath>

namespace doppel::science {
namespace {

// The rounding of the picture is half a grey, the rest that of float32.
TEST(GreyGabor, IsTheModelsImageInGreys) {
  const GreyScale scale{113, 47};
  for (const Gabor& gabor : {Gabor{31.5F, 17.5F, 8, 0.12F, 4, 0, 0}, Gabor{20, 11, 21.8F, 0.07F, 3, 75, 45},
                             Gabor{31.5F, 17.5F, 59.3F, 0.05F, 1, 150, 270}}) {
    const auto model = render(std::vector<Gabor>{gabor}, 36, 64)[0].contiguous();
    const auto grey = grey_gabor(gabor, 36, 64, scale);
    ASSERT_EQ(grey.pixels.size(), 36U * 64U);
    EXPECT_EQ(grey.clipped_share, 0);
    for (std::size_t i = 0; i < grey.pixels.size(); ++i)
      ASSERT_NEAR((grey.pixels[i] - scale.mean) / scale.sd, model.data_ptr<float>()[i], 0.501 / scale.sd);
  }
}

TEST(GreyGabor, TellsHowMuchIsClipped) {
  // Without a carrier: 200 + 100 exp(-r^2 / (2 sd^2)) is above 255 where r^2 < -2 sd^2 log .555.
  const Gabor gabor{31.5F, 17.5F, 40, 0, 2, 0, 0};
  const auto grey = grey_gabor(gabor, 36, 64, {200, 100});
  std::int64_t above = 0;
  for (int y = 0; y < 36; ++y) {
    for (int x = 0; x < 64; ++x) {
      const double r2 = std::pow(x - 31.5, 2) + std::pow(y - 17.5, 2);
      above += r2 < -2.0 * 100.0 * std::log(0.555) ? 1 : 0;
    }
  }
  EXPECT_GT(above, 0);
  EXPECT_FLOAT_EQ(grey.clipped_share, static_cast<float>(above) / (36 * 64));
  EXPECT_EQ(grey.pixels[17 * 64 + 31], 255);
}

TEST(GreyGabor, NothingIsTheMeanGrey) {
  const auto grey = grey_gabor({31.5F, 17.5F, 8, 0.1F, 0, 0, 0}, 36, 64, {113.4F, 50});
  EXPECT_EQ(grey.pixels.front(), 113);
  EXPECT_EQ(grey.pixels.back(), 113);
}

}  // namespace
}  // namespace doppel::science
