#include "science/stats/correlation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace doppel::science {
namespace {

using Values = std::vector<double>;

TEST(Correlation, PearsonOfALineIsItsSign) {
  EXPECT_NEAR(pearson(Values{1, 2, 3, 4}, Values{-2, -4, -6, -8}), -1, 1e-15);
}

TEST(Correlation, PearsonMatchesAHandComputation) {
  // Deviations (-1.5, -.5, .5, 1.5) and (-2, 1, -1, 2): 5 / sqrt(5 * 10).
  EXPECT_NEAR(pearson(Values{1, 2, 3, 4}, Values{1, 4, 2, 5}), 5 / std::sqrt(50.0), 1e-15);
}

TEST(Correlation, ConstantVectorCorrelatesWithNothing) {
  EXPECT_EQ(pearson(Values{.1, .1, .1}, Values{1, 2, 3}), 0);
  EXPECT_EQ(spearman(Values{1, 2, 3}, Values{7, 7, 7}), 0);
}

// 103 pairs: z has the SD sqrt(1.06 / 100) = .102956, whatever rho.
TEST(Correlation, AnIntervalIsSymmetricInFishersZ) {
  const Interval none = rank_correlation_interval(0, 103);
  EXPECT_NEAR(none.upper, std::tanh(1.959964 * 0.1029563), 1e-6);
  EXPECT_NEAR(none.lower, -none.upper, 1e-15);
  const Interval strong = rank_correlation_interval(0.8, 103);
  EXPECT_NEAR(std::atanh(strong.upper) + std::atanh(strong.lower), 2 * std::atanh(0.8), 1e-12);
  EXPECT_TRUE(strong.contains(0.8));
  EXPECT_FALSE(strong.contains(0.5));
}

TEST(Correlation, SpearmanSeesOnlyTheOrder) {
  EXPECT_NEAR(spearman(Values{1, 2, 3, 4, 5}, Values{1, 8, 27, 64, 125}), 1, 1e-15);
  // Ranks (1..5) and (2, 1, 4, 3, 5): 1 - 6 * 4 / (5 * 24).
  EXPECT_NEAR(spearman(Values{1, 2, 3, 4, 5}, Values{20, 10, 40, 30, 50}), 0.8, 1e-15);
}

TEST(Correlation, TiesShareTheirMeanRank) {
  // Ranks (1, 2.5, 2.5, 4) against (1, 2, 3, 4): 4.5 / sqrt(4.5 * 5).
  EXPECT_NEAR(spearman(Values{1, 2, 2, 3}, Values{1, 2, 3, 4}), 4.5 / std::sqrt(22.5), 1e-15);
}

TEST(Correlation, MedianOfOddAndEvenCounts) {
  EXPECT_EQ(median(Values{5, 1, 3}), 3);
  EXPECT_EQ(median(Values{4, 1, 3, 2}), 2.5);
  EXPECT_EQ(median(Values{9}), 9);
}

TEST(Correlation, OrientationsDifferByAtMostNinetyDegrees) {
  EXPECT_NEAR(orientation_difference(175, 5), 10, 1e-12);
  EXPECT_NEAR(orientation_difference(0, 90), 90, 1e-12);
  EXPECT_NEAR(orientation_difference(10, 370), 0, 1e-12);
  EXPECT_NEAR(orientation_difference(30, 100), 70, 1e-12);
}

}  // namespace
}  // namespace doppel::science
