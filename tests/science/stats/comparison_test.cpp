// Values by hand, by enumeration, and of SciPy 1.17 and scikit-learn 1.9.
#include "science/stats/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "util/rng.h"

namespace doppel::science {
namespace {

// P(D >= d) over all orders of n a's and m b's.
double by_enumeration(std::size_t n, std::size_t m, double d) {
  std::vector<int> order(n + m);
  std::fill(order.begin() + static_cast<std::ptrdiff_t>(n), order.end(), 1);
  double above = 0, all = 0;
  do {
    double i = 0, j = 0, largest = 0;
    for (const int which : order) {
      (which == 0 ? i : j) += 1;
      largest = std::max(largest, std::abs(i / static_cast<double>(n) - j / static_cast<double>(m)));
    }
    above += largest >= d - 1e-9 ? 1 : 0;
    all += 1;
  } while (std::next_permutation(order.begin(), order.end()));
  return above / all;
}

TEST(Comparison, PValueIsTheShareOfOrdersAtLeastAsFarApart) {
  const std::vector<double> a{0.1, 0.4, 0.7, 2.0}, b{0.2, 1.0, 3.0, 4.0, 5.0, 6.0};
  const auto found = kolmogorov_smirnov(a, b);
  EXPECT_NEAR(found.statistic, 1 - 2.0 / 6, 1e-15) << "after 2.0: all of a, two of b";
  EXPECT_NEAR(found.p_value, by_enumeration(4, 6, found.statistic), 1e-12);
  const std::vector<double> c{1, 2, 3, 4, 5}, d{6, 7, 8, 9, 10};
  EXPECT_EQ(kolmogorov_smirnov(c, d).statistic, 1);
  EXPECT_NEAR(kolmogorov_smirnov(c, d).p_value, 2.0 / 252, 1e-12) << "2 of the 10 choose 5 orders";
}

TEST(Comparison, AgreesWithSciPyAndScikitLearn) {
  std::vector<double> a, b;
  for (int i = 0; i < 40; ++i) a.push_back(std::sin(1.3 * i));
  for (int j = 0; j < 55; ++j) b.push_back(std::sin(0.7 * j) + 0.3);
  EXPECT_NEAR(kolmogorov_smirnov(a, b).statistic, 0.3, 1e-12);
  EXPECT_NEAR(kolmogorov_smirnov(a, b).p_value, 0.024050649511442288, 1e-12);
  std::vector<std::int32_t> x, y;
  for (int i = 0; i < 40; ++i) x.push_back(i * 7 % 11 / 3), y.push_back(i * 5 % 13 / 4);
  EXPECT_NEAR(adjusted_rand_index(x, y), -0.0538623431288487, 1e-14);
}

TEST(Comparison, EqualSamplesDoNotDiffer) {
  const std::vector<double> a{1, 2, 2, 3};
  EXPECT_EQ(kolmogorov_smirnov(a, a).statistic, 0);
  EXPECT_EQ(kolmogorov_smirnov(a, a).p_value, 1);
}

TEST(Comparison, PValuesOfOneDistributionAreUniform) {
  Rng rng(3);
  int below = 0;
  constexpr int n_draws = 1000;
  for (int draw = 0; draw < n_draws; ++draw) {
    std::vector<double> a(60), b(90);
    for (double& value : a) value = rng.normal();
    for (double& value : b) value = rng.normal();
    below += kolmogorov_smirnov(a, b).p_value < 0.1 ? 1 : 0;
  }
  EXPECT_NEAR(below, 0.1 * n_draws, 4 * std::sqrt(0.1 * 0.9 * n_draws));
}

TEST(Comparison, FalseDiscoveryRatesAreThoseOfTheStepUpProcedure) {
  const auto rates = benjamini_hochberg(std::vector<double>{0.01, 0.04, 0.03, 0.5});
  const std::vector<double> expected{0.04, 0.04 * 4 / 3, 0.04 * 4 / 3, 0.5};
  ASSERT_EQ(rates.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(rates[i], expected[i], 1e-15) << i;
  EXPECT_TRUE(benjamini_hochberg({}).empty());
}

TEST(Comparison, RandIndexIsOneForRenamedLabelsAndZeroOnAverage) {
  const std::vector<std::int32_t> a{0, 0, 1, 1, 2, 2}, renamed{5, 5, 9, 9, 1, 1};
  EXPECT_EQ(adjusted_rand_index(a, renamed), 1);
  EXPECT_EQ(adjusted_rand_index(std::vector<std::int32_t>(6, 1), std::vector<std::int32_t>(6, 2)), 1);
  // Hubert & Arabie: (1 - 9/15) / (3 - 9/15) with one pair together in both, three in each, of fifteen.
  const std::vector<std::int32_t> b{0, 0, 1, 2, 1, 2};
  EXPECT_NEAR(adjusted_rand_index(a, b), (1 - 0.6) / (3 - 0.6), 1e-15);
  Rng rng(4);
  double sum = 0;
  for (int draw = 0; draw < 500; ++draw) {
    std::vector<std::int32_t> x(50), y(50);
    for (auto& label : x) label = static_cast<std::int32_t>(rng.below(4));
    for (auto& label : y) label = static_cast<std::int32_t>(rng.below(4));
    sum += adjusted_rand_index(x, y);
  }
  EXPECT_NEAR(sum / 500, 0, 0.01);
}

}  // namespace
}  // namespace doppel::science
