// Statistics of whole populations: how properties of neurons go together, and how clusters differ in them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct PopulationConfig {
  relation::Key key;
  std::vector<std::string> properties, experiments;
};
const relation::RowTable<PopulationConfig>& population_config();

struct PopulationTask {
  relation::Key key;
};
const relation::RowTable<PopulationTask>& population_task();

struct CompletePopulation {
  relation::Key key;
  std::int32_t n_complete_neurons = 0;
  std::string properties_sha256;
  std::optional<std::int32_t> n_excluded_neurons;
};
const relation::RowTable<CompletePopulation>& complete_population();

struct Population {
  relation::Key key;
  std::int32_t n_values = 0;
};
const relation::RowTable<Population>& population();

struct NeuronProperty {
  relation::Key key;
  double property_value = 0;
};
const relation::RowTable<NeuronProperty>& neuron_property();

struct IndexCorrelation {
  relation::Key key;
  std::int32_t n_with_both = 0;
  double pearson = 0, spearman = 0;
};
const relation::RowTable<IndexCorrelation>& index_correlation();

struct StatisticsConfig {
  relation::Key key;
  double significance_level = 0;
  std::int32_t n_random_assignments = 0;
  std::int64_t assignment_seed = 0;
  std::optional<std::string> dividing_property;
  std::vector<std::string> combined_above, combined_below;
};
const relation::RowTable<StatisticsConfig>& statistics_config();

struct ClusterAnalysisTask {
  relation::Key key;
};
const relation::RowTable<ClusterAnalysisTask>& cluster_analysis_task();

struct ClusterAnalysis {
  relation::Key key;
  std::int32_t n_compared_clusters = 0, n_differ_in_any = 0, n_differ_in_all = 0;
};
const relation::RowTable<ClusterAnalysis>& cluster_analysis();

struct ClusterProperty {
  relation::Key key;
  std::int32_t n_cluster_values = 0;
  double cluster_mean = 0, population_mean = 0, ks_statistic = 0, ks_p_value = 0;
  bool differs = false;
};
const relation::RowTable<ClusterProperty>& cluster_property();

struct CombinationCount {
  relation::Key key;
  std::int32_t n_combined_clusters = 0, n_combined_neurons = 0;
};
const relation::RowTable<CombinationCount>& combination_count();

}  // namespace doppel::schema
