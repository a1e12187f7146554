// Simulated scans: what their populations were drawn with, what a recovered optimum is worth in the truth,
// and what the pipeline's own method finds on the truth itself.
#pragma once

#include <optional>

#include "relation/row_table.h"

namespace doppel::schema {

struct SimulationRow {
  relation::Key key;
  float target_oracle = 0, share_unoriented = 0, coupling = 0;
  bool noiseless = false;
  std::optional<bool> draw_indices;
};
const relation::RowTable<SimulationRow>& simulation();

struct PerfectTwinTask {
  relation::Key key;
};
const relation::RowTable<PerfectTwinTask>& perfect_twin_task();

struct PerfectTwinRow {
  relation::Key key;
  float perfect_r_x = 0, perfect_r_y = 0, perfect_size = 0, perfect_spatial_frequency = 0,
        perfect_contrast = 0, perfect_orientation = 0, perfect_phase = 0, perfect_activation = 0;
  bool perfect_at_grid_edge = false;
  float perfect_share = 0, perfect_preferred_orientation = 0, perfect_orientation_index = 0,
        perfect_phase_index = 0, perfect_suppression_index = 0, perfect_cross_orientation_index = 0;
};
const relation::RowTable<PerfectTwinRow>& perfect_twin();

struct OptimumInTruthRow {
  relation::Key key;
  float truth_activation = 0, truth_share = 0, blank_share = 0;
};
const relation::RowTable<OptimumInTruthRow>& optimum_in_truth();

}  // namespace doppel::schema
