// How far a clustering depends on chance: the same points clustered again, from other starts or on points
// drawn with replacement, each time as a partition of all points. Deterministic for a seed, whatever the
// threads.
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

#include "science/clustering/kmeans.h"

namespace doppel::science {

struct StabilityConfig {
  KMeansConfig kmeans;
  std::int32_t n_runs = 20;
  bool bootstrap = false;  // k-means of n points drawn with replacement; else of all points from another seed
  void check() const;
};

struct ClusterStability {
  double agreement_of_runs = 1;    // adjusted Rand index, mean over pairs of runs; 1 for a single run
  double agreement_with_runs = 0;  // of the clustering itself with a run, mean over runs
  std::vector<double>
      overlap;  // (k,) of a cluster with the most similar one of a run (Jaccard), mean over runs
};

// points: (n, d); assignment: (n,), the clustering in question, 0..k-1.
ClusterStability cluster_stability(const Eigen::MatrixXd& points, std::span<const std::int32_t> assignment,
                                   const StabilityConfig& config, std::uint64_t seed, int threads);

// The largest share |a and b| / |a or b| that each cluster of `a`, 0..k-1, has with any cluster of `b`. (k,)
std::vector<double> best_overlaps(std::span<const std::int32_t> a, std::span<const std::int32_t> b);

}  // namespace doppel::science
