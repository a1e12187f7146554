// Optimal differences of Gaussians: grids, the searches asked for, and the optimum of each neuron.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct OptimalDogConfig {
  relation::Key key;
  float sigma_cen_min = 0, sigma_cen_max = 0;
  std::int32_t n_sigma_cens = 0;
  std::vector<float> sigma_ratios, a_surs;
  float a_cen_min = 0, a_cen_factor = 0;
  std::int32_t n_a_cens = 0;
  std::int32_t dog_location_step = 0, dog_location_margin = 0;
  std::optional<std::int32_t> dog_location_window;
};
const relation::RowTable<OptimalDogConfig>& optimal_dog_config();

struct OptimalDogTask {
  relation::Key key;
};
const relation::RowTable<OptimalDogTask>& optimal_dog_task();

struct OptimalDogRow {
  relation::Key key;
  float dog_r_x = 0, dog_r_y = 0, sigma_cen = 0, sigma_sur = 0, a_cen = 0, a_sur = 0, dog_activation = 0;
  std::vector<std::string> dog_grid_edges;
  std::int64_t n_dog_stimuli = 0;
};
const relation::RowTable<OptimalDogRow>& optimal_dog();

}  // namespace doppel::schema
