#include "science/layers/channel_lines.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace doppel::science {
namespace {

// exp(u) for u <= 0, to 2 units in the last place: u = n log 2 + r, |r| <= log(2) / 2, and Cephes' polynomial
// in r.
DOPPEL_BODY float exp_below_zero(float u) {
  const float bounded = u < -80.0F ? -80.0F : u;
  constexpr float to_whole = 12582912.0F;  // 1.5 2^23: added and taken away, it rounds to a whole number
  const float n = (bounded * 1.44269504F + to_whole) - to_whole;
  const float r = bounded - n * 0.693359375F + n * 2.12194440e-4F;
  float p = 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  return p * std::bit_cast<float>((static_cast<std::int32_t>(n) + 127) << 23);
}

// Row by row, so that a sum is of few values before it meets a large one.
DOPPEL_BODY void about_body(const float* x, const float* origin, const ImageShape& shape, float* sums) {
  const std::int64_t channels = shape.channels;
  std::fill_n(sums, 2 * channels, 0.0F);
  std::vector<float> row_sums(static_cast<std::size_t>(2 * channels));
  float* row = row_sums.data();
  for (std::int64_t y = 0; y < shape.rows; ++y) {
    std::fill_n(row, 2 * channels, 0.0F);
    for (std::int64_t at = y * shape.cols * channels; at < (y + 1) * shape.cols * channels; at += channels) {
      for (std::int64_t c = 0; c < channels; ++c) {
        const float d = x[at + c] - origin[c];
        row[c] += d;
        row[channels + c] += d * d;
      }
    }
    for (std::int64_t c = 0; c < 2 * channels; ++c) sums[c] += row[c];
  }
}

template <Bend bend>
DOPPEL_BODY void bend_body(const float* x, const ChannelLine& line, const ImageShape& shape, float* out) {
  const std::int64_t channels = shape.channels;
  for (std::int64_t at = 0; at < shape.size(); at += channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const float u = x[at + c] * line.scale[c] + line.offset[c];
      if constexpr (bend == Bend::elu) {
        const float below = exp_below_zero(u < 0 ? u : 0.0F) - 1.0F;
        out[at + c] = u > 0 ? u : below;
      } else {
        out[at + c] = u;
      }
    }
  }
}

template <Bend bend>
DOPPEL_BODY float slope_at(const BendSlopes& slopes, std::int64_t at) {
  if constexpr (bend == Bend::none) return slopes.d_out[at];
  const float out = slopes.out[at];
  return slopes.d_out[at] * (1.0F + (out < 0 ? out : 0.0F));
}

template <Bend bend>
DOPPEL_BODY void sums_body(const BendSlopes& slopes, const ImageShape& shape, float* sums) {
  const std::int64_t channels = shape.channels;
  std::fill_n(sums, 2 * channels, 0.0F);
  for (std::int64_t at = 0; at < shape.size(); at += channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const float du = slope_at<bend>(slopes, at + c);
      sums[c] += du;
      sums[channels + c] += du * slopes.x[at + c];
    }
  }
}

template <Bend bend>
DOPPEL_BODY void gradient_body(const BendSlopes& slopes, const float* scale, const ChannelLine& line,
                               const ImageShape& shape, float* d_x) {
  const std::int64_t channels = shape.channels;
  for (std::int64_t at = 0; at < shape.size(); at += channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const float du = slope_at<bend>(slopes, at + c);
      d_x[at + c] = scale[c] * du + line.scale[c] * slopes.x[at + c] + line.offset[c];
    }
  }
}

DOPPEL_BODY void bend_any(Bend bend, const float* x, const ChannelLine& line, const ImageShape& shape,
                          float* out) {
  bend == Bend::elu ? bend_body<Bend::elu>(x, line, shape, out) : bend_body<Bend::none>(x, line, shape, out);
}
DOPPEL_BODY void sums_any(const BendSlopes& slopes, const ImageShape& shape, float* sums) {
  slopes.bend == Bend::elu ? sums_body<Bend::elu>(slopes, shape, sums)
                           : sums_body<Bend::none>(slopes, shape, sums);
}
DOPPEL_BODY void gradient_any(const BendSlopes& slopes, const float* scale, const ChannelLine& line,
                              const ImageShape& shape, float* d_x) {
  slopes.bend == Bend::elu ? gradient_body<Bend::elu>(slopes, scale, line, shape, d_x)
                           : gradient_body<Bend::none>(slopes, scale, line, shape, d_x);
}

DOPPEL_AVX2 void about_avx2(const float* x, const float* origin, const ImageShape& shape, float* sums) {
  about_body(x, origin, shape, sums);
}
DOPPEL_AVX2 void bend_avx2(Bend bend, const float* x, const ChannelLine& line, const ImageShape& shape,
                           float* out) {
  bend_any(bend, x, line, shape, out);
}
DOPPEL_AVX2 void sums_avx2(const BendSlopes& slopes, const ImageShape& shape, float* sums) {
  sums_any(slopes, shape, sums);
}
DOPPEL_AVX2 void gradient_avx2(const BendSlopes& slopes, const float* scale, const ChannelLine& line,
                               const ImageShape& shape, float* d_x) {
  gradient_any(slopes, scale, line, shape, d_x);
}

}  // namespace

void sum_about(const float* x, const float* origin, const ImageShape& shape, float* sums) {
  has_avx2() ? about_avx2(x, origin, shape, sums) : about_body(x, origin, shape, sums);
}

void bend_line(Bend bend, const float* x, const ChannelLine& line, const ImageShape& shape, float* out) {
  has_avx2() ? bend_avx2(bend, x, line, shape, out) : bend_any(bend, x, line, shape, out);
}

void sum_slopes(const BendSlopes& slopes, const ImageShape& shape, float* sums) {
  has_avx2() ? sums_avx2(slopes, shape, sums) : sums_any(slopes, shape, sums);
}

void line_gradient(const BendSlopes& slopes, const float* scale, const ChannelLine& line,
                   const ImageShape& shape, float* d_x) {
  has_avx2() ? gradient_avx2(slopes, scale, line, shape, d_x) : gradient_any(slopes, scale, line, shape, d_x);
}

}  // namespace doppel::science
