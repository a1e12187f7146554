#include "science/clustering/kmeans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

// n points around each of the k corners of a simplex of side `distance` in k dimensions, SD 1; point i is of
// blob i % k.
Eigen::MatrixXd blobs(int k, int n, double distance, std::uint64_t seed) {
  Rng rng(seed);
  Eigen::MatrixXd points(k * n, k);
  for (int i = 0; i < k * n; ++i) {
    for (int j = 0; j < k; ++j) points(i, j) = rng.normal() + (i % k == j ? distance : 0.0);
  }
  return points;
}

double inertia_of(const Eigen::MatrixXd& points, const std::vector<std::int32_t>& assignment, int k) {
  double inertia = 0;
  for (int c = 0; c < k; ++c) {
    Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(points.cols());
    double count = 0;
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      if (assignment[static_cast<std::size_t>(i)] != c) continue;
      sum += points.row(i);
      count += 1;
    }
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      if (assignment[static_cast<std::size_t>(i)] == c)
        inertia += (points.row(i) - sum / count).squaredNorm();
    }
  }
  return inertia;
}

TEST(Kmeans, RecoversWellSeparatedBlobs) {
  const int k = 6;
  const auto points = blobs(k, 40, 20, 3);
  KMeansConfig config;
  config.n_clusters = k;
  const auto result = kmeans(points, config, 1);
  std::set<std::int32_t> used;
  for (int blob = 0; blob < k; ++blob) {
    for (int i = blob; i < k * 40; i += k) {
      ASSERT_EQ(result.assignment[static_cast<std::size_t>(i)],
                result.assignment[static_cast<std::size_t>(blob)]);
    }
    used.insert(result.assignment[static_cast<std::size_t>(blob)]);
  }
  EXPECT_EQ(used.size(), static_cast<std::size_t>(k));
}

TEST(Kmeans, InertiaSizesCentresAndDistancesAgreeWithTheAssignment) {
  const auto points = blobs(4, 30, 2, 8);
  KMeansConfig config;
  config.n_clusters = 7;
  const auto result = kmeans(points, config, 2);
  EXPECT_NEAR(result.inertia, inertia_of(points, result.assignment, 7), 0.02 * result.inertia);
  double sum = 0;
  std::vector<std::int32_t> sizes(7, 0);
  for (std::size_t i = 0; i < result.assignment.size(); ++i) {
    ++sizes[static_cast<std::size_t>(result.assignment[i])];
    const auto row = static_cast<Eigen::Index>(i);
    const double own = (points.row(row) - result.centres.row(result.assignment[i])).norm();
    EXPECT_NEAR(result.distance[i], own, 1e-9);
    for (Eigen::Index c = 0; c < 7; ++c)
      EXPECT_LE(own, (points.row(row) - result.centres.row(c)).norm() + 1e-9);
    sum += own * own;
  }
  EXPECT_NEAR(sum, result.inertia, 1e-6);
  EXPECT_EQ(sizes, result.sizes);
  EXPECT_TRUE(std::is_sorted(sizes.rbegin(), sizes.rend()));
}

// Lloyd's iterations end in local optima: restarts find the global one of most sets, and nothing is better
// than it.
TEST(Kmeans, FindsTheBestOfAllPartitionsOfMostTinySets) {
  int optimal = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Rng rng(seed);
    Eigen::MatrixXd points(9, 2);
    for (Eigen::Index i = 0; i < points.size(); ++i) points(i) = rng.normal();
    double best = std::numeric_limits<double>::infinity();
    for (int code = 0; code < 19683; ++code) {  // 3^9 assignments
      std::vector<std::int32_t> assignment;
      std::set<std::int32_t> used;
      for (int rest = code, i = 0; i < 9; ++i, rest /= 3) {
        assignment.push_back(rest % 3);
        used.insert(rest % 3);
      }
      if (used.size() == 3) best = std::min(best, inertia_of(points, assignment, 3));
    }
    KMeansConfig config;
    config.n_clusters = 3;
    config.n_restarts = 50;
    config.tolerance = 0;
    const double found = kmeans(points, config, seed).inertia;
    EXPECT_GE(found, best - 1e-9) << "seed " << seed;
    EXPECT_LE(found, 1.05 * best) << "seed " << seed;
    optimal += found < best + 1e-9;
  }
  EXPECT_GE(optimal, 8);
}

TEST(Kmeans, IsDeterministicForASeed) {
  const auto points = blobs(5, 30, 1.5, 4);
  KMeansConfig config;
  config.n_clusters = 8;
  const auto a = kmeans(points, config, 17);
  const auto b = kmeans(points, config, 17);
  EXPECT_EQ(a.assignment, b.assignment);
  EXPECT_EQ(a.inertia, b.inertia);
  config.n_restarts = 1;
  EXPECT_NE(kmeans(points, config, 18).inertia, kmeans(points, config, 17).inertia);
}

TEST(Kmeans, NoClusterIsEmptyEvenAmongEqualPoints) {
  Eigen::MatrixXd points = Eigen::MatrixXd::Zero(10, 3);
  points.row(9).setOnes();
  KMeansConfig config;
  config.n_clusters = 4;
  const auto result = kmeans(points, config, 5);
  for (const auto size : result.sizes) EXPECT_GE(size, 1);
  EXPECT_GT(result.reseeded, 0);
  EXPECT_EQ(result.inertia, 0);
}

TEST(Kmeans, AsManyClustersAsPointsLeaveNoDistance) {
  const auto points = blobs(3, 4, 5, 6);
  KMeansConfig config;
  config.n_clusters = 12;
  EXPECT_NEAR(kmeans(points, config, 1).inertia, 0, 1e-12);
}

TEST(Kmeans, RefusesMoreClustersThanPointsAndValuesThatAreNotFinite) {
  Eigen::MatrixXd points = Eigen::MatrixXd::Random(4, 2);
  KMeansConfig config;
  config.n_clusters = 5;
  EXPECT_THROW(kmeans(points, config, 1), Error);
  config.n_clusters = 2;
  points(1, 1) = std::nan("");
  EXPECT_THROW(kmeans(points, config, 1), Error);
}

}  // namespace
}  // namespace doppel::science
