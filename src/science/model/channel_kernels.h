// Loops over channels-last float32 activations that the library does slowly or in several passes. Channels
// lie innermost: value (row, col, channel) is at (row cols + col) channels + channel. Each loop has a version
// for any processor and one for AVX2 with FMA, chosen at the call; they differ by rounding. Pure functions of
// their arguments.
#pragma once

#include <cstdint>

namespace doppel::science {

struct ImageShape {
  std::int64_t rows = 0, cols = 0, channels = 0;
  std::int64_t size() const { return rows * cols * channels; }
};

// sums[(dy fs + dx) channels + c] = sum over pixels of slope(y, x, c) input(y + dy - fs / 2, x + dx - fs / 2,
// c), the input being 0 outside the image: the gradient of a convolution of each channel by its filter. fs
// odd.
void correlate_channels(const float* input, const float* slope, const ImageShape& shape, std::int64_t fs,
                        float* sums);

// A straight line for each channel: scale x + offset.
struct ChannelLine {
  const float* scale;   // (channels,)
  const float* offset;  // (channels,)
};

// out = elu(line(x)), where elu(u) = u above 0, exp(u) - 1 below.
void elu_of_line(const float* x, const ChannelLine& line, const ImageShape& shape, float* out);

// What the backward pass reads: du = d_out elu'(u), and elu'(u) = 1 + min(out, 0).
struct EluSlopes {
  const float* x;
  const float* out;
  const float* d_out;
};

// sums: (2, channels), sum of du and of du x over the image's pixels.
void sum_elu_slopes(const EluSlopes& slopes, const ImageShape& shape, float* sums);

// d_x = scale[c] du + line(x).
void elu_gradient(const EluSlopes& slopes, const float* scale, const ChannelLine& line,
                  const ImageShape& shape, float* d_x);

}  // namespace doppel::science
