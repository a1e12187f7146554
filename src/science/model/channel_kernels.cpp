#include "science/model/channel_kernels.h"

#include <algorithm>
#include <bit>

// A body is inlined into a caller for each kind of processor, because code is compiled for its caller's.
#define DOPPEL_BODY inline __attribute__((always_inline))
#if defined(__x86_64__)
#define DOPPEL_AVX2 __attribute__((target("avx2,fma")))
#else
#define DOPPEL_AVX2
#endif

namespace doppel::science {
namespace {

constexpr std::int64_t lanes = 8;  // channels at once
using Lanes = float __attribute__((vector_size(lanes * sizeof(float)), aligned(alignof(float)), may_alias));

bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") > 0 && __builtin_cpu_supports("fma") > 0;
#else
  return false;
#endif
}

// One row of a filter for eight channels: tap dx pairs pixel x of the slope's row with pixel x + dx - Fs / 2
// of the input's.
template <int Fs>
DOPPEL_BODY void add_row(const float* input, const float* slope, const ImageShape& shape, Lanes* total) {
  constexpr std::int64_t reach = Fs / 2;
  const std::int64_t channels = shape.channels, cols = shape.cols;
  const std::int64_t left = std::min(reach, cols), right = std::max(left, cols - reach);
  const auto at_edge = [&](std::int64_t from, std::int64_t to) __attribute__((always_inline)) {
    for (std::int64_t x = from; x < to; ++x) {
      const Lanes s = *reinterpret_cast<const Lanes*>(slope + x * channels);
      for (std::int64_t dx = 0; dx < Fs; ++dx) {
        const std::int64_t at = x + dx - reach;
        if (at >= 0 && at < cols) total[dx] += s * *reinterpret_cast<const Lanes*>(input + at * channels);
      }
    }
  };
  at_edge(0, left);
  for (std::int64_t x = left; x < right; ++x) {
    const Lanes s = *reinterpret_cast<const Lanes*>(slope + x * channels);
    const float* in = input + (x - reach) * channels;
    for (std::int64_t dx = 0; dx < Fs; ++dx)
      total[dx] += s * *reinterpret_cast<const Lanes*>(in + dx * channels);
  }
  at_edge(right, cols);
}

// The first channels - channels % lanes channels. Row by row, so that a row's neighbours are still in the
// cache.
template <int Fs>
DOPPEL_BODY void correlate_lanes(const float* input, const float* slope, const ImageShape& shape,
                                 float* sums) {
  constexpr std::int64_t reach = Fs / 2;
  const std::int64_t channels = shape.channels, row = shape.cols * channels;
  std::fill_n(sums, Fs * Fs * channels, 0.0F);
  for (std::int64_t y = 0; y < shape.rows; ++y) {
    const std::int64_t first = std::max<std::int64_t>(0, reach - y);
    const std::int64_t last = std::min<std::int64_t>(Fs, shape.rows + reach - y);
    for (std::int64_t c = 0; c + lanes <= channels; c += lanes) {
      for (std::int64_t dy = first; dy < last; ++dy) {
        Lanes total[Fs] = {};
        add_row<Fs>(input + (y + dy - reach) * row + c, slope + y * row + c, shape, total);
        for (std::int64_t dx = 0; dx < Fs; ++dx)
          *reinterpret_cast<Lanes*>(sums + (dy * Fs + dx) * channels + c) += total[dx];
      }
    }
  }
}

DOPPEL_AVX2 void correlate_5_avx2(const float* input, const float* slope, const ImageShape& shape,
                                  float* sums) {
  correlate_lanes<5>(input, slope, shape, sums);
}
DOPPEL_AVX2 void correlate_7_avx2(const float* input, const float* slope, const ImageShape& shape,
                                  float* sums) {
  correlate_lanes<7>(input, slope, shape, sums);
}

// Any size and any processor: the channels from `first` on.
void correlate_any(const float* input, const float* slope, const ImageShape& shape, std::int64_t fs,
                   std::int64_t first_channel, float* sums) {
  const std::int64_t channels = shape.channels, reach = fs / 2;
  for (std::int64_t dy = 0; dy < fs; ++dy) {
    for (std::int64_t dx = 0; dx < fs; ++dx) {
      float* sum = sums + (dy * fs + dx) * channels;
      std::fill(sum + first_channel, sum + channels, 0.0F);
      for (std::int64_t y = std::max<std::int64_t>(0, reach - dy);
           y < std::min(shape.rows, shape.rows + reach - dy); ++y) {
        for (std::int64_t x = std::max<std::int64_t>(0, reach - dx);
             x < std::min(shape.cols, shape.cols + reach - dx); ++x) {
          const float* s = slope + (y * shape.cols + x) * channels;
          const float* in = input + ((y + dy - reach) * shape.cols + x + dx - reach) * channels;
          for (std::int64_t c = first_channel; c < channels; ++c) sum[c] += s[c] * in[c];
        }
      }
    }
  }
}

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

DOPPEL_BODY void elu_body(const float* x, const ChannelLine& line, const ImageShape& shape, float* out) {
  const std::int64_t channels = shape.channels;
  for (std::int64_t at = 0; at < shape.size(); at += channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const float u = x[at + c] * line.scale[c] + line.offset[c];
      const float below = exp_below_zero(u < 0 ? u : 0.0F) - 1.0F;
      out[at + c] = u > 0 ? u : below;
    }
  }
}

DOPPEL_BODY float elu_slope(float out) { return 1.0F + (out < 0 ? out : 0.0F); }

DOPPEL_BODY void sums_body(const EluSlopes& slopes, const ImageShape& shape, float* sums) {
  const std::int64_t channels = shape.channels;
  std::fill_n(sums, 2 * channels, 0.0F);
  for (std::int64_t at = 0; at < shape.size(); at += channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const float du = slopes.d_out[at + c] * elu_slope(slopes.out[at + c]);
      sums[c] += du;
      sums[channels + c] += du * slopes.x[at + c];
    }
  }
}

DOPPEL_BODY void gradient_body(const EluSlopes& slopes, const float* scale, const ChannelLine& line,
                               const ImageShape& shape, float* d_x) {
  const std::int64_t channels = shape.channels;
  for (std::int64_t at = 0; at < shape.size(); at += channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const float du = slopes.d_out[at + c] * elu_slope(slopes.out[at + c]);
      d_x[at + c] = scale[c] * du + line.scale[c] * slopes.x[at + c] + line.offset[c];
    }
  }
}

DOPPEL_AVX2 void elu_avx2(const float* x, const ChannelLine& line, const ImageShape& shape, float* out) {
  elu_body(x, line, shape, out);
}
DOPPEL_AVX2 void sums_avx2(const EluSlopes& slopes, const ImageShape& shape, float* sums) {
  sums_body(slopes, shape, sums);
}
DOPPEL_AVX2 void gradient_avx2(const EluSlopes& slopes, const float* scale, const ChannelLine& line,
                               const ImageShape& shape, float* d_x) {
  gradient_body(slopes, scale, line, shape, d_x);
}

}  // namespace

void correlate_channels(const float* input, const float* slope, const ImageShape& shape, std::int64_t fs,
                        float* sums) {
  const bool in_lanes = has_avx2() && (fs == 5 || fs == 7);
  if (in_lanes && fs == 5) correlate_5_avx2(input, slope, shape, sums);
  if (in_lanes && fs == 7) correlate_7_avx2(input, slope, shape, sums);
  const std::int64_t done = in_lanes ? shape.channels / lanes * lanes : 0;
  if (done < shape.channels) correlate_any(input, slope, shape, fs, done, sums);
}

void elu_of_line(const float* x, const ChannelLine& line, const ImageShape& shape, float* out) {
  has_avx2() ? elu_avx2(x, line, shape, out) : elu_body(x, line, shape, out);
}

void sum_elu_slopes(const EluSlopes& slopes, const ImageShape& shape, float* sums) {
  has_avx2() ? sums_avx2(slopes, shape, sums) : sums_body(slopes, shape, sums);
}

void elu_gradient(const EluSlopes& slopes, const float* scale, const ChannelLine& line,
                  const ImageShape& shape, float* d_x) {
  has_avx2() ? gradient_avx2(slopes, scale, line, shape, d_x)
             : gradient_body(slopes, scale, line, shape, d_x);
}

}  // namespace doppel::science
