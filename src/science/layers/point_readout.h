// Reads feature maps at one point per image and neuron, bilinearly, and projects what it reads on the
// neuron's weights:
//   drive_in = sum_c weights_nc Phi_ic(p_in).
// Four pixels an image and neuron: a kernel of its own on the CPU; on a GPU its texture-like sampling, or,
// where algorithms must be deterministic, advanced indexing.
#pragma once

#include <torch/types.h>

namespace doppel::science {

// features: (n, channels, rows, cols) float32, best channels-last; points: (n, neurons, 2): x, y [px], inside
// the image; weights: (neurons, channels). Returns (n, neurons). Differentiable in all three.
torch::Tensor read_points(const torch::Tensor& features, const torch::Tensor& points,
                          const torch::Tensor& weights);

// The slow twin of read_points on any device, by indexing and plain autograd.
torch::Tensor read_points_by_indexing(const torch::Tensor& features, const torch::Tensor& points,
                                      const torch::Tensor& weights);

// The same by the library's bilinear sampler, one pass over the features; its gradient by them adds up in any
// order on a GPU.
torch::Tensor read_points_by_sampling(const torch::Tensor& features, const torch::Tensor& points,
                                      const torch::Tensor& weights);

}  // namespace doppel::science
