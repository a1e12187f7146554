#include "science/clustering/stability.h"

#include <gtest/gtest.h>

#include "tests/science/clustering/points.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr int kClouds = 4, kPerCloud = 40;

Eigen::MatrixXd separate_clouds() {
  return test::clouds(20 * Eigen::MatrixXd::Identity(kClouds, kClouds), kPerCloud, 1, 1);
}

std::vector<std::int32_t> true_cloud() {
  std::vector<std::int32_t> cloud;
  for (int i = 0; i < kClouds * kPerCloud; ++i) cloud.push_back(i / kPerCloud);
  return cloud;
}

StabilityConfig settings(bool bootstrap) {
  StabilityConfig config;
  config.kmeans.n_clusters = kClouds;
  config.n_runs = 6;
  config.bootstrap = bootstrap;
  return config;
}

TEST(Stability, OverlapIsTheSharePartsHaveInCommon) {
  const std::vector<std::int32_t> a{0, 0, 0, 1, 1, 2}, b{7, 7, 5, 5, 5, 3};
  // 0: {0,1,2} with {0,1}: 2/3. 1: {3,4} with {2,3,4}: 2/3. 2: {5} with {5}.
  EXPECT_EQ(best_overlaps(a, b), (std::vector<double>{2.0 / 3, 2.0 / 3, 1.0}));
}

TEST(Stability, CloudsFarApartAreFoundAgainFromOtherStartsAndOtherPoints) {
  for (const bool bootstrap : {false, true}) {
    const auto stability = cluster_stability(separate_clouds(), true_cloud(), settings(bootstrap), 1, 1);
    EXPECT_DOUBLE_EQ(stability.agreement_of_runs, 1) << bootstrap;
    EXPECT_DOUBLE_EQ(stability.agreement_with_runs, 1) << bootstrap;
    ASSERT_EQ(stability.overlap.size(), std::size_t{kClouds});
    for (const double overlap : stability.overlap) EXPECT_DOUBLE_EQ(overlap, 1) << bootstrap;
  }
}

// Each run cuts one cloud as its points happen to lie.
TEST(Stability, PartsOfOneCloudAreNot) {
  const Eigen::MatrixXd points = test::noise(kClouds * kPerCloud, 10, 2);
  const auto assignment = kmeans(points, settings(true).kmeans, 1).assignment;
  const auto stability = cluster_stability(points, assignment, settings(true), 1, 1);
  EXPECT_LT(stability.agreement_of_runs, 0.5);
  EXPECT_LT(stability.agreement_with_runs, 0.5);
}

// A wrong clustering of points with clusters: no run is like it, though all runs are alike.
TEST(Stability, AClusteringThatNoRunFindsIsToldFromRunsThatDisagree) {
  std::vector<std::int32_t> wrong;
  for (int i = 0; i < kClouds * kPerCloud; ++i) wrong.push_back(i % kClouds);
  const auto stability = cluster_stability(separate_clouds(), wrong, settings(false), 1, 1);
  EXPECT_DOUBLE_EQ(stability.agreement_of_runs, 1);
  EXPECT_NEAR(stability.agreement_with_runs, 0, 0.05);
  // Ten of each forty: 10 / (40 + 40 - 10).
  for (const double overlap : stability.overlap) EXPECT_DOUBLE_EQ(overlap, 1.0 / 7);
}

TEST(Stability, ThreadsDoNotMatter) {
  const Eigen::MatrixXd points = test::noise(60, 5, 3);
  const auto assignment = kmeans(points, settings(true).kmeans, 1).assignment;
  const auto one = cluster_stability(points, assignment, settings(true), 5, 1);
  const auto three = cluster_stability(points, assignment, settings(true), 5, 3);
  EXPECT_EQ(one.overlap, three.overlap);
  EXPECT_EQ(one.agreement_of_runs, three.agreement_of_runs);
}

TEST(Stability, NoRunsAreRefused) {
  auto config = settings(false);
  config.n_runs = 0;
  EXPECT_THROW(cluster_stability(separate_clouds(), true_cloud(), config, 1, 1), Error);
}

}  // namespace
}  // namespace doppel::science
