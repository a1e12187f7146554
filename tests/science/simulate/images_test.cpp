#include "science/simulate/images.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>

#include "util/error.h"

namespace doppel::science {
namespace {

torch::Tensor as_tensor(const std::vector<std::uint8_t>& pixels, std::int64_t n) {
  return torch::tensor(torch::ArrayRef<std::uint8_t>(pixels), torch::kUInt8)
      .view({n, 36, 64})
      .to(torch::kFloat32);
}

// Slope of log amplitude on log radial frequency, Hann window, 0.05..0.4 cycles/px.
double spectrum_slope(const torch::Tensor& images) {
  const auto window = torch::hann_window(36).view({36, 1}) * torch::hann_window(64).view({1, 64});
  const auto amplitude = torch::fft_fft2((images - images.mean({1, 2}, true)) * window).abs().mean(0);
  const auto fy = torch::fft_fftfreq(36).view({36, 1});
  const auto fx = torch::fft_fftfreq(64).view({1, 64});
  const auto frequency = torch::sqrt(fy.square() + fx.square());
  const auto used = torch::logical_and(frequency > 0.05, frequency < 0.4);
  const auto x = frequency.masked_select(used).log();
  const auto y = amplitude.masked_select(used).log();
  const auto dx = x - x.mean();
  return ((dx * (y - y.mean())).sum() / dx.square().sum()).item<double>();
}

TEST(Images, AmplitudeFallsAsOneOverFrequency) {
  EXPECT_NEAR(spectrum_slope(as_tensor(dead_leaves(200, 36, 64, 4), 200)), -1.0, 0.25);
}

TEST(Images, GreyValuesAreThoseOfNaturalImages) {
  const auto images = as_tensor(dead_leaves(300, 36, 64, 4), 300);
  EXPECT_NEAR(images.mean().item<double>(), 110, 6);
  EXPECT_GT(images.std().item<double>(), 42);
  EXPECT_LT(images.std().item<double>(), 60);
  EXPECT_LT((images == 0).to(torch::kFloat32).mean().item<double>(), 0.02);
  EXPECT_LT((images == 255).to(torch::kFloat32).mean().item<double>(), 0.02);
  EXPECT_GT(images.flatten(1).std(1).std().item<double>(), 5);  // contrast differs between images
}

TEST(Images, AnImageDependsOnSeedAndNumberAlone) {
  const auto few = dead_leaves(3, 36, 64, 9);
  const auto many = dead_leaves(6, 36, 64, 9);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
  const auto other = dead_leaves(3, 36, 64, 10);
  EXPECT_FALSE(std::equal(few.begin(), few.end(), other.begin()));
  EXPECT_FALSE(std::equal(few.begin(), few.begin() + 36 * 64, few.begin() + 36 * 64));
}

TEST(Images, RefusesAnEmptyImage) { EXPECT_THROW(dead_leaves(1, 0, 64, 1), Error); }

}  // namespace
}  // namespace doppel::science
