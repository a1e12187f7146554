#include "workers/neuron_batch.h"

#include <map>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "workers/model_key.h"

namespace doppel::workers {

NeuronBatch fetch_neurons(db::Transaction& snapshot, TwinCache& twins,
                          const std::vector<relation::Key>& keys) {
  NeuronBatch batch;
  batch.keys = keys;
  const auto model = db::fetch_one(snapshot, schema::model(), model_of(keys.front()));
  batch.weights = twins.fetch(model.weights_sha256);
  std::map<relation::Key, std::int64_t> index_of;
  for (const auto& row : db::fetch(snapshot, schema::dataset_neuron(), keys.front().project({"dataset"}))) {
    index_of.emplace(neuron_of(row.key), row.neuron_index);
  }
  for (const auto& key : keys) batch.indices.push_back(index_of.at(neuron_of(key)));
  return batch;
}

}  // namespace doppel::workers
