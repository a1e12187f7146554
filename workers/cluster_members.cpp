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
std::map<std::int64_t, std::vector<Key>> neurons_by_cluster(db::Transaction& snapshot,
                                                            const Key& clustering) {
  std::map<std::int64_t, std::vector<Key>> neurons;
  for (const auto& row : db::fetch(snapshot, schema::cluster_member(), clustering))
    neurons[row.cluster].push_back(neuron_of(row.key));
  return neurons;
}

}  // namespace

ClusterBatch fetch_clusters(db::Transaction& snapshot, TwinCache& twins, const std::vector<Key>& keys) {
  ClusterBatch batch;
  auto neurons = neurons_by_cluster(snapshot, keys.front().project(clustering_columns()));
  std::vector<Key> all;
  for (const Key& key : keys) {
    batch.lists.push_back({key, std::move(neurons.at(key.integer("cluster"))), {}, {}});
    for (const Key& neuron : batch.lists.back().neurons) all.push_back(with_neuron(key, neuron));
  }
  const NeuronBatch found = fetch_neurons(snapshot, twins, all);
  const auto gabors = fetch_in_order(snapshot, schema::optimal_gabor(), all);
  batch.weights = found.weights;
  std::size_t place = 0;
  for (MemberList& list : batch.lists) {
    for (std::size_t i = 0; i < list.neurons.size(); ++i, ++place) {
      list.indices.push_back(found.indices[place]);
      list.gabors.push_back(gabors[place]);
    }
  }
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
