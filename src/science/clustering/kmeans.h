// k-means on bar codes: k-means++ seeding, Lloyd iterations, the best of several restarts. Deterministic for
// a seed.
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <vector>

namespace doppel::science {

struct KMeansConfig {
  std::int32_t n_clusters = 50;
  std::int32_t n_restarts = 10;
  std::int32_t max_iterations = 300;
  double tolerance = 1e-4;  // on the centres' squared shift, relative to the mean variance of the columns
  void check() const;
};

struct KMeansResult {
  std::vector<std::int32_t> assignment;  // (n,), 0..k-1; clusters ordered by size, largest first
  Eigen::MatrixXd centres;               // (k, d)
  std::vector<std::int32_t> sizes;       // (k,)
  std::vector<double> distance;          // (n,) Euclidean, to the own centre
  double inertia = 0;                    // sum of squared distances
  std::int32_t iterations = 0;           // of the best restart
  std::int32_t reseeded = 0;             // empty clusters that were given the point farthest from its centre
};

// points: (n, d). REQUIRES: k <= n, else Error(bad_input).
KMeansResult kmeans(const Eigen::MatrixXd& points, const KMeansConfig& config, std::uint64_t seed);

}  // namespace doppel::science
