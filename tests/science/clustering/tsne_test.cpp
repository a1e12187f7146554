// The optimiser against definitions; tests/science/clustering/tsne_peer_test.py compares it with openTSNE.
#include "science/clustering/tsne.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/science/clustering/points.h"
#include "util/error.h"

namespace doppel::science {
namespace {

const Eigen::MatrixXd kCentres = 8 * Eigen::MatrixXd::Identity(5, 10);

TEST(Tsne, NeighboursInTheEmbeddingAreOfTheSameCloud) {
  const Eigen::MatrixXd points = test::clouds(kCentres, 80, 1, 6);
  const auto embedding = tsne(points, {}, 2);
  const auto nearest = nearest_neighbours(embedding.points, 5, 1);
  for (std::size_t e = 0; e < nearest.index.size(); ++e) {
    EXPECT_EQ(nearest.index[e] / 80, static_cast<std::int32_t>(e / 5) / 80);
  }
}

TEST(Tsne, IsTheSameForAnyNumberOfThreads) {
  const Eigen::MatrixXd points = test::clouds(kCentres, 30, 1, 7);
  const TsneConfig config{.exaggerated_iterations = 20, .iterations = 60};
  const auto one = tsne(points, config, 1), four = tsne(points, config, 4);
  EXPECT_EQ(one.points, four.points);
  EXPECT_EQ(one.kl_divergence, four.kl_divergence);
}

TEST(Tsne, DivergenceIsThatOfItsDefinition) {
  const Eigen::MatrixXd points = test::noise(60, 4, 8);
  const auto affinities = symmetric_affinities(nearest_neighbours(points, 20, 1), 6, 1);
  const Points2d y = test::noise(60, 2, 9);
  double z = 0, divergence = 0;
  const auto q = [&](Eigen::Index i, Eigen::Index j) {
    return 1 / (1 + (y.row(i) - y.row(j)).squaredNorm());
  };
  for (Eigen::Index i = 0; i < 60; ++i) {
    for (Eigen::Index j = 0; j < 60; ++j) z += i == j ? 0 : q(i, j);
  }
  for (std::size_t i = 0; i < 60; ++i) {
    for (auto e = affinities.row_start[i]; e < affinities.row_start[i + 1]; ++e) {
      const double p = affinities.value[static_cast<std::size_t>(e)];
      const auto j = affinities.column[static_cast<std::size_t>(e)];
      divergence += p * std::log(p / (q(static_cast<Eigen::Index>(i), j) / z));
    }
  }
  EXPECT_NEAR(kl_divergence(affinities, y, 2), divergence, 1e-12);
}

TEST(Tsne, MoreIterationsLowerTheDivergence) {
  const Eigen::MatrixXd points = test::clouds(kCentres, 60, 2, 10);
  double last = std::numeric_limits<double>::infinity();
  for (const std::int32_t iterations : {60, 200, 800}) {
    const double now =
        tsne(points, {.exaggerated_iterations = 50, .iterations = iterations}, 2).kl_divergence;
    EXPECT_LT(now, last);
    last = now;
  }
}

TEST(Tsne, ApproximationCostsLessThanOnePercentOfTheDivergence) {
  const Eigen::MatrixXd points = test::clouds(kCentres, 80, 2, 11);
  const auto exact = tsne(points, {.theta = 0}, 2), fast = tsne(points, {}, 2);
  EXPECT_LT(std::abs(fast.kl_divergence / exact.kl_divergence - 1), 0.01);
}

TEST(Tsne, ThePlaneIsSpannedByTheLargestVariances) {
  Eigen::MatrixXd points = test::noise(500, 6, 12);
  points.col(4) *= 9;
  points.col(2) *= 5;
  const Points2d plane = principal_plane(points, 1e-4);
  const Eigen::VectorXd first = points.col(4).array() - points.col(4).mean();
  EXPECT_GT(plane.col(0).dot(first) / (plane.col(0).norm() * first.norm()), 0.99)
      << "with a positive loading";
  EXPECT_NEAR(std::sqrt(plane.col(0).squaredNorm() / 500), 1e-4, 1e-12);
  EXPECT_NEAR(plane.col(1).norm() / plane.col(0).norm(), 5.0 / 9, 0.05);
}

TEST(Tsne, WhatCannotBeEmbeddedIsRefused) {
  EXPECT_THROW(tsne(test::noise(6, 3, 1), {}, 1), Error);
  EXPECT_THROW(tsne(test::noise(50, 1, 1), {}, 1), Error);
  EXPECT_THROW(tsne(test::noise(50, 3, 1), {.perplexity = 0.5}, 1), Error);
  Eigen::MatrixXd broken = test::noise(50, 3, 1);
  broken(3, 1) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(tsne(broken, {}, 1), Error);
}

}  // namespace
}  // namespace doppel::science
