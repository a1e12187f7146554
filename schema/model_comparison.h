// Two populations of the same neurons compared pair by pair: twins of other settings, seeds, halves of the
// data or scans.
#pragma once

#include <optional>
#include <string>

#include "relation/row_table.h"

namespace doppel::schema {

struct ModelComparisonTask {
  relation::Key key;
  std::string matching;
};
const relation::RowTable<ModelComparisonTask>& model_comparison_task();

struct ComparedPopulation {
  relation::Key key;
  std::int32_t comparison_place = 0;
};
const relation::RowTable<ComparedPopulation>& compared_population();

struct CompleteModelComparison {
  relation::Key key;
  std::int32_t n_compared_populations = 0;
  std::string populations_sha256;
};
const relation::RowTable<CompleteModelComparison>& complete_model_comparison();

struct ModelComparison {
  relation::Key key;
  std::int32_t n_paired_neurons = 0;
};
const relation::RowTable<ModelComparison>& model_comparison();

struct IndexComparison {
  relation::Key key;
  std::int32_t n_pairs_with_both = 0;
  std::optional<double> one_mean, other_mean, mean_difference, sd_difference;
  double wilcoxon_statistic = 0, wilcoxon_p_value = 1, wilcoxon_q_value = 1;
  double paired_pearson = 0, paired_spearman = 0;
};
const relation::RowTable<IndexComparison>& index_comparison();

}  // namespace doppel::schema
