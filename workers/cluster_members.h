// Clusters of one clustering with their members and the optimal Gabor of each: what the searches for
// clusters' stimuli fetch first.
#pragma once

#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "schema/stimuli.h"
#include "science/stimuli/cluster_mei.h"
#include "workers/twin_cache.h"

namespace doppel::workers {

struct MemberList {
  relation::Key key;                            // of the batch: the cluster, and what it is searched with
  std::vector<relation::Key> neurons;           // in the order of their keys
  std::vector<std::int64_t> indices;            // of each in the model
  std::vector<schema::OptimalGaborRow> gabors;  // of each
};

struct ClusterBatch {
  std::vector<MemberList> lists;
  Weights weights;
};

// REQUIRES: the keys share their clustering and optimal_gabor_config, and all members of each key's cluster
// have that optimal Gabor.
ClusterBatch fetch_clusters(db::Transaction& snapshot, TwinCache& twins,
                            const std::vector<relation::Key>& keys);

// Where each member looks, how it is turned, and its weight: one over the SD of its training responses.
std::vector<science::ClusterMember> members_of(const MemberList& list, const science::Twin& twin);

}  // namespace doppel::workers
