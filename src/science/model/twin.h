// A digital twin: rotation-equivariant core plus one readout per neuron, with the normalisation of its
// training data, so that it takes z-scored images and answers in events. Immutable after training;
// predictions are thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "science/model/config.h"
#include "science/model/response_model.h"

namespace doppel::science {

class Twin : public ResponseModel {
 public:
  struct Parts;  // modules and buffers; twin.cpp and training.cpp see them (science/model/network.h)
  explicit Twin(std::shared_ptr<const Parts> parts);
  ~Twin() override;

  // Random weights, scale 1: for tests and benchmarks.
  static Twin untrained(const ModelConfig& config, std::int64_t rows, std::int64_t cols,
                        std::int64_t n_neurons, std::uint64_t seed, const std::string& device = "cpu");

  // A self-describing blob: configuration, normalisation, weights. from_bytes throws Error(bad_input) on
  // anything else.
  std::vector<std::byte> to_bytes() const;
  static Twin from_bytes(std::span<const std::byte> bytes, const std::string& device = "cpu");

  const ModelConfig& config() const;
  std::int64_t n_neurons() const override;
  std::int64_t rows() const override;
  std::int64_t cols() const override;
  // Every result lies there.
  torch::Device device() const override;
  torch::Tensor responses(const torch::Tensor& images) const override;
  float image_mean() const;  // grey value of the training images
  float image_sd() const;
  // Core features before the readout: (n, n_channels, rows, cols); channel = orientation * F + feature.
  torch::Tensor features(const torch::Tensor& images) const;
  // images may have any size here: SAME padding acts at their own borders.

  // What turns features into responses, for searches that evaluate features locally: response_n =
  // scale_n * softplus(sum_k weights_nk Phi_k + bias_n), Phi read at positions_n (bilinear) or summed under
  // masks_n.
  struct Readout {
    torch::Tensor weights;    // (n_neurons, n_channels)
    torch::Tensor bias;       // (n_neurons,)
    torch::Tensor scale;      // (n_neurons,), events
    torch::Tensor positions;  // (n_neurons, 2) x, y [px]; undefined for the factorised readout
    torch::Tensor masks;      // (n_neurons, rows, cols) >= 0; undefined for the Gaussian readout
  };
  Readout readout() const;
  const Parts& parts() const { return *parts_; }

  torch::Tensor bar_codes() const;  // (n_neurons, n_channels)
  torch::Tensor receptive_fields()
      const;  // (n_neurons, 2): x, y [px]; centre of mass of |mask|, or the Gaussian's mean

 private:
  std::shared_ptr<const Parts> parts_;
};

}  // namespace doppel::science
