#include "schema/model_comparison.h"

#include "schema/population.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<ModelComparisonTask>& model_comparison_task() {
  using T = ModelComparisonTask;
  static const auto table =
      TableBuilder<T>("twin.model_comparison_task", Tier::manual,
                      "Comparisons of two populations that somebody asked for (doppel compare)")
          .key("model_comparison", Type::text, "name of the comparison")
          .column(
              "matching", &T::matching, "",
              "which neurons are the same: key (of one scan) or unit (animal_id and unit_id, across scans)")
          .check("matching_known", "matching in ('key', 'unit')")
          .build();
  return table;
}

const RowTable<ComparedPopulation>& compared_population() {
  using P = ComparedPopulation;
  static const auto table =
      TableBuilder<P>("twin.compared_population", Tier::manual, "The two populations of a comparison")
          .parent(model_comparison_task())
          .parent(population_task())
          .column("comparison_place", &P::comparison_place, "", "0: one; 1: the other")
          .unique({"model_comparison", "comparison_place"})
          .check("one_or_other", "comparison_place in (0, 1)")
          .build();
  return table;
}

const RowTable<CompleteModelComparison>& complete_model_comparison() {
  using C = CompleteModelComparison;
  static const auto table =
      TableBuilder<C>("twin.complete_model_comparison", Tier::manual,
                      "Comparisons both of whose populations are there; triggers keep it "
                      "(sql/complete_sets.sql)")
          .parent(model_comparison_task())
          .column("n_compared_populations", &C::n_compared_populations, "", "two")
          .column("populations_sha256", &C::populations_sha256, "",
                  "SHA-256 over the places and row hashes of the populations")
          .build();
  return table;
}

const RowTable<ModelComparison>& model_comparison() {
  using C = ModelComparison;
  static const auto table =
      TableBuilder<C>("twin.model_comparison", Tier::computed, "Two populations of the same neurons")
          .parent(complete_model_comparison())
          .parent(model_comparison_task())
          .column("n_paired_neurons", &C::n_paired_neurons, "", "neurons that are in both datasets")
          .build();
  return table;
}

const RowTable<IndexComparison>& index_comparison() {
  using C = IndexComparison;
  static const auto table =
      TableBuilder<C>("twin.index_comparison", Tier::part, "One index of the neurons of two populations")
          .master(model_comparison())
          .key("compared_property", Type::text, "name of the index, as in report.neuron_property")
          .column("n_pairs_with_both", &C::n_pairs_with_both, "", "neurons that have it in both")
          .column("one_mean", &C::one_mean, "", "over these neurons; null where there is none")
          .column("other_mean", &C::other_mean, "", "over these neurons")
          .column("mean_difference", &C::mean_difference, "",
                  "the other minus the one, mean over these neurons")
          .column("sd_difference", &C::sd_difference, "", "SD of the difference; null below two neurons")
          .column("wilcoxon_statistic", &C::wilcoxon_statistic, "",
                  "signed-rank test: the smaller sum of ranks of positive and negative differences")
          .column("wilcoxon_p_value", &C::wilcoxon_p_value, "", "two-sided; 1 where no neuron differs")
          .column("wilcoxon_q_value", &C::wilcoxon_q_value, "",
                  "false discovery rate over the indices (Benjamini & Hochberg)")
          .column("paired_pearson", &C::paired_pearson, "",
                  "correlation of the one with the other; 0 where one is constant")
          .column("paired_spearman", &C::paired_spearman, "", "rank correlation of the one with the other")
          .build();
  return table;
}

}  // namespace doppel::schema
