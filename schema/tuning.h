// Tuning experiments in silico, with the neuron's own optimal Gabor.
#pragma once

#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct OrientationTuningConfig {
  relation::Key key;
  std::int32_t n_tuning_orientations = 0;
};
const relation::RowTable<OrientationTuningConfig>& orientation_tuning_config();

struct PhaseTuningConfig {
  relation::Key key;
  std::int32_t n_tuning_phases = 0;
};
const relation::RowTable<PhaseTuningConfig>& phase_tuning_config();

struct TuningTask {
  relation::Key key;
};
const relation::RowTable<TuningTask>& orientation_tuning_task();
const relation::RowTable<TuningTask>& phase_tuning_task();

struct OrientationTuning {
  relation::Key key;
  float orientation_index = 0, preferred_orientation = 0;
  std::vector<float> responses;
};
const relation::RowTable<OrientationTuning>& orientation_tuning();

struct PhaseTuning {
  relation::Key key;
  float phase_index = 0, preferred_phase = 0;
  std::vector<float> responses;
};
const relation::RowTable<PhaseTuning>& phase_tuning();

}  // namespace doppel::schema
