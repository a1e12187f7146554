// The two convolutions of a separable layer, as differentiable operations. On the CPU, in float32, their
// gradients are products and sums written for channels-last activations, which take a third of the time of
// the library's backward convolutions; anywhere else they are the library's.
#pragma once

#include <torch/torch.h>

namespace doppel::science {

// Each channel with a filter of its own, SAME padding. x: (n, channels, rows, cols); filters: (channels, 1,
// fs, fs), fs odd.
torch::Tensor convolve_each_channel(const torch::Tensor& x, const torch::Tensor& filters);

// Each pixel's channels times a matrix. x: (n, channels in, rows, cols); matrix: (channels out, channels in).
torch::Tensor mix_channels(const torch::Tensor& x, const torch::Tensor& matrix);

// Likewise in plain library calls: the slow twins.
torch::Tensor convolve_each_channel_plainly(const torch::Tensor& x, const torch::Tensor& filters);
torch::Tensor mix_channels_plainly(const torch::Tensor& x, const torch::Tensor& matrix);

}  // namespace doppel::science
