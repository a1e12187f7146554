// Named sets of neurons: their members, and the bar codes of these alone.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "schema/clustering.h"
#include "workers/aligned_codes.h"

namespace doppel::workers {

// The members of the set that a clustering is of, in the order of their keys; empty where there is no such
// set.
std::vector<relation::Key> group_members(db::Transaction& transaction, const relation::Key& clustering);

// What clustering_task.neuron_group_sha256 holds. `neurons` in the order of their keys.
std::string sha256_of(const std::vector<relation::Key>& neurons);

// Of all neurons, or for the task of a named set of its members. Throws Error(bad_input) where these are not
// those that the task was asked for with.
AlignedCodes codes_to_cluster(db::Transaction& snapshot, const schema::ClusteringTask& task);

}  // namespace doppel::workers
