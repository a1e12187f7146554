// The Gabor of a grid that excites a neuron most. The definition of the result is the argmax over the whole
// grid; ties go to the first in grid order (size, spatial frequency, contrast, orientation, phase, y, x).
// The fast search compares drives, what softplus is applied to: the same order, finer only where responses
// underflow to 0.
#pragma once

#include <stop_token>
#include <vector>

#include "science/model/response_model.h"
#include "science/model/twin.h"
#include "science/stimuli/gabor.h"
#include "science/stimuli/location_box.h"

namespace doppel::science {

struct GaborGrid {
  float size_min = 8;
  float size_factor = 1.25F;
  std::int32_t n_sizes = 8;  // [px]
  float sf_min = 1 / 1.3F;
  float sf_factor = 1.3F;
  std::int32_t n_sfs = 4;  // relative: nu = sf / size
  float contrast_min = 0.125F;
  float contrast_factor = 2;
  std::int32_t n_contrasts = 6;
  std::int32_t n_orientations = 12;  // in [0, 180)
  std::int32_t n_phases = 8;         // in [0, 360)
  std::int32_t location_step = 1;    // [px]
  // Locations: with window < 0 every step-th pixel of the box around all receptive-field centres plus
  // `margin`; else the pixels of the step lattice within +-window of the neuron's own centre (rounded to the
  // lattice), inside the image.
  std::int32_t margin = 3;   // [px]
  std::int32_t window = -1;  // [px]
  LocationGrid locations() const { return {location_step, margin, window}; }
  void check() const;
};

struct OptimalGabor {
  Gabor gabor;
  float activation = 0;  // predicted response, events
  bool at_grid_edge =
      false;  // size, frequency or location at an end of its range; the highest contrast is the rule
  std::int64_t n_stimuli = 0;  // of the grid that was searched
};

// receptive_fields: (n, 2) x, y [px] of `neurons` (indices into the model); box: centres of the whole
// population.
std::vector<OptimalGabor> find_optimal_gabors(const Twin& twin, std::span<const std::int64_t> neurons,
                                              const GaborGrid& grid, const std::stop_token& stop = {});

// The slow, obvious twin of the above on any model: renders and evaluates every stimulus of the grid.
std::vector<OptimalGabor> find_optimal_gabors_exhaustively(const ResponseModel& model,
                                                           const torch::Tensor& receptive_fields,
                                                           std::span<const std::int64_t> neurons,
                                                           const GaborGrid& grid);

}  // namespace doppel::science
