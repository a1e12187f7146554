// Loops of batch normalisation over an image's channels-last activations (channel_loops.h), which the library
// does in several passes. Pure functions of their arguments.
#pragma once

#include "science/layers/channel_loops.h"

namespace doppel::science {

// A straight line for each channel: scale x + offset.
struct ChannelLine {
  const float* scale;   // (channels,)
  const float* offset;  // (channels,)
};

// sums: (2, channels), sum of x - origin[c] and of its square over the image's pixels.
void sum_about(const float* x, const float* origin, const ImageShape& shape, float* sums);

// What follows the line: elu(u) = u above 0, exp(u) - 1 below; none: u.
enum class Bend { none, elu };

// out = bend(line(x)).
void bend_line(Bend bend, const float* x, const ChannelLine& line, const ImageShape& shape, float* out);

// What the backward pass reads: du = d_out bend'(u), and elu'(u) = 1 + min(out, 0); none reads no out.
struct BendSlopes {
  Bend bend;
  const float* x;
  const float* out;
  const float* d_out;
};

// sums: (2, channels), sum of du and of du x over the image's pixels.
void sum_slopes(const BendSlopes& slopes, const ImageShape& shape, float* sums);

// d_x = scale[c] du + line(x).
void line_gradient(const BendSlopes& slopes, const float* scale, const ChannelLine& line,
                   const ImageShape& shape, float* d_x);

}  // namespace doppel::science
