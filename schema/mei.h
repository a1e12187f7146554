// Most exciting images: settings, the ascents asked for, and the image of each neuron.
#pragma once

#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct MeiConfigRow {
  relation::Key key;
  float mei_norm = 0, mei_smoothness = 0, mei_learning_rate = 0;
  std::int32_t n_mei_starts = 0, max_mei_steps = 0, n_mei_drops = 0, mei_patience = 0;
  float mei_averaging = 0, agreement_correlation = 0, agreement_activation = 0;
  std::int32_t mei_border = 0;
  std::int64_t mei_seed = 0;
};
const relation::RowTable<MeiConfigRow>& mei_config();

struct MeiTask {
  relation::Key key;
};
const relation::RowTable<MeiTask>& mei_task();

struct MeiRow {
  relation::Key key;
  std::vector<float> mei_image;
  float norm = 0, mei_activation = 0, roughness = 0;
  std::vector<float> start_activations;
  std::int32_t best_start = 0, n_agreeing_starts = 0, n_mei_steps = 0;
  bool mei_converged = false;
  float border_energy = 0;
};
const relation::RowTable<MeiRow>& mei();

}  // namespace doppel::schema
