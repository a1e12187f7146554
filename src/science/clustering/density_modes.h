// Peaks of the density of an embedding, and the peak that each point belongs to: a Gaussian kernel density
// estimate on a fine grid, whose steepest ascent leads every point to its mode. Deterministic.
#pragma once

#include <cstdint>
#include <vector>

#include "science/clustering/repulsion.h"

namespace doppel::science {

struct DensityConfig {
  double bandwidth = 0;  // SD of the kernel, in the embedding's units; 0: bandwidth_share of the extent
  double bandwidth_share = 0.03;  // of the larger side of the points' bounding box
  std::int32_t cells_per_bandwidth = 4;
  std::int32_t min_points = 1;  // a mode with fewer gives its points to the neighbour with the highest saddle
  void check() const;
};

struct DensityModes {
  double bandwidth = 0;                  // that was used
  Points2d position;                     // (m, 2), by density, highest first
  std::vector<double> density;           // (m,) [points / unit^2]
  std::vector<std::int32_t> assignment;  // (n,), 0..m-1
  std::vector<std::int32_t> sizes;       // (m,)
};

// Throws Error(bad_input) for no points or points that are not finite.
DensityModes density_modes(const Points2d& points, const DensityConfig& config);

}  // namespace doppel::science
