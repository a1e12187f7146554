// Requests for optimal stimuli of clusters, and of sets of neurons that a person names.
#pragma once

#include <string>

#include "db/connection.h"
#include "relation/key.h"
#include "relation/restriction.h"
#include "relation/table.h"

namespace doppel::workers {

struct ClusterStimuliRequest {
  std::string cluster_mei_config;    // empty: no MEIs
  std::string optimal_gabor_config;  // empty: with every grid whose optimal Gabors have been asked for
  std::string optimal_dog_config;    // empty: the grids that have been asked for, or else local
  bool experiments = true;           // with the Gabors, and the comparison of all stimuli
  std::string stimulus_comparison_config = "paper";
};

// Adds the tasks that follow from a row of clustering_task, in the caller's transaction. False if all of it
// had been asked for before. Throws Error(bad_input) for an unknown name, or where no optimal Gabors have
// been asked for.
bool add_cluster_stimuli(db::Transaction& transaction, const relation::Key& clustering,
                         const ClusterStimuliRequest& request);

// Which neurons a set holds: those that have a row of `from` for which `where` holds, of the model where the
// table tells models apart.
struct NeuronChoice {
  const relation::Table* from = nullptr;
  relation::Restriction where;
  std::string text;  // as it was typed
};

struct NamedStimuliRequest {
  std::string name, alignment_config = "peak";
  relation::Key training_task;
  NeuronChoice choice;  // without a table: the set of that name that is there
  ClusterStimuliRequest stimuli;
};

struct NamedStimuliReport {
  std::size_t n_neurons = 0;
  bool added = false;  // false: all of it had been asked for before
};

// Makes the set a clustering of one cluster and asks for its stimuli. Throws Error(bad_input) for an empty
// set, or a name that stands for other neurons or a setting of k-means.
NamedStimuliReport request_named_stimuli(db::Connection& connection, const NamedStimuliRequest& request);

}  // namespace doppel::workers
