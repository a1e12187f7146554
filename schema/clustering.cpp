#include "schema/clustering.h"

#include "schema/alignment.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<ClusteringConfig>& clustering_config() {
  using C = ClusteringConfig;
  static const auto table =
      TableBuilder<C>("twin.clustering_config", Tier::lookup, "Settings of k-means on aligned bar codes")
          .key("clustering_config", Type::text, "name of the setting")
          .column("n_clusters", &C::n_clusters, "", "k")
          .column("n_restarts", &C::n_restarts, "", "k-means++ starts; the best by inertia is kept")
          .column("max_lloyd_iterations", &C::max_lloyd_iterations, "", "Lloyd iterations of a start at most")
          .column("tolerance", &C::tolerance, "",
                  "squared shift of the centres that ends a start, relative to variance")
          .column("kmeans_seed", &C::kmeans_seed, "", "of the starts")
          .column("shuffle_seed", &C::shuffle_seed, "",
                  "null control: each channel is first permuted over the neurons, with this seed; null: not")
          .check("clusters_positive", "n_clusters > 0 and n_restarts > 0")
          .build();
  return table;
}

const RowTable<ClusteringTask>& clustering_task() {
  static const auto table = TableBuilder<ClusteringTask>("twin.clustering_task", Tier::manual,
                                                         "The clusterings that somebody asked for")
                                .parent(alignment_task())
                                .parent(clustering_config())
                                .later_column("neuron_group_sha256", &ClusteringTask::neuron_group_sha256, "",
                                              "of a named set of neurons: SHA-256 over its members, which "
                                              "alone are clustered; null: all neurons are")
                                .build();
  return table;
}

const RowTable<Clustering>& clustering() {
  using C = Clustering;
  static const auto table =
      TableBuilder<C>("twin.clustering", Tier::computed, "A k-means clustering of a twin's aligned bar codes")
          .parent(alignment())
          .parent(clustering_task())
          .parent(clustering_config())
          .column("lloyd_iterations", &C::lloyd_iterations, "", "Lloyd iterations of the best start")
          .column("reseeded", &C::reseeded, "",
                  "empty clusters given the farthest bar code, in the best start")
          .column("inertia", &C::inertia, "", "sum of squared distances to the centres")
          .build();
  return table;
}

const RowTable<Cluster>& cluster() {
  static const auto table =
      TableBuilder<Cluster>("twin.cluster", Tier::part, "A cluster of bar codes")
          .master(clustering())
          .key("cluster", Type::integer, "number of the cluster, from 0, the largest first")
          .column("n_members", &Cluster::n_members, "", "neurons in it")
          .column("centre", &Cluster::centre, "", "mean of the members' aligned bar codes")
          .build();
  return table;
}

const RowTable<ClusterMember>& cluster_member() {
  static const auto table =
      TableBuilder<ClusterMember>("twin.cluster_member", Tier::part, "The cluster of each neuron")
          .master(clustering())
          .parent(aligned_bar_code())
          .column("cluster", &ClusterMember::cluster, "", "number of its cluster")
          .column("distance", &ClusterMember::distance, "",
                  "of the aligned bar code from the cluster's centre")
          .refers_to(cluster())
          .build();
  return table;
}

}  // namespace doppel::schema
