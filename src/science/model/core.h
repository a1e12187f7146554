// The rotation-equivariant core: every filter is a Hermite expansion, turned to n_orientations angles, so
// that a turned image gives turned features with the orientation axis rolled. Channel = orientation * F +
// feature. Batch norm after each layer, a non-linearity between layers. Source: Ecker et al. 2019. A
// separable layer has one turned filter for each channel, then mixes channels by a matrix whose rows for
// other orientations are the rolled ones of the first. Not thread-safe while training.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <vector>

#include "science/layers/pixel_window.h"
#include "science/layers/separable_layer.h"
#include "science/layers/shared_norm.h"
#include "science/model/config.h"
#include "util/rng.h"

namespace doppel::science {

// One layer in front of an image of any size, the batch norm's running statistics folded in.
struct FrozenLayer {
  SeparableWeights weights;                  // of a dense layer the filters alone: (O F, channels in, fs, fs)
  torch::Tensor bias;                        // (O F,)
  Nonlinearity before = Nonlinearity::none;  // applied to what comes in

  // padding: pixels of zeros around the activated input, 0 to radius().
  torch::Tensor convolve(const torch::Tensor& activated, std::int64_t padding) const;
  std::int64_t radius() const { return weights.filters.size(2) / 2; }  // [px]
  double operations() const;                                           // multiply-adds per pixel
};

class RotationCore : public torch::nn::Module {
 public:
  RotationCore(const ModelConfig& config, Rng& rng);

  // images: (n, 1, rows, cols) -> (n, O F, rows, cols). Batch statistics, and their running means, if
  // is_training().
  torch::Tensor forward(const torch::Tensor& images);
  // The pixels `needed` of these features, from no more pixels than they see; batch statistics are those of
  // the pixels that each layer gives for them.
  torch::Tensor forward(const torch::Tensor& images, const PixelWindow& needed);

  // While training, convolutions behind the first layer run in bfloat16 where the hardware multiplies it
  // fast.
  void set_reduced_precision(bool reduced) { reduced_precision_ = reduced; }

  // All orientations of layer `layer`: (O F, channels in, fs, fs); channels in = 1 for layer 0 and separable
  // layers, else O F.
  torch::Tensor filters(std::size_t layer) const;
  // Matrices of a separable layer, (O F, O F): channels out, channels in. Before the filters: mixed_separable
  // alone.
  torch::Tensor mixing(std::size_t layer) const;
  torch::Tensor mixing_before(std::size_t layer) const;

  // Sums over layers and all turned filters, with the layers' factors, before the weights of ModelConfig:
  // smoothness sum_out ||L * W||^2 / (1e-8 + ||W_out||^2), L the depth-wise Laplacian, SAME padding;
  // group sparsity sum_out sum_in ||W_in,out|| / sqrt(1e-8 + ||W_out||^2), W the matrices in a separable
  // layer.
  torch::Tensor smoothness() const;
  torch::Tensor sparsity() const;

  std::vector<FrozenLayer> freeze() const;  // no gradient; needs no more than the running statistics
  std::size_t n_layers() const { return layers_.size(); }

 private:
  struct Layer {
    std::int64_t filter_size = 0;
    std::int64_t channels_in = 0;  // per turned filter
    bool separable = false;
    torch::Tensor coefficients;           // (F, channels in, n_basis), parameter
    torch::Tensor mixing, mixing_before;  // (F, O F), parameters: the rows of orientation 0; undefined: none
    SharedNorm norm;             // over F or, unshared, O F groups; no gain and no softplus in the last layer
    torch::Tensor turned_basis;  // (n_basis, O, fs fs), buffer
    torch::Tensor roll;          // (O, channels in) int64, buffer: input channel that orientation o reads
    torch::Tensor quarter_basis;  // (O / 4, n_basis, fs fs), buffer: the basis at the angles below pi / 2
    torch::Tensor rough_basis;    // likewise, after the Laplacian
  };
  void add_layer(std::size_t index, Rng& rng);
  void add_norm(const std::string& name, bool last, Layer& layer);
  // The pixels at least `margin` px from every edge; margin is 0 or the filter's radius.
  torch::Tensor convolve(std::size_t index, const torch::Tensor& x, std::int64_t margin) const;
  torch::Tensor normalise(std::size_t index, const torch::Tensor& x) const;
  torch::Tensor turned_rows(const Layer& layer, const torch::Tensor& rows) const;  // (F, O F) -> (O F, O F)
  torch::Tensor squared_norms(const Layer& layer,
                              const torch::Tensor& basis) const;  // (O / 4, F, channels in)

  ModelConfig config_;
  std::vector<Layer> layers_;
  bool reduced_precision_ = false;
};

// The same map as forward() of a core in evaluation mode.
torch::Tensor frozen_forward(const std::vector<FrozenLayer>& layers, const torch::Tensor& images);

// Normal draws of the given SD, those beyond two SD drawn again; the same on every platform. float32, CPU.
torch::Tensor truncated_normal(torch::IntArrayRef shape, double sd, Rng& rng);

}  // namespace doppel::science
