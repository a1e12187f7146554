// Size curves, recorded and predicted: indices and correlations against values by hand and the scores of
// src/science/model.
#include "science/tuning/size_curve.h"

#include <gtest/gtest.h>

#include <cmath>

#include "science/model/scores.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

const std::vector<float> kSizes{8, 13.2F, 21.8F, 35.9F, 59.3F};

// (n_sizes, n_repeats) of small whole numbers.
CurveTrials random_trials(std::size_t n_repeats, std::uint64_t seed) {
  Rng rng(seed);
  CurveTrials trials(kSizes.size());
  for (std::size_t s = 0; s < trials.size(); ++s) {
    for (std::size_t r = 0; r < n_repeats; ++r) trials[s].push_back(static_cast<float>(rng.below(4 + s)));
  }
  return trials;
}

torch::Tensor as_tensor(const CurveTrials& trials) {  // (n_sizes, n_repeats, 1)
  std::vector<torch::Tensor> sizes;
  for (const auto& of_size : trials)
    sizes.push_back(torch::tensor(at::ArrayRef<float>(of_size)).view({-1, 1}));
  return torch::stack(sizes);
}

TEST(SizeCurve, IndicesAreThoseOfTheCurve) {
  const auto suppressed = size_curve_indices(kSizes, std::vector<float>{1, 4, 8, 6, 2});
  EXPECT_FLOAT_EQ(suppressed.suppression_index, 0.75F);
  EXPECT_FLOAT_EQ(suppressed.preferred_size, 21.8F);
  const auto growing = size_curve_indices(kSizes, std::vector<float>{1, 2, 3, 4, 4});
  EXPECT_EQ(growing.suppression_index, 0);
  EXPECT_FLOAT_EQ(growing.preferred_size, 35.9F) << "the smallest of equals";
  EXPECT_EQ(size_curve_indices(kSizes, std::vector<float>(5, 0.0F)).suppression_index, 0);
}

TEST(SizeCurve, MeanCurveAndOracleByHand) {
  const CurveTrials trials{{1, 3}, {2, 2}, {5, 7, 9}};
  EXPECT_EQ(mean_curve(trials), (std::vector<float>{2, 2, 7}));
  // Pairs (trial, mean of the others): (1,3) (3,1) (2,2) (2,2) (5,8) (7,7) (9,6); sums 29, 29, products 157,
  // squares 173, 167.
  const double covariance = 157 - 29.0 * 29.0 / 7;
  const double expected = covariance / std::sqrt((173 - 29.0 * 29.0 / 7) * (167 - 29.0 * 29.0 / 7));
  EXPECT_NEAR(curve_oracle(trials), expected, 1e-12);
}

TEST(SizeCurve, OracleAndTrialCorrelationAreTheScoresOfTestImages) {
  const auto trials = random_trials(6, 3);
  const auto responses = as_tensor(trials);
  EXPECT_NEAR(curve_oracle(trials), jackknife_oracle(responses)[0].item<double>(), 1e-6);
  const std::vector<float> curve{1, 3, 2, 5, 4};
  const auto prediction = torch::tensor(at::ArrayRef<float>(curve)).view({-1, 1});
  EXPECT_NEAR(trial_correlation(trials, curve),
              single_trial_correlation(prediction, responses)[0].item<double>(), 1e-6);
  EXPECT_NEAR(curve_correlation(trials, curve), average_correlation(prediction, responses)[0].item<double>(),
              1e-6);
}

TEST(SizeCurve, WithoutNoiseTheRightCurveAgreesFully) {
  const std::vector<float> curve{0.5F, 2, 3, 2.5F, 1};
  CurveTrials trials;
  for (const float response : curve) trials.push_back(std::vector<float>(10, response));
  EXPECT_NEAR(curve_oracle(trials), 1, 1e-12);
  EXPECT_NEAR(curve_correlation(trials, curve), 1, 1e-12);
  EXPECT_NEAR(trial_correlation(trials, curve), 1, 1e-12);
}

TEST(SizeCurve, AConstantCurveCorrelatesWithNothing) {
  const auto trials = random_trials(5, 4);
  EXPECT_EQ(curve_correlation(trials, std::vector<float>(5, 2.0F)), 0);
  EXPECT_EQ(curve_oracle(CurveTrials(5, std::vector<float>(3, 1.0F))), 0);
}

TEST(SizeCurve, SubsetsHoldThoseDrivenFarEnough) {
  const std::vector<CurveAgreement> neurons{
      {0.2F, 0.5, 0.4, 0.3}, {0.5F, 0.8, 0.4, 0.2}, {0.9F, 0.5, 0.5, 0.4}, {1.1F, 0.05, -0.2, -0.1}};
  const auto subsets = agreement_by_share(neurons, std::vector<std::int32_t>{0, 50, 95, 120}, 0.1);
  ASSERT_EQ(subsets.size(), 4U);
  EXPECT_EQ(subsets[0].n_neurons, 4);
  EXPECT_EQ(subsets[0].n_reliable, 3);
  EXPECT_EQ(subsets[1].n_neurons, 3) << "a share of exactly 50 % belongs";
  EXPECT_NEAR(subsets[1].curve_of_oracle->mean, (0.4 / 0.8 + 1.0) / 2, 1e-12);
  EXPECT_NEAR(subsets[1].curve_of_oracle->sd, 0.5 / std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(subsets[1].trial_of_oracle->mean, (0.25 + 0.8) / 2, 1e-12);
  EXPECT_NEAR(*subsets[1].curve_correlation, (0.4 + 0.5 - 0.2) / 3, 1e-12);
  EXPECT_NEAR(*subsets[1].oracle, (0.8 + 0.5 + 0.05) / 3, 1e-12);
  EXPECT_EQ(subsets[2].n_neurons, 1);
  EXPECT_FALSE(subsets[2].curve_of_oracle) << "nobody is reliable";
  EXPECT_EQ(subsets[3].n_neurons, 0);
  EXPECT_FALSE(subsets[3].oracle);
}

}  // namespace
}  // namespace doppel::science
