// Convolutions of float32 by the fastest way of each device.
#pragma once

#include <torch/types.h>

namespace doppel::science {

// x: (n, channels in, rows, cols), filters: (channels out, channels in, size, size), bias: (channels out,) or
// undefined
// -> (n, channels out, rows', cols'), stride 1. Exact to float32's rounding, so that responses may be
// compared.
torch::Tensor convolve(const torch::Tensor& x, const torch::Tensor& filters, const torch::Tensor& bias,
                       std::int64_t padding);

// The same without bias, for gradients, which are followed and not compared. A GPU's matrix units take TF32,
// whose products keep 10 of 23 bits; three such products make one of float32: with x = high + low, high of 10
// bits,
//   x w = high(x) high(w) + high(x) low(w) + low(x) high(w), but for low(x) low(w) <= 2^-22 |x| |w|,
// which is faster than its float32, and nearly as exact: a relative error of some 1e-5 with thousands of
// terms. Differentiable in both. Elsewhere the three products are float32's own.
torch::Tensor convolve_in_parts(const torch::Tensor& x, const torch::Tensor& filters, std::int64_t padding);

// The layout of images in which a device convolves float32 fastest; a copy, because the strides choose the
// kernel.
torch::Tensor as_convolved(const torch::Tensor& x);

}  // namespace doppel::science
