#include "science/layers/channel_waves.h"

#include <type_traits>

namespace doppel::science {
namespace {

constexpr float eighth_root = 0.35355339F;    // 1 / sqrt(8)
constexpr float half_diagonal = eighth_root;  // sqrt(1/2) / 2

// x^(w) = sum_o T_(w,o) x_o: sums and differences of orientations half a turn apart have the even and the odd
// frequencies.
DOPPEL_AVX2 DOPPEL_BODY void to_waves(const float* x, std::int64_t features, float* out) {
  Lanes sum[4], difference[4];
#pragma GCC unroll 4
  for (int o = 0; o < 4; ++o) {
    const Lanes here = load_lanes(x + o * features), opposite = load_lanes(x + (o + 4) * features);
    sum[o] = here + opposite;
    difference[o] = here - opposite;
  }
  const Lanes even = sum[0] + sum[2], odd = sum[1] + sum[3];
  const Lanes straight = 0.5F * difference[0], slanted = half_diagonal * (difference[1] - difference[3]);
  const Lanes across = 0.5F * difference[2], crossed = half_diagonal * (difference[1] + difference[3]);
  store_lanes(out, eighth_root * (even + odd));
  store_lanes(out + features, eighth_root * (even - odd));
  store_lanes(out + 2 * features, straight + slanted);
  store_lanes(out + 3 * features, -across - crossed);
  store_lanes(out + 4 * features, 0.5F * (sum[0] - sum[2]));
  store_lanes(out + 5 * features, 0.5F * (sum[3] - sum[1]));
  store_lanes(out + 6 * features, straight - slanted);
  store_lanes(out + 7 * features, across - crossed);
}

// The transpose, which is the inverse.
DOPPEL_AVX2 DOPPEL_BODY void from_waves(const float* waves, std::int64_t features, float* out) {
  Lanes w[n_wave_orientations];
#pragma GCC unroll 8
  for (int i = 0; i < n_wave_orientations; ++i) w[i] = load_lanes(waves + i * features);
  const Lanes plus = eighth_root * (w[0] + w[1]), minus = eighth_root * (w[0] - w[1]);
  const Lanes cosine = 0.5F * w[4], sine = 0.5F * w[5];
  const Lanes slanted = half_diagonal * (w[2] - w[6]), crossed = half_diagonal * (w[3] + w[7]);
  const Lanes sum[4] = {plus + cosine, minus - sine, plus - cosine, minus + sine};
  const Lanes difference[4] = {0.5F * (w[2] + w[6]), slanted - crossed, 0.5F * (w[7] - w[3]),
                               -slanted - crossed};
#pragma GCC unroll 4
  for (int o = 0; o < 4; ++o) {
    store_lanes(out + o * features, sum[o] + difference[o]);
    store_lanes(out + (o + 4) * features, sum[o] - difference[o]);
  }
}

DOPPEL_AVX2 void all_to_waves(const float* x, std::int64_t pixels, std::int64_t features, float* out) {
  for (std::int64_t at = 0; at < pixels * n_wave_orientations * features;
       at += n_wave_orientations * features)
    for (std::int64_t f = 0; f < features; f += n_lanes) to_waves(x + at + f, features, out + at + f);
}

DOPPEL_AVX2 void all_from_waves(const float* waves, std::int64_t pixels, std::int64_t features, float* out) {
  for (std::int64_t at = 0; at < pixels * n_wave_orientations * features;
       at += n_wave_orientations * features)
    for (std::int64_t f = 0; f < features; f += n_lanes) from_waves(waves + at + f, features, out + at + f);
}

// A tile of R rows and C lanes: as many sums as registers hold.
template <int R, int C>
DOPPEL_AVX2 DOPPEL_BODY void multiply_tile(const float* left, const Strides& left_at, const float* right,
                                           std::int64_t right_row, std::int64_t depth, float* out,
                                           std::int64_t out_row) {
  Lanes sum[R][C] = {};
  for (std::int64_t k = 0; k < depth; ++k) {
    Lanes b[C];
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) b[c] = load_lanes(right + k * right_row + c * n_lanes);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const float a = left[r * left_at.row + k * left_at.col];
#pragma GCC unroll 4
      for (int c = 0; c < C; ++c) sum[r][c] += a * b[c];
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) store_lanes(out + r * out_row + c * n_lanes, sum[r][c]);
  }
}

template <int R>
DOPPEL_AVX2 DOPPEL_BODY void multiply_rows(const float* left, const Strides& left_at, const float* right,
                                           std::int64_t right_row, const ProductShape& shape, float* out,
                                           std::int64_t out_row) {
  std::int64_t col = 0;
  for (; col + 2 * n_lanes <= shape.cols; col += 2 * n_lanes)
    multiply_tile<R, 2>(left, left_at, right + col, right_row, shape.depth, out + col, out_row);
  if (col < shape.cols)
    multiply_tile<R, 1>(left, left_at, right + col, right_row, shape.depth, out + col, out_row);
}

DOPPEL_AVX2 void multiply_all(const float* left, const Strides& left_at, const float* right,
                              std::int64_t right_row, const ProductShape& shape, float* out,
                              std::int64_t out_row) {
  std::int64_t row = 0;
  const auto rows_from = [&](auto n_rows) DOPPEL_AVX2 {
    multiply_rows<n_rows>(left + row * left_at.row, left_at, right, right_row, shape, out + row * out_row,
                          out_row);
    row += n_rows;
  };
  while (shape.rows - row >= 6) rows_from(std::integral_constant<int, 6>{});
  if (shape.rows - row >= 4) rows_from(std::integral_constant<int, 4>{});
  if (shape.rows - row >= 2) rows_from(std::integral_constant<int, 2>{});
  if (shape.rows - row >= 1) rows_from(std::integral_constant<int, 1>{});
}

}  // namespace

void to_orientation_waves(const float* x, std::int64_t pixels, std::int64_t features, float* out) {
  all_to_waves(x, pixels, features, out);
}

void from_orientation_waves(const float* waves, std::int64_t pixels, std::int64_t features, float* out) {
  all_from_waves(waves, pixels, features, out);
}

void multiply_thin(const float* left, const Strides& left_at, const float* right, std::int64_t right_row,
                   const ProductShape& shape, float* out, std::int64_t out_row) {
  multiply_all(left, left_at, right, right_row, shape, out, out_row);
}

}  // namespace doppel::science
