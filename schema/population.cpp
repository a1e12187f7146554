#include "schema/population.h"

#include "schema/clustering.h"
#include "schema/dataset.h"
#include "schema/stimuli.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<PopulationConfig>& population_config() {
  using C = PopulationConfig;
  static const auto table =
      TableBuilder<C>("twin.population_config", Tier::lookup, "Which properties describe a population")
          .key("population_config", Type::text, "name of the setting")
          .column("properties", &C::properties, "", "names of properties, as in report.neuron_property")
          .column("experiments", &C::experiments, "",
                  "for each property the setting of the experiment that measures it")
          .check("an_experiment_each", "cardinality(properties) = cardinality(experiments)")
          .check("properties_named", "cardinality(properties) > 0")
          .build();
  return table;
}

const RowTable<PopulationTask>& population_task() {
  static const auto table =
      TableBuilder<PopulationTask>("twin.population_task", Tier::manual,
                                   "The populations whose statistics somebody asked for")
          .parent(optimal_gabor_task())
          .parent(population_config())
          .build();
  return table;
}

const RowTable<CompletePopulation>& complete_population() {
  using P = CompletePopulation;
  static const auto table =
      TableBuilder<P>("twin.complete_population", Tier::manual,
                      "Populations all of whose neurons have all properties; triggers keep it "
                      "(sql/complete_sets.sql)")
          .parent(population_task())
          .column("n_complete_neurons", &P::n_complete_neurons, "", "neurons")
          .column("properties_sha256", &P::properties_sha256, "",
                  "SHA-256 over the row hashes of all results that the properties come from")
          .later_column(
              "n_excluded_neurons", &P::n_excluded_neurons, "",
              "neurons that lack a property, since a job on the way to it failed, was quarantined or "
              "is ignored (report.property_gap); null: none")
          .build();
  return table;
}

const RowTable<Population>& population() {
  static const auto table = TableBuilder<Population>("twin.population", Tier::computed,
                                                     "The properties of all neurons of a twin, side by side")
                                .parent(complete_population())
                                .parent(population_config())
                                .column("n_values", &Population::n_values, "",
                                        "values; a neuron lacks one where the property is not defined for it")
                                .build();
  return table;
}

const RowTable<NeuronProperty>& neuron_property() {
  static const auto table =
      TableBuilder<NeuronProperty>("twin.neuron_property", Tier::part,
                                   "A property of a neuron, as the population's statistics take it")
          .master(population())
          .parent(dataset_neuron())
          .key("property", Type::text, "name of the property")
          .column("property_value", &NeuronProperty::property_value, "", "its value; missing where undefined")
          .build();
  return table;
}

const RowTable<IndexCorrelation>& index_correlation() {
  using C = IndexCorrelation;
  static const auto table =
      TableBuilder<C>("twin.index_correlation", Tier::part, "How two properties go together over the neurons")
          .master(population())
          .key("one_property", Type::text,
               "a property; the pair in the order of population_config.properties")
          .key("other_property", Type::text, "another property")
          .column("n_with_both", &C::n_with_both, "", "neurons that have both")
          .column("pearson", &C::pearson, "", "correlation; 0 where a property is constant")
          .column("spearman", &C::spearman, "", "rank correlation; equal values share their mean rank")
          .build();
  return table;
}

const RowTable<StatisticsConfig>& statistics_config() {
  using C = StatisticsConfig;
  static const auto table =
      TableBuilder<C>("twin.statistics_config", Tier::lookup, "Settings of the statistics of clusters")
          .key("statistics_config", Type::text, "name of the setting")
          .column("significance_level", &C::significance_level, "",
                  "a cluster differs where the test's p value is below it")
          .column("n_random_assignments", &C::n_random_assignments, "",
                  "null control: random assignments to clusters of the same sizes")
          .column("assignment_seed", &C::assignment_seed, "", "of the random assignments")
          .column("dividing_property", &C::dividing_property, "",
                  "clusters above and below its population mean are counted apart; null: all together")
          .column("combined_above", &C::combined_above, "",
                  "properties whose combinations are counted among clusters above it, or among all")
          .column("combined_below", &C::combined_below, "", "the same for clusters below it")
          .check("level_proper", "significance_level > 0 and significance_level < 1")
          .check("draws_not_negative", "n_random_assignments >= 0")
          .build();
  return table;
}

const RowTable<ClusterAnalysisTask>& cluster_analysis_task() {
  static const auto table =
      TableBuilder<ClusterAnalysisTask>("twin.cluster_analysis_task", Tier::manual,
                                        "The statistics of clusters that somebody asked for")
          .parent(clustering_task())
          .parent(population_task())
          .parent(statistics_config())
          .build();
  return table;
}

const RowTable<ClusterAnalysis>& cluster_analysis() {
  using A = ClusterAnalysis;
  static const auto table =
      TableBuilder<A>("twin.cluster_analysis", Tier::computed,
                      "How the clusters of a clustering differ from the population in its properties")
          .parent(clustering())
          .parent(population())
          .parent(cluster_analysis_task())
          .parent(statistics_config())
          .column("n_compared_clusters", &A::n_compared_clusters, "", "clusters")
          .column("n_differ_in_any", &A::n_differ_in_any, "", "of them: differ in at least one property")
          .column("n_differ_in_all", &A::n_differ_in_all, "", "of them: differ in every property")
          .build();
  return table;
}

const RowTable<ClusterProperty>& cluster_property() {
  using P = ClusterProperty;
  static const auto table =
      TableBuilder<P>("twin.cluster_property", Tier::part, "A property of a cluster against the population")
          .master(cluster_analysis())
          .parent(cluster())
          .key("assignment", Type::text,
               "clusters, or shuffled: a null control with the neurons dealt at random to clusters of these "
               "sizes")
          .key("draw", Type::integer, "0 for clusters; from 1 for shuffled")
          .key("property", Type::text, "name of the property")
          .column("n_cluster_values", &P::n_cluster_values, "", "members that have the property")
          .column("cluster_mean", &P::cluster_mean, "", "mean over them")
          .column("population_mean", &P::population_mean, "", "mean over all neurons that have it")
          .column("ks_statistic", &P::ks_statistic, "",
                  "Kolmogorov-Smirnov, two-sided, members against all neurons")
          .column("ks_p_value", &P::ks_p_value, "", "of it")
          .column("differs", &P::differs, "", "p value below significance_level")
          .check("assignment_known", "assignment in ('clusters', 'shuffled')")
          .check("draw_fits", "(draw = 0) = (assignment = 'clusters')")
          .build();
  return table;
}

const RowTable<CombinationCount>& combination_count() {
  using C = CombinationCount;
  static const auto table =
      TableBuilder<C>("twin.combination_count", Tier::part,
                      "How many clusters express a combination of high and low properties")
          .master(cluster_analysis())
          .key("assignment", Type::text, "clusters or shuffled, as in cluster_property")
          .key("draw", Type::integer, "0 for clusters; from 1 for shuffled")
          .key("cluster_group", Type::text, "above or below: by the dividing property; all without one")
          .key("combination", Type::text,
               "for each property of statistics_config.combined_above (or combined_below) in turn: + the "
               "cluster's "
               "mean is above the population's, - it is not")
          .column("n_combined_clusters", &C::n_combined_clusters, "", "clusters that express it")
          .column("n_combined_neurons", &C::n_combined_neurons, "", "their members")
          .build();
  return table;
}

}  // namespace doppel::schema
