// The search that a row of cluster_mei_config describes.
#pragma once

#include "schema/cluster_stimuli.h"
#include "science/stimuli/cluster_mei.h"

namespace doppel::workers {

inline science::ClusterMeiConfig cluster_mei_settings(const schema::ClusterMeiConfigRow& row) {
  science::ClusterMeiConfig config;
  config.n_ranks = row.n_hermite_ranks;
  config.support = row.template_support;
  config.unit = row.hermite_unit;
  config.norm = row.cluster_mei_norm;
  config.smoothness = row.cluster_mei_smoothness;
  config.learning_rate = row.cluster_mei_learning_rate;
  config.n_angles = row.n_template_angles;
  config.n_starts = row.n_cluster_mei_starts;
  config.steps_per_round = row.steps_per_round;
  config.max_rounds = row.max_cluster_mei_rounds;
  config.n_drops = row.n_cluster_mei_drops;
  config.patience = row.cluster_mei_patience;
  config.tolerance = row.cluster_mei_tolerance;
  return config;
}

}  // namespace doppel::workers
