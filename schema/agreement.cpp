#include "schema/agreement.h"

#include "schema/clustering.h"
#include "schema/dataset.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<ClusteringSet>& clustering_set() {
  static const auto table =
      TableBuilder<ClusteringSet>(
          "twin.clustering_set", Tier::manual,
          "Clusterings of one dataset's neurons to be compared (doppel request comparison)")
          .parent(dataset())
          .key("clustering_set", Type::text, "name of the set")
          .build();
  return table;
}

const RowTable<ClusteringSetMember>& clustering_set_member() {
  static const auto table =
      TableBuilder<ClusteringSetMember>(
          "twin.clustering_set_member", Tier::manual,
          "The clusterings of a set: of other settings, seeds, models or alignments")
          .parent(clustering_set())
          .parent(clustering_task())
          .column("member_index", &ClusteringSetMember::member_index, "", "place in the set, from 0")
          .unique({"dataset", "clustering_set", "member_index"})
          .build();
  return table;
}

const RowTable<CompleteClusteringSet>& complete_clustering_set() {
  using S = CompleteClusteringSet;
  static const auto table =
      TableBuilder<S>("twin.complete_clustering_set", Tier::manual,
                      "Sets all of whose clusterings are there; triggers keep it (sql/complete_sets.sql)")
          .parent(clustering_set())
          .column("n_compared", &S::n_compared, "", "clusterings")
          .column("clusterings_sha256", &S::clusterings_sha256, "",
                  "SHA-256 over the places and row hashes of the clusterings")
          .build();
  return table;
}

const RowTable<ClusteringAgreement>& clustering_agreement() {
  using A = ClusteringAgreement;
  static const auto table =
      TableBuilder<A>("twin.clustering_agreement", Tier::computed, "How far the clusterings of a set agree")
          .parent(complete_clustering_set())
          .column("n_pairs", &A::n_pairs, "", "pairs of clusterings")
          .column("mean_adjusted_rand_index", &A::mean_adjusted_rand_index, "", "over the pairs")
          .build();
  return table;
}

const RowTable<ClusteringComparison>& clustering_comparison() {
  using C = ClusteringComparison;
  static const auto table =
      TableBuilder<C>("twin.clustering_comparison", Tier::part, "Two clusterings of a set")
          .master(clustering_agreement())
          .key("one_member", Type::integer, "clustering_set_member.member_index of one")
          .key("other_member", Type::integer, "that of the other, the larger one")
          .column("adjusted_rand_index", &C::adjusted_rand_index, "",
                  "1: the same clusters; 0: as random assignments would agree")
          .column("n_common_neurons", &C::n_common_neurons, "", "neurons that both have")
          .build();
  return table;
}

const RowTable<StabilityConfigRow>& stability_config() {
  using C = StabilityConfigRow;
  static const auto table =
      TableBuilder<C>("twin.stability_config", Tier::lookup, "Ways to make a clustering again")
          .key("stability_config", Type::text, "name of the setting")
          .column("resampling", &C::resampling, "",
                  "seeds (the same codes, other starts), bootstrap (neurons drawn with replacement)")
          .column("n_stability_runs", &C::n_stability_runs, "", "times")
          .column("stability_seed", &C::stability_seed, "", "of starts and draws")
          .check("resampling_known", "resampling in ('seeds', 'bootstrap')")
          .check("runs_positive", "n_stability_runs > 0")
          .build();
  return table;
}

const RowTable<StabilityTask>& stability_task() {
  static const auto table = TableBuilder<StabilityTask>("twin.stability_task", Tier::manual,
                                                        "The clusterings whose stability somebody asked for")
                                .parent(clustering_task())
                                .parent(stability_config())
                                .build();
  return table;
}

const RowTable<ClusterStabilityRow>& cluster_stability() {
  using S = ClusterStabilityRow;
  static const auto table =
      TableBuilder<S>("twin.cluster_stability", Tier::computed, "A clustering and the same made again")
          .parent(clustering())
          .parent(stability_task())
          .parent(stability_config())
          .column("agreement_of_runs", &S::agreement_of_runs, "",
                  "adjusted Rand index of two runs, mean over pairs of runs")
          .column("agreement_with_runs", &S::agreement_with_runs, "",
                  "adjusted Rand index of the clustering with a run, mean over runs")
          .build();
  return table;
}

const RowTable<ClusterOverlap>& cluster_overlap() {
  static const auto table =
      TableBuilder<ClusterOverlap>("twin.cluster_overlap", Tier::part, "How well a cluster is found again")
          .master(cluster_stability())
          .parent(cluster())
          .column("best_overlap", &ClusterOverlap::best_overlap, "",
                  "Jaccard index with the most similar cluster of a run, mean over runs")
          .build();
  return table;
}

}  // namespace doppel::schema
