// An orthonormal real Fourier transform over eight orientations of channels-last activations
// (channel_loops.h), for a multiple of eight features. Pure functions of their arguments.
#pragma once

#include "science/layers/channel_loops.h"

namespace doppel::science {

constexpr std::int64_t n_wave_orientations = 8;

// x: (pixels, 8 F), channel o F + f. out: likewise with wave w in the place of o, in the order of
// orientation_waves.h. out may be x.
void to_orientation_waves(const float* x, std::int64_t pixels, std::int64_t features, float* out);
void from_orientation_waves(const float* waves, std::int64_t pixels, std::int64_t features, float* out);

// Value (i, k) of a matrix lies at i row + k col.
struct Strides {
  std::int64_t row, col;
};

struct ProductShape {
  std::int64_t rows, depth, cols;  // cols: a multiple of eight
};

// out(i, j) = sum_k left(i, k) right(k, j), right and out with their columns side by side, `right_row` and
// `out_row` from row to row. For products too thin for a library: it copies nothing.
void multiply_thin(const float* left, const Strides& left_at, const float* right, std::int64_t right_row,
                   const ProductShape& shape, float* out, std::int64_t out_row);

}  // namespace doppel::science
