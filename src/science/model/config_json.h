// ModelConfig and TrainingConfig as JSON, one member a field: in a twin's blob and for the benchmarks' peers.
#pragma once

#include <nlohmann/json.hpp>

#include "science/model/config.h"

namespace doppel::science {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ModelConfig, filter_sizes, n_features, n_orientations, shared_batch_norm,
                                   batch_norm_momentum, batch_norm_epsilon, readout, smooth_weight,
                                   sparse_weight, readout_weight, position_weight, sigma_init, mask_threshold)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TrainingConfig, learning_rate, learning_rate_factor, batch_size,
                                   max_iterations, schedule, drop_shares, n_drops, validation_every, patience,
                                   validation_share)

}  // namespace doppel::science
