#include "science/layers/channel_filters.h"

#include <algorithm>
#include <utility>

namespace doppel::science {
namespace {

// Pixels of a row whose sums, with the taps of a row and one input, fill the sixteen registers.
template <int Fs>
constexpr int pixels_at_once = 13 - Fs;

// Where a block of pixels finds the inputs under its filters: that of tap (dy, dx) and pixel p at
// first + dy row + (dx + p) pixel.
struct Inputs {
  const float* first;
  std::int64_t row, pixel;
};

// The sums of a block over the filter's rows [dy_begin, dy_end).
template <int Fs>
DOPPEL_AVX2 DOPPEL_BODY void convolve_block(const Inputs& in, const float* taps, std::int64_t channels,
                                            int dy_begin, int dy_end, Lanes* sums) {
  constexpr int n_pixels = pixels_at_once<Fs>;
  Lanes sum[n_pixels] = {};
  for (int dy = dy_begin; dy < dy_end; ++dy) {
    Lanes tap[Fs];
#pragma GCC unroll 16
    for (int dx = 0; dx < Fs; ++dx) tap[dx] = load_lanes(taps + (dy * Fs + dx) * channels);
    const float* row = in.first + dy * in.row;
#pragma GCC unroll 16
    for (int at = 0; at < n_pixels + Fs - 1; ++at) {
      const Lanes value = load_lanes(row + at * in.pixel);
#pragma GCC unroll 16
      for (int p = 0; p < n_pixels; ++p) {
        if (at - p >= 0 && at - p < Fs) sum[p] += value * tap[at - p];
      }
    }
  }
#pragma GCC unroll 16
  for (int p = 0; p < n_pixels; ++p) sums[p] = sum[p];
}

template <int Fs>
DOPPEL_AVX2 DOPPEL_BODY void convolve_lanes(const float* input, const float* taps, const ImageShape& shape,
                                            std::int64_t margin, float* out) {
  constexpr int n_pixels = pixels_at_once<Fs>, reach = Fs / 2, width = n_pixels + Fs - 1;
  const std::int64_t channels = shape.channels, row = shape.cols * channels;
  const std::int64_t end = shape.cols - margin, out_row = (end - margin) * channels;
  for (std::int64_t y = margin; y < shape.rows - margin; ++y) {
    float* out_y = out + (y - margin) * out_row;
    const int dy_begin = static_cast<int>(std::max<std::int64_t>(0, reach - y));
    const int dy_end = static_cast<int>(std::min<std::int64_t>(Fs, shape.rows + reach - y));
    for (std::int64_t c = 0; c < channels; c += n_lanes) {
      for (std::int64_t x = margin; x < end; x += n_pixels) {
        Lanes sums[n_pixels];
        const float* corner = input + (y - reach) * row + (x - reach) * channels + c;
        if (x >= reach && x + n_pixels + reach <= shape.cols) {
          convolve_block<Fs>({corner, row, channels}, taps + c, channels, dy_begin, dy_end, sums);
        } else {  // at an edge: from a copy with zeros outside the image
          Lanes copy[Fs * width] = {};
          for (int dy = dy_begin; dy < dy_end; ++dy) {
            for (int at = 0; at < width; ++at) {
              const std::int64_t from = x - reach + at;
              if (from >= 0 && from < shape.cols)
                copy[dy * width + at] = load_lanes(corner + dy * row + at * channels);
            }
          }
          const Inputs in{reinterpret_cast<const float*>(copy), width * n_lanes, n_lanes};
          convolve_block<Fs>(in, taps + c, channels, dy_begin, dy_end, sums);
        }
        const std::int64_t n = std::min<std::int64_t>(n_pixels, end - x);
        for (std::int64_t p = 0; p < n; ++p) store_lanes(out_y + (x - margin + p) * channels + c, sums[p]);
      }
    }
  }
}

// The pairs of one row of two images whose pixels lie `dx - Fs / 2` columns apart, slope's in [from, to).
template <int Fs>
DOPPEL_AVX2 DOPPEL_BODY void add_edge(const float* input, const float* slope, const ImageShape& shape,
                                      std::int64_t from, std::int64_t to, Lanes* total) {
  for (std::int64_t x = from; x < to; ++x) {
    const Lanes s = load_lanes(slope + x * shape.channels);
    for (std::int64_t dx = 0; dx < Fs; ++dx) {
      const std::int64_t at = x + dx - Fs / 2;
      if (at >= 0 && at < shape.cols) total[dx] += s * load_lanes(input + at * shape.channels);
    }
  }
}

// One row of a filter's gradient: tap dx pairs pixel x of the slope's row with pixel x + dx - Fs / 2 of the
// input's.
template <int Fs>
DOPPEL_AVX2 DOPPEL_BODY void add_row(const float* input, const float* slope, const ImageShape& shape,
                                     Lanes* total) {
  constexpr std::int64_t reach = Fs / 2;
  const std::int64_t channels = shape.channels, cols = shape.cols;
  const std::int64_t left = std::min(reach, cols), right = std::max(left, cols - reach);
  add_edge<Fs>(input, slope, shape, 0, left, total);
  for (std::int64_t x = left; x < right; ++x) {
    const Lanes s = load_lanes(slope + x * channels);
    const float* in = input + (x - reach) * channels;
    for (std::int64_t dx = 0; dx < Fs; ++dx) total[dx] += s * load_lanes(in + dx * channels);
  }
  add_edge<Fs>(input, slope, shape, right, cols, total);
}

// Row by row, so that a row's neighbours are still in the cache.
template <int Fs>
DOPPEL_AVX2 DOPPEL_BODY void correlate_lanes(const float* input, const float* slope, const ImageShape& shape,
                                             float* sums) {
  constexpr std::int64_t reach = Fs / 2;
  const std::int64_t channels = shape.channels, row = shape.cols * channels;
  std::fill_n(sums, Fs * Fs * channels, 0.0F);
  for (std::int64_t y = 0; y < shape.rows; ++y) {
    const std::int64_t first = std::max<std::int64_t>(0, reach - y);
    const std::int64_t last = std::min<std::int64_t>(Fs, shape.rows + reach - y);
    for (std::int64_t c = 0; c < channels; c += n_lanes) {
      for (std::int64_t dy = first; dy < last; ++dy) {
        Lanes total[Fs] = {};
        add_row<Fs>(input + (y + dy - reach) * row + c, slope + y * row + c, shape, total);
        for (std::int64_t dx = 0; dx < Fs; ++dx) {
          float* sum = sums + (dy * Fs + dx) * channels + c;
          store_lanes(sum, load_lanes(sum) + total[dx]);
        }
      }
    }
  }
}

template <int Fs>
struct Filters {
  DOPPEL_AVX2 static void convolve(const float* input, const float* filters, const ImageShape& shape,
                                   std::int64_t margin, float* out) {
    convolve_lanes<Fs>(input, filters, shape, margin, out);
  }
  DOPPEL_AVX2 static void correlate(const float* input, const float* slope, const ImageShape& shape,
                                    float* sums) {
    correlate_lanes<Fs>(input, slope, shape, sums);
  }
};

struct Loops {
  void (*convolve)(const float*, const float*, const ImageShape&, std::int64_t, float*);
  void (*correlate)(const float*, const float*, const ImageShape&, float*);
};

Loops loops_of(std::int64_t fs) {
  switch (fs) {
    case 3:
      return {Filters<3>::convolve, Filters<3>::correlate};
    case 5:
      return {Filters<5>::convolve, Filters<5>::correlate};
    case 7:
      return {Filters<7>::convolve, Filters<7>::correlate};
    case 9:
      return {Filters<9>::convolve, Filters<9>::correlate};
    default:
      return {};
  }
}

}  // namespace

bool has_channel_filters(std::int64_t fs, std::int64_t channels) {
  return has_avx2() && loops_of(fs).convolve != nullptr && channels % n_lanes == 0;
}

void convolve_channels(const float* input, const float* filters, const ImageShape& shape, std::int64_t fs,
                       std::int64_t margin, float* out) {
  loops_of(fs).convolve(input, filters, shape, margin, out);
}

void correlate_channels(const float* input, const float* slope, const ImageShape& shape, std::int64_t fs,
                        float* sums) {
  loops_of(fs).correlate(input, slope, shape, sums);
}

}  // namespace doppel::science
