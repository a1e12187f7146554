#include "science/tuning/curves.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "science/tuning/interactions.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr double kPi = std::numbers::pi;

template <class Curve>
std::vector<float> sampled(int n, Curve curve) {
  std::vector<float> values;
  for (int j = 0; j < n; ++j) values.push_back(static_cast<float>(curve(2 * kPi * j / n)));
  return values;
}

TEST(Curves, IndexOfACosineIsItsAmplitudeOverItsMean) {
  const auto curve = tuning_curve(sampled(24, [](double t) { return 3 + 1.2 * std::cos(t - 1.0); }), 180);
  EXPECT_NEAR(curve.index, 0.4, 1e-6);
  EXPECT_NEAR(curve.preferred, 180 / (2 * kPi), 1e-4);
}

TEST(Curves, OtherHarmonicsDoNotCount) {
  const auto curve =
      tuning_curve(sampled(24, [](double t) { return 2 + std::cos(2 * t) + 0.5 * std::cos(3 * t); }), 360);
  EXPECT_NEAR(curve.index, 0, 1e-6);
}

TEST(Curves, IndexOfAHalfWaveRectifiedSineIsHalfPi) {
  const auto curve = tuning_curve(sampled(4096, [](double t) { return std::max(0.0, std::cos(t)); }), 360);
  EXPECT_NEAR(curve.index, kPi / 2, 1e-4);
}

TEST(Curves, ASingleResponseGivesAnIndexOfTwo) {
  std::vector<float> responses(12, 0.0F);
  responses[9] = 5;
  const auto curve = tuning_curve(responses, 180);
  EXPECT_FLOAT_EQ(curve.index, 2);
  EXPECT_NEAR(curve.preferred, 135, 1e-4);
}

TEST(Curves, ASilentNeuronHasIndexZero) {
  const auto curve = tuning_curve(std::vector<float>(24, 0.0F), 180);
  EXPECT_EQ(curve.index, 0);
  EXPECT_EQ(curve.preferred, 0);
}

TEST(Curves, AnEmptyCurveIsRefused) { EXPECT_THROW(tuning_curve({}, 180), Error); }

// Neuron i weighs the image with its own Gabor (phase, orientation and place apart), and answers mean +
// weight.
class LinearModel : public ResponseModel {
 public:
  explicit LinearModel(std::vector<Gabor> gabors) {
    filters_ = render(gabors, rows(), cols()).flatten(1);
    filters_ = filters_ / filters_.square().sum(1, true);
  }
  std::int64_t n_neurons() const override { return filters_.size(0); }
  std::int64_t rows() const override { return 36; }
  std::int64_t cols() const override { return 64; }
  torch::Tensor responses(const torch::Tensor& images) const override {
    return 2 + images.flatten(1).matmul(filters_.t());
  }

 private:
  torch::Tensor filters_;
};

std::vector<Gabor> two_gabors() { return {{25, 15, 16, 0.15F, 1, 45, 90}, {40, 20, 20, 0.12F, 1, 120, 30}}; }

TEST(Curves, PhaseTuningOfALinearModelIsACosine) {
  const LinearModel model(two_gabors());
  const std::vector<std::int64_t> neurons = {1, 0};
  const std::vector<Gabor> gabors = {two_gabors()[1], two_gabors()[0]};
  const auto curves = phase_tuning(model, neurons, gabors, 24);
  ASSERT_EQ(curves.size(), 2U);
  EXPECT_NEAR(curves[0].index, 0.5, 0.01);  // 2 + cos
  EXPECT_NEAR(curves[0].preferred, 30, 1);
  EXPECT_NEAR(curves[1].preferred, 90, 1);
  EXPECT_EQ(curves[0].responses.size(), 24U);
}

TEST(Curves, OrientationTuningPrefersTheFiltersOrientation) {
  const LinearModel model(two_gabors());
  const std::vector<std::int64_t> neurons = {0, 1};
  const auto curves = orientation_tuning(model, neurons, two_gabors(), 24);
  EXPECT_NEAR(curves[0].preferred, 45, 3);
  // Phase 30 is not even: a Gabor of orientation phi + 180 has the phase -30, so the sweep's two ends do not
  // match exactly.
  EXPECT_NEAR(curves[1].preferred, 120, 8);
}

TEST(Curves, NeuronsAndGaborsMustMatch) {
  const LinearModel model(two_gabors());
  const std::vector<std::int64_t> neurons = {0};
  EXPECT_THROW(phase_tuning(model, neurons, two_gabors(), 24), Error);
  const std::vector<std::int64_t> beyond = {0, 2};
  EXPECT_THROW(phase_tuning(model, beyond, two_gabors(), 24), Error);
}

TEST(Curves, ALinearModelIsNeitherSuppressedNorInhibited) {
  const LinearModel model(two_gabors());
  const std::vector<std::int64_t> neurons = {0, 1};
  const auto size_contrast = size_contrast_tuning(model, neurons, two_gabors());
  const auto plaid = plaid_tuning(model, neurons, two_gabors());
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_EQ(size_contrast[i].responses.size(), 144U);
    ASSERT_EQ(plaid[i].responses.size(), 100U);
    EXPECT_NEAR(size_contrast[i].suppression_index, 0, 1e-2);
    EXPECT_NEAR(size_contrast[i].contrast_index, 0, 1e-6);
    EXPECT_NEAR(plaid[i].cross_orientation_index, 0, 0.06);
    EXPECT_NEAR(plaid[i].responses[0], 2, 1e-5);  // both contrasts 0
  }
}

TEST(Curves, IndicesAreTheDropFromThePeak) {
  class Peaked : public ResponseModel {
   public:
    std::int64_t n_neurons() const override { return 1; }
    std::int64_t rows() const override { return 36; }
    std::int64_t cols() const override { return 64; }
    torch::Tensor responses(
        const torch::Tensor& images) const override {  // energy e / (1 + (e / 40)^2): peak at 40
      const auto energy = images.square().sum({1, 2});
      return (energy / (1 + (energy / 40).square())).view({-1, 1});
    }
  };
  const std::vector<std::int64_t> neurons = {0};
  const std::vector<Gabor> gabors = {{31, 17, 14, 0.1F, 1, 0, 0}};
  SizeContrastConfig config;
  const auto tuning = size_contrast_tuning(Peaked(), neurons, gabors, config)[0];
  float peak = 0;
  for (int s = 0; s < 12; ++s) peak = std::max(peak, tuning.responses[static_cast<std::size_t>(12 * s + 11)]);
  EXPECT_NEAR(tuning.suppression_index, (peak - tuning.responses[143]) / peak, 1e-6);
  peak = *std::max_element(tuning.responses.end() - 12, tuning.responses.end());
  EXPECT_NEAR(tuning.contrast_index, (peak - tuning.responses[143]) / peak, 1e-6);
  EXPECT_GT(tuning.contrast_index, 0.5);
}

}  // namespace
}  // namespace doppel::science
