#include "workers/cluster_members.h"

#include <map>

#include "db/rows.h"
#include "schema/clustering.h"
#include "workers/fetch_in_order.h"
#include "workers/model_key.h"
#include "workers/neuron_batch.h"

namespace doppel::workers {

using relation::Key;

namespace {

// The neurons of each cluster, in the order of their keys.
std::map<std::int64_t, std::vector<Key>> neurons_by_cluster(db::Transaction& snapshot, const Key& clustering) {
  std::map<std::int64_t, std::vector<Key>> neurons;
  for (const auto& row : db::fetch(snapshot, schema::cluster_member(), clustering))
    neurons[row.cluster].push_back(neuron_of(row.key));
  return neurons;
}

MemberList fetch_list(db::Transaction& snapshot, TwinCache& twins, const Key& key,
                      const std::vector<Key>& neurons) {
  MemberList list{key, neurons, {}, {}};
  std::vector<Key> full;
  for (const Key& neuron : neurons) full.push_back(with_neuron(key, neuron));
  list.indices = fetch_neurons(snapshot, twins, full).indices;
  list.gabors = fetch_in_order(snapshot, schema::optimal_gabor(), full);
  return list;
}

}  // namespace

ClusterBatch fetch_clusters(db::Transaction& snapshot, TwinCache& twins, const std::vector<Key>& keys) {
  ClusterBatch batch;
  const auto neurons = neurons_by_cluster(snapshot, keys.front().project(clustering_columns()));
  for (const Key& key : keys)
    batch.lists.push_back(fetch_list(snapshot, twins, key, neurons.at(key.integer("cluster"))));
  batch.weights = fetch_neurons(snapshot, twins, {with_neuron(keys.front(), batch.lists.front().neurons.front())}).weights;
  return batch;
}

std::vector<science::ClusterMember> members_of(const MemberList& list, const science::Twin& twin) {
  const auto scale = twin.readout().scale.to(torch::kCPU).contiguous();
  std::vector<science::ClusterMember> members;
  for (std::size_t i = 0; i < list.indices.size(); ++i) {
    const schema::OptimalGaborRow& gabor = list.gabors[i];
    members.push_back({list.indices[i], gabor.r_x, gabor.r_y, gabor.orientation,
                       1 / scale.data_ptr<float>()[list.indices[i]]});
  }
  return members;
}

}  // namespace doppel::workers
