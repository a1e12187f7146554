#include "science/model/scores.h"

#include <gtest/gtest.h>

#include <cmath>

namespace doppel::science {
namespace {

torch::Tensor doubles(std::initializer_list<double> values, torch::IntArrayRef shape) {
  return torch::tensor(std::vector<double>(values), torch::kFloat64).view(shape);
}

double pearson_of(const std::vector<double>& a, const std::vector<double>& b) {
  double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) ma += a[i] / a.size(), mb += b[i] / b.size();
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - ma) * (b[i] - mb), aa += (a[i] - ma) * (a[i] - ma), bb += (b[i] - mb) * (b[i] - mb);
  }
  return ab / std::sqrt(aa * bb);
}

// Three images, two repeats, one neuron.
const auto three_by_two = [] { return doubles({1, 2, 5, 3, 0, 4}, {3, 2, 1}); };

TEST(Scores, JackknifeOracleOfTwoRepeatsCorrelatesEachWithTheOther) {
  const double plain = pearson_of({1, 2, 5, 3, 0, 4}, {2, 1, 3, 5, 4, 0});
  EXPECT_NEAR(jackknife_oracle(three_by_two())[0].item<double>(), plain, 1e-12);
}

TEST(Scores, JackknifeOracleLeavesTheRepeatItselfOut) {
  const torch::Tensor r = doubles({1, 2, 6, 5, 3, 7}, {2, 3, 1});
  const double plain = pearson_of({1, 2, 6, 5, 3, 7}, {4, 3.5, 1.5, 5, 6, 4});
  EXPECT_NEAR(jackknife_oracle(r)[0].item<double>(), plain, 1e-12);
}

TEST(Scores, SingleTrialCorrelationRunsOverAllPairs) {
  const double plain = pearson_of({1, 2, 5, 3, 0, 4}, {.5, .5, 2, 2, 1, 1});
  EXPECT_NEAR(single_trial_correlation(doubles({.5, 2, 1}, {3, 1}), three_by_two())[0].item<double>(), plain,
              1e-12);
}

TEST(Scores, AverageCorrelationRunsOverImages) {
  const double plain = pearson_of({1.5, 4, 2}, {.5, 2, 1});
  EXPECT_NEAR(average_correlation(doubles({.5, 2, 1}, {3, 1}), three_by_two())[0].item<double>(), plain,
              1e-12);
}

TEST(Scores, ConstantNeuronScoresZero) {
  const torch::Tensor r = torch::full({5, 4, 1}, 0.1);
  EXPECT_EQ(jackknife_oracle(r)[0].item<double>(), 0);
  EXPECT_EQ(conservative_oracle(r)[0].item<double>(), 0);
  EXPECT_EQ(single_trial_correlation(torch::randn({5, 1}), r)[0].item<double>(), 0);
  EXPECT_EQ(average_correlation(torch::full({5, 1}, 0.3), torch::rand({5, 4, 1}))[0].item<double>(), 0);
}

// Signal SD s, independent noise SD e: a single trial correlates with the noiseless signal by s / sqrt(s^2 +
// e^2), with the mean of R - 1 other trials by s^2 / sqrt((s^2 + e^2)(s^2 + e^2 / (R - 1))).
TEST(Scores, OraclesMatchTheirClosedFormsOnGaussianSignalAndNoise) {
  torch::manual_seed(8);
  const double s2 = 0.6, e2 = 1.4;
  const torch::Tensor signal = std::sqrt(s2) * torch::randn({20000, 1, 2}, torch::kFloat64);
  const torch::Tensor r = signal + std::sqrt(e2) * torch::randn({20000, 10, 2}, torch::kFloat64);
  EXPECT_NEAR(conservative_oracle(r).mean().item<double>(), std::sqrt(s2 / (s2 + e2)), 0.005);
  EXPECT_NEAR(jackknife_oracle(r).mean().item<double>(), s2 / std::sqrt((s2 + e2) * (s2 + e2 / 9)), 0.005);
  EXPECT_NEAR(single_trial_correlation(signal.squeeze(1), r).mean().item<double>(), std::sqrt(s2 / (s2 + e2)),
              0.005);
}

TEST(Scores, MaskedCorrelationIgnoresUnseenPairs) {
  const torch::Tensor a = doubles({1, 2, 5, 99}, {4, 1}), b = doubles({2, 1, 7, -5}, {4, 1});
  const torch::Tensor seen = doubles({1, 1, 1, 0}, {4, 1});
  EXPECT_NEAR(masked_correlation(a, b, seen)[0].item<double>(), pearson_of({1, 2, 5}, {2, 1, 7}), 1e-12);
}

TEST(Scores, FractionOracleIsTheSlopeThroughTheOrigin) {
  EXPECT_NEAR(fraction_oracle(doubles({.2, .3}, {2}), doubles({.4, .5}, {2})), (.08 + .15) / (.16 + .25),
              1e-12);
}

}  // namespace
}  // namespace doppel::science
