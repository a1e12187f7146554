// A filter for each channel, over channels-last activations (channel_loops.h) of one image, eight channels at
// once. For processors with AVX2 and FMA, filters of 3, 5, 7 or 9 pixels, and a multiple of eight channels.
// Filters and their gradients are (fs fs, channels), tap dy fs + dx first. Pure functions of their arguments.
#pragma once

#include "science/layers/channel_loops.h"

namespace doppel::science {

bool has_channel_filters(std::int64_t fs, std::int64_t channels);

// out(y, x, c) = sum over taps of filters(dy, dx, c) input(y + dy - fs / 2, x + dx - fs / 2, c), the input
// being 0 outside the image. For the pixels (y, x) at least `margin` from every edge, 0 <= margin <= fs / 2:
// out is (rows - 2 margin, cols - 2 margin, channels).
void convolve_channels(const float* input, const float* filters, const ImageShape& shape, std::int64_t fs,
                       std::int64_t margin, float* out);

// sums(dy, dx, c) = sum over pixels of slope(y, x, c) input(y + dy - fs / 2, x + dx - fs / 2, c): the
// gradient of the above, margin 0, by its filters.
void correlate_channels(const float* input, const float* slope, const ImageShape& shape, std::int64_t fs,
                        float* sums);

}  // namespace doppel::science
