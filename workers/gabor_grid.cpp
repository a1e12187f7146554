#include "workers/gabor_grid.h"

namespace doppel::workers {

science::GaborGrid grid_of(const schema::OptimalGaborConfig& row) {
  science::GaborGrid grid;
  grid.size_min = row.size_min;
  grid.size_factor = row.size_factor;
  grid.n_sizes = row.n_sizes;
  grid.sf_min = row.sf_min;
  grid.sf_factor = row.sf_factor;
  grid.n_sfs = row.n_sfs;
  grid.contrast_min = row.contrast_min;
  grid.contrast_factor = row.contrast_factor;
  grid.n_contrasts = row.n_contrasts;
  grid.n_orientations = row.n_grid_orientations;
  grid.n_phases = row.n_grid_phases;
  grid.location_step = row.location_step;
  grid.margin = row.location_margin;
  grid.window = row.location_window.value_or(-1);
  grid.check();
  return grid;
}

}  // namespace doppel::workers
