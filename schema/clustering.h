// Clusters of aligned bar codes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct ClusteringConfig {
  relation::Key key;
  std::int32_t n_clusters = 0, n_restarts = 0, max_lloyd_iterations = 0;
  double tolerance = 0;
  std::int64_t kmeans_seed = 0;
  std::optional<std::int64_t> shuffle_seed;
};
const relation::RowTable<ClusteringConfig>& clustering_config();

struct ClusteringTask {
  relation::Key key;
  std::optional<std::string> neuron_group_sha256 = std::nullopt;
};
const relation::RowTable<ClusteringTask>& clustering_task();

struct Clustering {
  relation::Key key;
  std::int32_t lloyd_iterations = 0, reseeded = 0;
  double inertia = 0;
};
const relation::RowTable<Clustering>& clustering();

struct Cluster {
  relation::Key key;
  std::int32_t n_members = 0;
  std::vector<float> centre;
};
const relation::RowTable<Cluster>& cluster();

struct ClusterMember {
  relation::Key key;
  std::int32_t cluster = 0;
  float distance = 0;
};
const relation::RowTable<ClusterMember>& cluster_member();

}  // namespace doppel::schema
