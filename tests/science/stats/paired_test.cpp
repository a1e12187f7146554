// Values by enumeration, and of scipy.stats.wilcoxon (SciPy 1.17).
#include "science/stats/paired.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "util/rng.h"

namespace doppel::science {
namespace {

std::vector<double> waves(int n, double phase, double shift) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(std::sin(1.3 * i + phase) + shift);
  return values;
}

std::vector<double> remainders(int n, double shift) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(i * 7 % 11 + shift);
  return values;
}

void expect(const std::vector<double>& differences, double statistic, double p_value) {
  const auto found = wilcoxon_signed_rank(differences);
  EXPECT_EQ(found.statistic, statistic);
  EXPECT_NEAR(found.p_value, p_value, 1e-12);
}

TEST(Paired, IsExactForFewDifferences) {
  expect(waves(30, 0.5, 0.3), 123, 0.023410143330693245);
  expect(waves(50, 0.5, 0.1), 494, 0.16888071753563239);
  expect({1, 2, 3, 4, -5}, 5, 0.625);
}

TEST(Paired, IsNormalForMany) {
  expect(waves(51, 0.5, 0.1), 506, 0.1411196584389672);
  expect(waves(400, 0, 0.02), 37754, 0.31060811631117446);
}

TEST(Paired, EqualSizesShareTheirRankAndZerosAreLeftOut) {
  expect(remainders(60, -4.5), 753, 0.23130218804552893);
  expect(remainders(60, -4), 495, 0.020689043721346168);
  EXPECT_EQ(wilcoxon_signed_rank(remainders(60, -4)).n, 60 - 5)
      << "11 remainders, of which 4 comes five times";
}

// Of the 2^6 ways to put signs, those whose smaller sum of ranks is at most that of the sample.
TEST(Paired, PValueIsTheShareOfSignsAtLeastAsOneSided) {
  const std::vector<double> sample{0.3, 1.1, -0.7, 2.2, 1.9, 0.4};  // ranks 1 4 -3 6 5 2
  int as_extreme = 0;
  for (int signs = 0; signs < 64; ++signs) {
    int positive = 0;
    for (int rank = 1; rank <= 6; ++rank) positive += (signs >> (rank - 1) & 1) * rank;
    as_extreme += std::min(positive, 21 - positive) <= 3 ? 1 : 0;
  }
  expect(sample, 3, as_extreme / 64.0);
}

TEST(Paired, WithoutDifferencesNothingDiffers) {
  EXPECT_EQ(wilcoxon_signed_rank(std::vector<double>{0, 0, 0}).p_value, 1);
  EXPECT_EQ(wilcoxon_signed_rank({}).p_value, 1);
}

TEST(Paired, PValuesOfSymmetricDifferencesAreUniform) {
  Rng rng(5);
  int below = 0;
  for (int run = 0; run < 2000; ++run) {
    std::vector<double> differences(20);
    for (auto& one : differences) one = rng.normal();
    below += wilcoxon_signed_rank(differences).p_value < 0.1 ? 1 : 0;
  }
  EXPECT_NEAR(below / 2000.0, 0.1, 0.025) << "almost four SD of a share of 2,000";
}

}  // namespace
}  // namespace doppel::science
