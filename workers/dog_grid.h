// The grid of differences of Gaussians that a row of optimal_dog_config describes.
#pragma once

#include "schema/optimal_dog.h"
#include "science/stimuli/optimal_dog.h"

namespace doppel::workers {

inline science::DogGrid grid_of(const schema::OptimalDogConfig& row) {
  science::DogGrid grid;
  grid.sigma_cen_min = row.sigma_cen_min;
  grid.sigma_cen_max = row.sigma_cen_max;
  grid.n_sigma_cens = row.n_sigma_cens;
  grid.sigma_ratios = row.sigma_ratios;
  grid.a_surs = row.a_surs;
  grid.contrast_min = row.a_cen_min;
  grid.contrast_factor = row.a_cen_factor;
  grid.n_contrasts = row.n_a_cens;
  grid.locations = {row.dog_location_step, row.dog_location_margin, row.dog_location_window.value_or(-1)};
  return grid;
}

}  // namespace doppel::workers
