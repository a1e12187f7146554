#include "workers/request_clusters.h"

#include <algorithm>

#include "schema/agreement.h"
#include "schema/alignment.h"
#include "schema/clustering.h"
#include "schema/dataset.h"
#include "schema/embedding.h"
#include "schema/model.h"
#include "schema/neuron_group.h"
#include "schema/population.h"
#include "util/error.h"
#include "workers/model_key.h"
#include "workers/request_rows.h"
#include "workers/request_stimuli.h"

namespace doppel::workers {
namespace {

using relation::Key;

void refuse_named_set(db::Transaction& transaction, const std::string& clustering_config) {
  if (db::fetch(transaction, schema::neuron_group(), Key{{"clustering_config", clustering_config}}).empty())
    return;
  throw Error(ErrorClass::bad_input,
              "'" + clustering_config + "' is a named set of neurons, not a setting of k-means",
              "ask for its stimuli: doppel request stimuli " + clustering_config);
}

void require_settings(db::Transaction& transaction, const ClusterRequest& request) {
  require_row(transaction, schema::alignment_config(), request.alignment_config);
  require_row(transaction, schema::clustering_config(), request.clustering_config);
  refuse_named_set(transaction, request.clustering_config);
  require_row(transaction, schema::stability_config(), request.stability_config);
  require_row(transaction, schema::embedding_config(), request.embedding_config);
  require_row(transaction, schema::density_mode_config(), request.density_mode_config);
  require_row(transaction, schema::statistics_config(), request.statistics_config);
}

// A row of cluster_analysis_task: `clustering` and `population` share the model's columns.
Key analysis_of(const Key& clustering, const Key& population, const std::string& statistics_config) {
  return clustering.with({{"optimal_gabor_config", population.at("optimal_gabor_config")},
                          {"population_config", population.at("population_config")},
                          {"statistics_config", statistics_config}});
}

// The keys without what names the set.
std::vector<Key> clusterings_of(const std::vector<schema::ClusteringSetMember>& members) {
  std::vector<Key> keys;
  for (const auto& member : members) keys.push_back(member.key.project(clustering_columns()));
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<Key> chosen_clusterings(db::Transaction& transaction, const std::string& dataset,
                                    const Key& chosen) {
  Key restriction{{"dataset", dataset}};
  for (const auto& column : chosen.names()) restriction = restriction.with({{column, chosen.at(column)}});
  std::vector<Key> keys;
  for (const auto& task : db::fetch(transaction, schema::clustering_task(), restriction)) {
    if (!task.neuron_group_sha256) keys.push_back(task.key);
  }
  if (keys.size() >= 2) return keys;
  throw Error(
      ErrorClass::bad_input,
      std::to_string(keys.size()) + " clusterings have been asked for that match " + restriction.to_string(),
      "a comparison takes two: ask for more with doppel request clusters");
}

void add_members(db::Transaction& transaction, const Key& set, const std::vector<Key>& clusterings) {
  std::vector<schema::ClusteringSetMember> members;
  for (const Key& clustering : clusterings) {
    const Key key = set.with({{"model_config", clustering.at("model_config")},
                              {"training_config", clustering.at("training_config")},
                              {"seed", clustering.at("seed")},
                              {"alignment_config", clustering.at("alignment_config")},
                              {"clustering_config", clustering.at("clustering_config")}});
    members.push_back({key, static_cast<std::int32_t>(members.size())});
  }
  db::insert(transaction, schema::clustering_set_member(), members);
}

}  // namespace

bool add_cluster_tasks(db::Transaction& transaction, const Key& training_task,
                       const ClusterRequest& request) {
  require_settings(transaction, request);
  const Key alignment = training_task.with({{"alignment_config", request.alignment_config}});
  const Key clustering = alignment.with({{"clustering_config", request.clustering_config}});
  const Key embedding = alignment.with({{"embedding_config", request.embedding_config}});
  bool added = add_if_missing(transaction, schema::alignment_task(), alignment);
  added |= add_if_missing(transaction, schema::clustering_task(), clustering);
  added |= add_if_missing(transaction, schema::stability_task(),
                          clustering.with({{"stability_config", request.stability_config}}));
  added |= add_if_missing(transaction, schema::embedding_task(), embedding);
  added |= add_if_missing(transaction, schema::density_task(),
                          embedding.with({{"density_mode_config", request.density_mode_config}}));
  for (const auto& population : db::fetch(transaction, schema::population_task(), training_task)) {
    added |= add_if_missing(transaction, schema::cluster_analysis_task(),
                            analysis_of(clustering, population.key, request.statistics_config));
  }
  if (request.cluster_mei_config.empty()) return added;
  ClusterStimuliRequest stimuli;
  stimuli.cluster_mei_config = request.cluster_mei_config;
  return add_cluster_stimuli(transaction, clustering, stimuli) || added;
}

bool request_clusters(db::Connection& connection, const Key& training_task, const ClusterRequest& request) {
  db::Transaction transaction(connection);
  if (db::fetch(transaction, schema::training_task(), training_task).empty()) {
    throw Error(ErrorClass::bad_input, "nobody has asked for the model " + training_task.to_string(),
                "ask for it first: doppel request model");
  }
  const bool added = add_cluster_tasks(transaction, training_task, request);
  transaction.commit();
  return added;
}

std::size_t request_comparison(db::Connection& connection, const std::string& dataset,
                               const std::string& name, const Key& chosen) {
  db::Transaction transaction(connection);
  require_row(transaction, schema::dataset(), dataset);
  auto clusterings = chosen_clusterings(transaction, dataset, chosen);
  const Key set{{"dataset", dataset}, {"clustering_set", name}};
  if (add_if_missing(transaction, schema::clustering_set(), set)) {
    add_members(transaction, set, clusterings);
    transaction.commit();
    return clusterings.size();
  }
  std::sort(clusterings.begin(), clusterings.end());
  if (clusterings_of(db::fetch(transaction, schema::clustering_set_member(), set)) == clusterings) return 0;
  throw Error(ErrorClass::bad_input, "the clusterings of the set '" + name + "' are others",
              "choose another name; a set stays as it was asked for");
}

}  // namespace doppel::workers
