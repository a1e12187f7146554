// A twin's core evaluated on just the pixels that some features need. A layer's SAME padding acts at the true
// border of the image and nowhere else, so the result equals that part of the features of the full image (in
// exact arithmetic; in float32 to rounding). Immutable, thread-safe.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

#include "science/layers/pixel_window.h"
#include "science/model/core.h"
#include "science/model/twin.h"
#include "science/stimuli/mei.h"

namespace doppel::science {

class LocalCore {
 public:
  explicit LocalCore(std::vector<FrozenLayer> layers) : layers_(std::move(layers)) {}

  std::int64_t radius() const;  // how far a feature sees: sum of (filter size - 1) / 2 [px]
  std::int64_t n_channels() const { return layers_.back().bias.size(0); }
  torch::Device device() const { return layers_.front().bias.device(); }
  double operations(const PixelWindow& needed, const PixelWindow& image) const;  // multiply-adds of one pass

  // The pixels that the features `needed` see. image: where the image ends; a span as wide as the integers is
  // a plane.
  PixelWindow input(const PixelWindow& needed, const PixelWindow& image) const;
  // images: (n, rows, cols) of input(needed, image) -> (n, n_channels, needed rows, needed cols).
  torch::Tensor features(const torch::Tensor& images, const PixelWindow& needed,
                         const PixelWindow& image) const;

  // The 2 x 2 features whose top left is pixel corners[i] = (y, x) of image i: (n, rows, cols), (n, 2) int64
  // -> (n, n_channels, 2, 2). REQUIRES: 0 <= y < rows - 1, 0 <= x < cols - 1. Differentiable by the images.
  torch::Tensor quads(const torch::Tensor& images, const torch::Tensor& corners) const;

 private:
  std::vector<FrozenLayer> layers_;
};

// Where a Gaussian readout reads: the top left of its four pixels and their bilinear weights.
struct QuadReadout {
  torch::Tensor corners;  // (n_neurons, 2) int64: y, x
  torch::Tensor shares;   // (n_neurons, 2, 2): of the four pixels, sum 1
};
QuadReadout quad_readout(const torch::Tensor& positions, std::int64_t rows,
                         std::int64_t cols);  // (n_neurons, 2) x, y

// A twin that answers paired_responses() from the pixels that each neuron sees: about a hundredth of the work
// of full images for a Gaussian readout, the same as the twin's own for a factorised one. The twin must
// outlive it.
class LocalTwin : public ResponseModel {
 public:
  explicit LocalTwin(const Twin& twin);
  std::int64_t n_neurons() const override { return twin_.n_neurons(); }
  std::int64_t rows() const override { return twin_.rows(); }
  std::int64_t cols() const override { return twin_.cols(); }
  torch::Device device() const override { return twin_.device(); }
  torch::Tensor responses(const torch::Tensor& images) const override { return twin_.responses(images); }
  torch::Tensor paired_responses(const torch::Tensor& images, const torch::Tensor& neurons) const override;
  // With the gradients by the images, (n, rows, cols); both readouts.
  ResponseGradient paired_gradients(const torch::Tensor& images, const torch::Tensor& neurons) const;

 private:
  torch::Tensor read(const torch::Tensor& images, const torch::Tensor& neurons) const;
  std::int64_t full_images_at_once() const { return device().is_cuda() ? 256 : 64; }

  const Twin& twin_;
  LocalCore core_;
  Twin::Readout readout_;
  QuadReadout quads_;
};

}  // namespace doppel::science
