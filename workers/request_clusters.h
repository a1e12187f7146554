// Requests for what is made from the bar codes of a model: alignment, clusters with their stability and their
// statistics, embedding with its density; and for comparisons of clusterings.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"

namespace doppel::workers {

struct ClusterRequest {
  std::string alignment_config = "paper", clustering_config = "paper", stability_config = "bootstrap";
  std::string embedding_config = "paper", density_mode_config = "paper";
  std::string statistics_config = "tuning";
  std::string cluster_mei_config;  // of optimal stimuli of the clusters; empty: none of these
};

// Adds the tasks that follow from a row of training_task, in the caller's transaction; statistics for each
// population of the model that has been asked for, stimuli for each grid of optimal Gabors. False if all of
// it had been asked for before. Throws Error(bad_input) for an unknown name, listing those that exist.
bool add_cluster_tasks(db::Transaction& transaction, const relation::Key& training_task,
                       const ClusterRequest& request);

// The same for a model that has been asked for. Throws Error(bad_input) where it has not.
bool request_clusters(db::Connection& connection, const relation::Key& training_task,
                      const ClusterRequest& request);

// Compares the clusterings of the dataset that match `chosen` (some columns of clustering_task; empty: all
// that have been asked for), once all are there. Returns how many; 0 if the set of that name holds just these
// already. Throws Error(bad_input) for fewer than two, or a set of that name with other members.
std::size_t request_comparison(db::Connection& connection, const std::string& dataset,
                               const std::string& name, const relation::Key& chosen);

}  // namespace doppel::workers
