// A batch of neurons of one model: what every per-neuron experiment fetches first.
#pragma once

#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "workers/twin_cache.h"

namespace doppel::workers {

struct NeuronBatch {
  std::vector<relation::Key> keys;    // of the batch
  std::vector<std::int64_t> indices;  // of each key's neuron in the model
  Weights weights;
};

// REQUIRES: the keys share their model.
NeuronBatch fetch_neurons(db::Transaction& snapshot, TwinCache& twins,
                          const std::vector<relation::Key>& keys);

}  // namespace doppel::workers
