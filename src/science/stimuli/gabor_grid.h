// The stimuli of a GaborGrid in their order: parameters first (size, spatial frequency, contrast,
// orientation, phase; the last varies fastest), then the location (y, x). Pure.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "science/stimuli/optimal_gabor.h"

namespace doppel::science {

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

std::int64_t n_parameters(const GaborGrid& grid);  // sizes x frequencies x contrasts x orientations x phases

// The Gabor with the index-th parameters, centred at (x, y) [px].
Gabor grid_gabor(const GaborGrid& grid, std::int64_t index, float x, float y);

// Splits an index into its orientation and phase steps and the rest, and joins them again.
struct ParameterIndex {
  std::int64_t rest = 0, orientation = 0, phase = 0;
};
ParameterIndex split(const GaborGrid& grid, std::int64_t index);
std::int64_t join(const GaborGrid& grid, const ParameterIndex& index);

// centres: x, y [px] of every neuron of the model, (n, 2) row-major. One box for each of `neurons`.
std::vector<LocationBox> locations(const GaborGrid& grid, std::span<const float> centres,
                                   std::span<const std::int64_t> neurons, std::int64_t rows,
                                   std::int64_t cols);

// A stimulus of a neuron's grid: parameters and place in its own box. Their order decides between equal
// responses.
struct GridPoint {
  std::int64_t parameters = 0, y = 0, x = 0;  // y, x: [px]
  auto operator<=>(const GridPoint&) const = default;
};

// The result for a neuron whose best stimulus is known.
OptimalGabor describe(const GaborGrid& grid, const LocationBox& box, const GridPoint& best, float activation);

}  // namespace doppel::science
