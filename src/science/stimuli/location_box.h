// Where the stimuli of a search are centred: pixels of a lattice inside the image, around each neuron's own
// receptive field or across the whole population's. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace doppel::science {

// With window < 0 every step-th pixel of the box around all receptive-field centres plus `margin`; else the
// pixels of the step lattice within +-window of the neuron's own centre (rounded to the lattice).
struct LocationGrid {
  std::int32_t step = 1;     // [px]
  std::int32_t margin = 3;   // [px]
  std::int32_t window = -1;  // [px]
};

// first, first + step, ...: the pixels of one axis where a neuron's stimuli are centred, all inside the
// image.
struct LocationAxis {
  std::int64_t first = 0, count = 0, step = 1;
  std::int64_t last() const { return first + (count - 1) * step; }
  bool contains(std::int64_t pixel) const;
  std::int64_t index_of(std::int64_t pixel) const {
    return (pixel - first) / step;
  }  // REQUIRES: contains(pixel)
};

struct LocationBox {
  LocationAxis y, x;
  std::int64_t count() const { return y.count * x.count; }
};

// centres: x, y [px] of every neuron of the model, (n, 2) row-major. One box for each of `neurons`. Throws
// Error(bad_input) for a neuron that the model has not.
std::vector<LocationBox> locations(const LocationGrid& grid, std::span<const float> centres,
                                   std::span<const std::int64_t> neurons, std::int64_t rows,
                                   std::int64_t cols);

}  // namespace doppel::science
