#include "science/clustering/affinities.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "tests/science/clustering/points.h"
#include "util/error.h"

namespace doppel::science {
namespace {

TEST(Affinities, EachNeighbourhoodHasTheAskedForPerplexity) {
  const auto neighbours = nearest_neighbours(test::noise(200, 5, 2), 60, 1);
  for (std::size_t i = 0; i < 200; ++i) {
    const auto p = conditional_probabilities(&neighbours.squared_distance[i * 60], 60, 20);
    double entropy = 0;
    for (const double value : p) entropy -= value * std::log(value);
    EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-12);
    EXPECT_NEAR(std::exp(entropy), 20, 1e-5) << i;
  }
}

TEST(Affinities, EquallyFarNeighboursShareEqually) {
  const std::vector<double> squared(10, 3.0);
  for (const double value : conditional_probabilities(squared.data(), 10, 4)) EXPECT_DOUBLE_EQ(value, 0.1);
}

TEST(Affinities, MoreNearestCopiesThanThePerplexityShareEqually) {
  std::vector<double> squared(10, 0.0);
  squared[9] = 1;
  const auto p = conditional_probabilities(squared.data(), 10, 4);
  for (std::size_t j = 0; j < 9; ++j) EXPECT_NEAR(p[j], 1.0 / 9, 1e-9);
  EXPECT_NEAR(p[9], 0, 1e-9);
}

TEST(Affinities, TheSymmetricMatrixIsTheMeanOfBothDirections) {
  const auto neighbours = nearest_neighbours(test::noise(50, 3, 3), 15, 1);
  const auto affinities = symmetric_affinities(neighbours, 5, 2);
  std::map<std::pair<std::int32_t, std::int32_t>, double> expected;
  for (std::int32_t i = 0; i < 50; ++i) {
    const auto e = static_cast<std::size_t>(i) * 15;
    const auto p = conditional_probabilities(&neighbours.squared_distance[e], 15, 5);
    for (std::size_t k = 0; k < 15; ++k) {
      expected[{i, neighbours.index[e + k]}] += p[k] / 100;
      expected[{neighbours.index[e + k], i}] += p[k] / 100;
    }
  }
  ASSERT_EQ(affinities.value.size(), expected.size());
  double sum = 0;
  for (std::size_t i = 0; i < affinities.n_points(); ++i) {
    for (auto e = affinities.row_start[i]; e < affinities.row_start[i + 1]; ++e) {
      const auto at = static_cast<std::size_t>(e);
      EXPECT_NEAR(affinities.value[at], (expected[{static_cast<std::int32_t>(i), affinities.column[at]}]),
                  1e-15);
      sum += affinities.value[at];
    }
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(Affinities, APerplexityThatTheNeighboursCannotReachIsAnError) {
  EXPECT_THROW(symmetric_affinities(nearest_neighbours(test::noise(20, 3, 3), 6, 1), 6, 1), Error);
}

}  // namespace
}  // namespace doppel::science
