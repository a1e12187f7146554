// Ascent on neurons whose best image is known, and the gradients that a twin gives it.
#include "science/stimuli/mei.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "science/stimuli/gabor.h"
#include "science/stimuli/local_core.h"
#include "tests/science/stimuli/small_twin.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kSide = 16;

torch::Tensor two_filters() {
  const Gabor gabors[] = {{7, 8, 10, 0.15F, 2, 30, 0}, {9, 6, 8, 0.1F, 2, 120, 90}};
  return render(gabors, kSide, kSide);
}

// y = exp(<w, x> / 20): the best image of a norm is w, scaled.
ResponseGradient linear(const torch::Tensor& images, const torch::Tensor& neurons) {
  const auto w = two_filters().index_select(0, neurons);
  const auto y = ((images * w).sum({1, 2}) / 20).exp();
  return {y, y.view({-1, 1, 1}) * w / 20};
}

double cosine(const std::vector<float>& image, const torch::Tensor& w) {
  const auto x = torch::tensor(image);
  return (x.dot(w.flatten()) / (x.norm() * w.norm())).item<double>();
}

MeiConfig quick() {
  MeiConfig config;
  config.n_starts = 3;
  config.patience = 40;
  return config;
}

TEST(Mei, OfALinearNeuronIsItsFilter) {
  auto config = quick();
  config.smoothness = 0;
  const std::vector<std::int64_t> neurons{0, 1};
  const auto meis = find_meis(linear, neurons, kSide, kSide, config, 1);
  ASSERT_EQ(meis.size(), 2U);
  for (std::size_t n = 0; n < 2; ++n) {
    const auto w = two_filters()[static_cast<std::int64_t>(n)];
    EXPECT_GT(cosine(meis[n].image, w), 0.995) << n;
    EXPECT_NEAR(torch::tensor(meis[n].image).norm().item<double>(), 12, 1e-3);
    EXPECT_NEAR(meis[n].activation, std::exp(12 * w.norm().item<double>() / 20), 0.02 * meis[n].activation);
    EXPECT_EQ(meis[n].n_agreeing, 3);
  }
}

// The energy model answers both phases alike: what is found may have any phase, but lies in the filters'
// plane.
TEST(Mei, OfAnEnergyNeuronLiesInThePlaneOfItsPair) {
  const Gabor pair[] = {{7, 8, 10, 0.15F, 2, 30, 0}, {7, 8, 10, 0.15F, 2, 30, 90}};
  const auto w = render(pair, kSide, kSide).flatten(1);
  const auto energy = [&w](const torch::Tensor& images, const torch::Tensor&) {
    const auto drive = images.flatten(1).mm(w.t());  // (n, 2)
    return ResponseGradient{drive.square().sum(1) / 100, (2 * drive.mm(w) / 100).view_as(images)};
  };
  auto config = quick();
  config.smoothness = 0;
  const auto mei = find_meis(energy, std::vector<std::int64_t>{0}, kSide, kSide, config, 2).front();
  const auto x = torch::tensor(mei.image);
  const auto basis = std::get<0>(torch::linalg_qr(w.t()));
  EXPECT_GT((basis.t().mv(x).norm() / x.norm()).item<double>(), 0.99);
}

// Of an energy neuron every phase is as good: starts end at equal responses, but not at one image.
TEST(Mei, StartsThatEndAtOtherImagesDoNotAgree) {
  const Gabor pair[] = {{7, 8, 10, 0.15F, 2, 30, 0}, {7, 8, 10, 0.15F, 2, 30, 90}};
  const auto w = render(pair, kSide, kSide).flatten(1);
  const auto energy = [&w](const torch::Tensor& images, const torch::Tensor&) {
    const auto drive = images.flatten(1).mm(w.t());
    return ResponseGradient{drive.square().sum(1) / 100, (2 * drive.mm(w) / 100).view_as(images)};
  };
  auto config = quick();
  config.smoothness = 0;
  config.n_starts = 8;
  const auto mei = find_meis(energy, std::vector<std::int64_t>{0}, kSide, kSide, config, 2).front();
  int as_good = 0;
  for (const float activation : mei.activations) as_good += activation >= 0.99F * mei.activation;
  EXPECT_GE(as_good, 6);
  EXPECT_LT(mei.n_agreeing, as_good);
  EXPECT_GE(mei.n_agreeing, 1) << "the winner agrees with itself";
  EXPECT_EQ(mei.activations[static_cast<std::size_t>(mei.best_start)], mei.activation);
}

TEST(Mei, TheBorderHoldsTheEnergyOfItsPixels) {
  auto config = quick();
  config.max_steps = 5;
  config.border = 3;
  const auto mei = find_meis(linear, std::vector<std::int64_t>{0}, kSide, kSide, config, 9).front();
  double border = 0, all = 0;
  for (std::int64_t y = 0; y < kSide; ++y) {
    for (std::int64_t x = 0; x < kSide; ++x) {
      const double value = mei.image[static_cast<std::size_t>(y * kSide + x)];
      all += value * value;
      if (std::min(y, x) < 3 || std::max(y, x) >= kSide - 3) border += value * value;
    }
  }
  EXPECT_NEAR(mei.border_energy, border / all, 1e-5);
}

TEST(Mei, SmoothnessTakesRoughnessAway) {
  const std::vector<std::int64_t> neurons{0};
  auto config = quick();
  config.smoothness = 0;
  const auto rough = find_meis(linear, neurons, kSide, kSide, config, 3).front();
  config.smoothness = 0.5F;
  const auto smooth = find_meis(linear, neurons, kSide, kSide, config, 3).front();
  EXPECT_LT(smooth.roughness, 0.8 * rough.roughness);
  EXPECT_LE(smooth.activation, rough.activation * 1.001);
}

TEST(Mei, TheRoughnessIsThatOfThePlainSum) {
  const auto image = torch::randn({5, 6});
  const double l[3][3] = {{.25, .5, .25}, {.5, -3, .5}, {.25, .5, .25}};
  const auto fast = laplacian_of(image.unsqueeze(0))[0];
  for (std::int64_t y = 0; y < 5; ++y) {
    for (std::int64_t x = 0; x < 6; ++x) {
      double sum = 0;
      for (std::int64_t dy = -1; dy <= 1; ++dy) {
        for (std::int64_t dx = -1; dx <= 1; ++dx) {
          const bool inside = y + dy >= 0 && y + dy < 5 && x + dx >= 0 && x + dx < 6;
          if (inside) sum += l[dy + 1][dx + 1] * image[y + dy][x + dx].item<double>();
        }
      }
      EXPECT_NEAR(fast[y][x].item<double>(), sum, 1e-5);
    }
  }
}

TEST(Mei, DoesNotDependOnTheBatch) {
  const std::vector<std::int64_t> both{0, 1}, second{1};
  auto config = quick();
  config.max_steps = 20;
  const auto together = find_meis(linear, both, kSide, kSide, config, 4);
  const auto alone = find_meis(linear, second, kSide, kSide, config, 4);
  EXPECT_EQ(together[1].image, alone[0].image);
  EXPECT_EQ(together[1].activations, alone[0].activations);
  EXPECT_FALSE(alone[0].converged);
  EXPECT_EQ(alone[0].n_steps, 20);
}

const char* const kReadouts[] = {"gaussian", "factorised"};

TEST(Mei, GradientsAreThoseOfFiniteDifferences) {
  for (const char* readout : kReadouts) {
    const auto twin = small_twin(readout, 14, 18, 6);
    const LocalTwin local(*twin);
    torch::manual_seed(5);
    const auto images = torch::randn({6, 14, 18}), directions = torch::randn({6, 14, 18});
    const auto neurons = torch::arange(6);
    const auto at = local.paired_gradients(images, neurons);
    EXPECT_TRUE(torch::allclose(at.responses, twin->paired_responses(images, neurons), 1e-4, 1e-5));
    const double h = 1e-2;
    const auto slope = (twin->paired_responses(images + h * directions, neurons) -
                        twin->paired_responses(images - h * directions, neurons)) /
                       (2 * h);
    const auto along = (at.gradients * directions).sum({1, 2});
    EXPECT_TRUE(torch::allclose(along, slope, 2e-2, 2e-3)) << along << slope;
  }
}

TEST(Mei, ExcitesMoreThanGaborsOfItsNorm) {
  for (const char* readout : kReadouts) {
    const auto twin = small_twin(readout, 14, 18, 3);
    const LocalTwin local(*twin);
    const std::vector<std::int64_t> neurons{0, 1, 2};
    auto config = quick();
    config.smoothness = 0;
    config.max_steps = 500;
    const auto meis =
        find_meis([&](const torch::Tensor& images,
                      const torch::Tensor& index) { return local.paired_gradients(images, index); },
                  neurons, 14, 18, config, 6);
    for (const std::int64_t n : neurons) {
      const auto centre = twin->receptive_fields()[n];
      std::vector<Gabor> gabors;
      for (int k = 0; k < 48; ++k) {
        gabors.push_back({centre[0].item<float>(), centre[1].item<float>(), 8, 0.12F, 1,
                          static_cast<float>(k % 12) * 15, static_cast<float>(k / 12) * 90});
      }
      auto images = render(gabors, 14, 18);
      images = images * (12 / images.flatten(1).norm(2, 1)).view({-1, 1, 1});
      const double best = twin->responses(images).select(1, n).max().item<double>();
      EXPECT_GT(meis[static_cast<std::size_t>(n)].activation, best) << n;
    }
  }
}

TEST(Mei, OfATwinDoesNotDependOnTheBatchEither) {
  const auto twin = small_twin("gaussian", 14, 18, 20);
  const LocalTwin local(*twin);
  const auto gradient = [&](const torch::Tensor& images, const torch::Tensor& index) {
    return local.paired_gradients(images, index);
  };
  auto config = quick();
  config.max_steps = 25;
  config.patience = 5;
  std::vector<std::int64_t> neurons(20);
  std::iota(neurons.begin(), neurons.end(), 0);
  const auto together = find_meis(gradient, neurons, 14, 18, config, 6);
  for (const std::int64_t n : {0, 13, 19}) {
    const auto alone = find_meis(gradient, std::vector<std::int64_t>{n}, 14, 18, config, 6).front();
    EXPECT_EQ(alone.image, together[static_cast<std::size_t>(n)].image) << n;
    EXPECT_EQ(alone.activations, together[static_cast<std::size_t>(n)].activations) << n;
  }
}

TEST(Mei, AStopIsHeard) {
  std::stop_source stop;
  stop.request_stop();
  try {
    find_meis(linear, std::vector<std::int64_t>{0}, kSide, kSide, quick(), 1, stop.get_token());
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::interrupted);
  }
}

}  // namespace
}  // namespace doppel::science
