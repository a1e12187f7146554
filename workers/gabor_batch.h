// A batch of neurons of one model with the optimal Gabor of each: what the experiments with a neuron's own
// Gabor fetch.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "schema/stimuli.h"
#include "science/stimuli/gabor.h"
#include "workers/neuron_batch.h"

namespace doppel::workers {

struct GaborBatch {
  NeuronBatch neurons;
  std::vector<science::Gabor> gabors;  // of each neuron
};

science::Gabor gabor_of(const schema::OptimalGaborRow& row);

// REQUIRES: the keys share their model, and each holds the columns of one optimal_gabor row that exists.
GaborBatch fetch_gabors(db::Transaction& snapshot, TwinCache& twins, const std::vector<relation::Key>& keys);

// The same with the Gabor of each neuron's cluster, as the neuron sees it. REQUIRES: each key also holds the
// columns of one cluster_gabor_member row.
GaborBatch fetch_cluster_gabors(db::Transaction& snapshot, TwinCache& twins,
                                const std::vector<relation::Key>& keys);

}  // namespace doppel::workers
