// Clusterings compared with one another, and each with itself made again.
#pragma once

#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct ClusteringSet {
  relation::Key key;
};
const relation::RowTable<ClusteringSet>& clustering_set();

struct ClusteringSetMember {
  relation::Key key;
  std::int32_t member_index = 0;
};
const relation::RowTable<ClusteringSetMember>& clustering_set_member();

struct CompleteClusteringSet {
  relation::Key key;
  std::int32_t n_compared = 0;
  std::string clusterings_sha256;
};
const relation::RowTable<CompleteClusteringSet>& complete_clustering_set();

struct ClusteringAgreement {
  relation::Key key;
  std::int32_t n_pairs = 0;
  double mean_adjusted_rand_index = 0;
};
const relation::RowTable<ClusteringAgreement>& clustering_agreement();

struct ClusteringComparison {
  relation::Key key;
  double adjusted_rand_index = 0;
  std::int32_t n_common_neurons = 0;
};
const relation::RowTable<ClusteringComparison>& clustering_comparison();

struct StabilityConfigRow {
  relation::Key key;
  std::string resampling;
  std::int32_t n_stability_runs = 0;
  std::int64_t stability_seed = 0;
};
const relation::RowTable<StabilityConfigRow>& stability_config();

struct StabilityTask {
  relation::Key key;
};
const relation::RowTable<StabilityTask>& stability_task();

struct ClusterStabilityRow {
  relation::Key key;
  double agreement_of_runs = 0, agreement_with_runs = 0;
};
const relation::RowTable<ClusterStabilityRow>& cluster_stability();

struct ClusterOverlap {
  relation::Key key;
  double best_overlap = 0;
};
const relation::RowTable<ClusterOverlap>& cluster_overlap();

}  // namespace doppel::schema
