// A separable layer as one differentiable operation. On the CPU, in float32, each image goes through all of
// it while it is in the cache, forwards and backwards, and the gradients are products and sums over
// channels-last activations; anywhere else, and for filters that channel_filters.h does not know, it is the
// library's convolutions one after another.
#pragma once

#include <torch/types.h>

namespace doppel::science {

struct SeparableWeights {
  torch::Tensor before;   // (channels, channels in) mixing of the input's channels, or undefined for none
  torch::Tensor filters;  // (channels, 1, fs, fs), fs odd: a filter for each channel, SAME padding
  torch::Tensor after;    // (channels out, channels) mixing of the filtered channels
  // More than 1: channels are n_orientations x features, and the matrices' rows of orientation o are those of
  // orientation 0 with their columns rolled by o; only these first rows are read then, and have a gradient.
  std::int64_t n_orientations = 1;
};

// x: (n, channels in, rows, cols) -> (n, channels out, rows - 2 margin, cols - 2 margin): the pixels at least
// `margin` from every edge, 0 <= margin <= fs / 2; with fs / 2 no filter reaches beyond the image. Sums over
// images have a fixed order, whatever the number of threads. On the CPU an image's values do
// not depend on the others.
torch::Tensor separable_layer(const torch::Tensor& x, const SeparableWeights& weights,
                              std::int64_t margin = 0);

// Multiply-adds for one pixel, as the CPU makes them.
double operations(const SeparableWeights& weights);

// separable_layer() in plain library calls: the slow twin.
torch::Tensor separable_layer_plainly(const torch::Tensor& x, const SeparableWeights& weights,
                                      std::int64_t margin = 0);

}  // namespace doppel::science
