// Anything that answers an image with one response per neuron: a trained twin, or the simulator's truth.
// Every in silico experiment and stimulus search runs on this interface, so that both are measured by the
// same code.
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace doppel::science {

class ResponseModel {
 public:
  virtual ~ResponseModel() = default;
  virtual std::int64_t n_neurons() const = 0;
  virtual std::int64_t rows() const = 0;  // [px]
  virtual std::int64_t cols() const = 0;
  // images: (n, rows, cols) float32, z-scored units (contrast and energy are in these units). Returns (n,
  // n_neurons) events, in the units of the recorded responses. Thread-safe; no gradient.
  virtual torch::Tensor responses(const torch::Tensor& images) const = 0;
  // Response of neuron neurons[i] to image i alone: (n,). neurons: (n,) int64. The default evaluates all and
  // gathers.
  virtual torch::Tensor paired_responses(const torch::Tensor& images, const torch::Tensor& neurons) const {
    return responses(images).gather(1, neurons.view({-1, 1})).view({-1});
  }
};

}  // namespace doppel::science
