// Drives of factorised readouts at all locations: sum_xy m(x, y) z(x, y), z a neuron's weighted features,
// added up part by part (mask_regions.h). A part without a border in reach reads z at (pixel - location): a
// correlation of z with the mask.
#pragma once

#include <torch/types.h>

#include "science/stimuli/mask_regions.h"

namespace doppel::science::masks {

// Adds what one pass gives. phi: features of n stimuli in pass.needed, (n, n_channels, rows, cols). sums:
// (n, locations of all neurons), a neuron's from part.first_sum on, each axis from its last location to its
// first. Of a pass for one location a product with the region's readers; else on the CPU loops over the
// masses, on a GPU add_plainly().
void add(const torch::Tensor& phi, const Region& region, const Pass& pass, const torch::Tensor& sums);

// The same as convolutions of the library's, part by part of equal numbers of locations.
void add_plainly(const torch::Tensor& phi, const Region& region, const Pass& pass, const torch::Tensor& sums);

// The location of a neuron's k-th sum.
struct Location {
  std::int64_t y = 0, x = 0;
};
Location location_of(const LocationBox& box, std::int64_t k);

}  // namespace doppel::science::masks
