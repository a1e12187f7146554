// Optimal stimuli of neurons.
#pragma once

#include "relation/row_table.h"

namespace doppel::schema {

struct OptimalGaborConfig {
  relation::Key key;
  float size_min = 0, size_factor = 0;
  std::int32_t n_sizes = 0;
  float sf_min = 0, sf_factor = 0;
  std::int32_t n_sfs = 0;
  float contrast_min = 0, contrast_factor = 0;
  std::int32_t n_contrasts = 0, n_grid_orientations = 0, n_grid_phases = 0, location_step = 0,
               location_margin = 0;
  std::optional<std::int32_t> location_window;
};
const relation::RowTable<OptimalGaborConfig>& optimal_gabor_config();

struct OptimalGaborTask {
  relation::Key key;
};
const relation::RowTable<OptimalGaborTask>& optimal_gabor_task();

struct OptimalGaborRow {
  relation::Key key;
  float r_x = 0, r_y = 0, size = 0, spatial_frequency = 0, contrast = 0, orientation = 0, phase = 0;
  float activation = 0;
  bool at_grid_edge = false;
  std::int64_t n_stimuli = 0;
};
const relation::RowTable<OptimalGaborRow>& optimal_gabor();

}  // namespace doppel::schema
