// Size-contrast and plaid experiments on neurons whose curves follow from a formula.
#include "science/tuning/interactions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace doppel::science {
namespace {

// One neuron, a function of the image.
class Neuron : public ResponseModel {
 public:
  explicit Neuron(std::function<torch::Tensor(const torch::Tensor&)> respond)
      : respond_(std::move(respond)) {}
  std::int64_t n_neurons() const override { return 1; }
  std::int64_t rows() const override { return 36; }
  std::int64_t cols() const override { return 64; }
  torch::Tensor responses(const torch::Tensor& images) const override {
    return respond_(images).view({-1, 1});
  }

 private:
  std::function<torch::Tensor(const torch::Tensor&)> respond_;
};

const std::vector<std::int64_t> kNeuron = {0};
const std::vector<Gabor> kGabor = {{31, 17, 14, 0.1F, 1, 30, 40}};

float energy(const torch::Tensor& image, double sd) {  // under a Gaussian window, by loops
  double sum = 0;
  const auto value = image.accessor<float, 2>();
  for (std::int64_t y = 0; y < 36; ++y) {
    for (std::int64_t x = 0; x < 64; ++x) {
      const double r2 = (x - 31.0) * (x - 31.0) + (y - 17.0) * (y - 17.0);
      sum += std::exp(-r2 / (2 * sd * sd)) * value[y][x] * value[y][x];
    }
  }
  return static_cast<float>(sum);
}

torch::Tensor window(double sd) {
  const auto x = torch::arange(64, torch::kFloat32) - 31, y = torch::arange(36, torch::kFloat32) - 17;
  return torch::exp(-(y.square().view({-1, 1}) + x.square().view({1, -1})) / (2 * sd * sd));
}

// Divisive normalisation by a wide pool: what grows beyond the centre only suppresses.
TEST(Interactions, ADivisiveSurroundSuppressesByItsFormula) {
  const auto centre = window(3), surround = window(15);
  const Neuron neuron([&](const torch::Tensor& images) {
    const auto squared = images.square();
    return (squared * centre).sum({1, 2}) / (5 + (squared * surround).sum({1, 2}));
  });
  SizeContrastConfig config;
  config.n_sizes = 6;
  config.size_factor = 1.5F;
  config.n_contrasts = 3;
  config.contrast_min = 1;
  config.contrast_factor = 2;
  const auto tuning = size_contrast_tuning(neuron, kNeuron, kGabor, config)[0];
  double best = 0, last = 0;
  float preferred = 0;
  for (int s = 0; s < 6; ++s) {
    Gabor gabor = kGabor[0];
    gabor.size = 8 * std::pow(1.5F, static_cast<float>(s));
    gabor.contrast = 4;
    const auto image = render(std::span(&gabor, 1), 36, 64)[0];
    last = energy(image, 3) / (5 + energy(image, 15));
    EXPECT_NEAR(tuning.responses[static_cast<std::size_t>(3 * s + 2)], last, 1e-4);
    EXPECT_NEAR(tuning.sizes[static_cast<std::size_t>(s)], gabor.size, 1e-4);
    if (last > best) preferred = gabor.size;
    best = std::max(best, last);
  }
  ASSERT_GT(best, 1.2 * last) << "the pool must suppress";
  EXPECT_NEAR(tuning.suppression_index, (best - last) / best, 1e-4);
  EXPECT_NEAR(tuning.preferred_size, preferred, 1e-4);
  EXPECT_EQ(tuning.contrasts, (std::vector<float>{1, 2, 4}));
  EXPECT_NEAR(tuning.contrast_index, 0, 1e-6) << "a saturating response never falls with contrast";
}

// Cross-orientation inhibition: R = p^2 / (s^2 + p^2 + k o^2) for contrasts p of the own and o of the
// orthogonal Gabor, which the neuron reads exactly (dual basis of the two images).
TEST(Interactions, CrossOrientationInhibitionHasTheIndexOfItsFormula) {
  std::vector<Gabor> pair = {kGabor[0], kGabor[0]};
  pair[1].orientation += 90;
  const auto basis = render(pair, 36, 64).flatten(1);
  const auto dual = torch::linalg_solve(basis.mm(basis.t()), basis);
  const double s2 = 0.5, k = 0.7;
  const Neuron neuron([&](const torch::Tensor& images) {
    const auto contrasts = images.flatten(1).mm(dual.t()).square();
    return contrasts.select(1, 0) / (s2 + contrasts.select(1, 0) + k * contrasts.select(1, 1));
  });
  const auto tuning = plaid_tuning(neuron, kNeuron, kGabor)[0];
  const double top = 4;  // the highest contrast, 2^-3 sqrt(2)^8 = 2, squared
  EXPECT_NEAR(tuning.cross_orientation_index, 1 - (s2 + top) / (s2 + top + k * top), 1e-4);
  EXPECT_EQ(tuning.contrasts.size(), 10U);
  EXPECT_EQ(tuning.contrasts.front(), 0);
  EXPECT_NEAR(tuning.contrasts.back(), 2, 1e-5);
  for (std::size_t o = 1; o < 10; ++o) EXPECT_NEAR(tuning.responses[o], 0, 1e-5) << "orthogonal alone";
}

TEST(Interactions, TheContrastIndexFallsBackFromThePeak) {
  // E / (1 + E^2) of the energy E: supersaturation.
  const Neuron neuron([](const torch::Tensor& images) {
    const auto energy = images.square().sum({1, 2}) / 40;
    return energy / (1 + energy.square());
  });
  const auto tuning = size_contrast_tuning(neuron, kNeuron, kGabor)[0];
  double best = 0, last = 0;
  for (int c = 0; c < 12; ++c) {
    Gabor gabor = kGabor[0];
    gabor.size = 8 * std::pow(1.2F, 11.0F);
    gabor.contrast = static_cast<float>(std::pow(2, -3.5 + 0.5 * c));
    const double e = energy(render(std::span(&gabor, 1), 36, 64)[0], 1e6) / 40;
    last = e / (1 + e * e);
    best = std::max(best, last);
  }
  EXPECT_NEAR(tuning.contrast_index, (best - last) / best, 1e-4);
}

}  // namespace
}  // namespace doppel::science
