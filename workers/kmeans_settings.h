// A row of clustering_config as k-means takes it.
#pragma once

#include "schema/clustering.h"
#include "science/clustering/kmeans.h"

namespace doppel::workers {

inline science::KMeansConfig kmeans_settings(const schema::ClusteringConfig& row) {
  science::KMeansConfig config;
  config.n_clusters = row.n_clusters;
  config.n_restarts = row.n_restarts;
  config.max_iterations = row.max_lloyd_iterations;
  config.tolerance = row.tolerance;
  config.check();
  return config;
}

}  // namespace doppel::workers
