// Anything that answers an image with one response per neuron: a trained twin, or the simulator's truth.
// Every in silico experiment and stimulus search runs on this interface, so that both are measured by the
// same code.
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace doppel::science {

class ResponseModel {
 public:
  virtual ~ResponseModel() = default;
  virtual std::int64_t n_neurons() const = 0;
  virtual std::int64_t rows() const = 0;  // [px]
  virtual std::int64_t cols() const = 0;
  // Where it computes. Images may lie anywhere; made here, they need not travel.
  virtual torch::Device device() const { return torch::kCPU; }
  // images: (n, rows, cols) float32, z-scored units (contrast and energy are in these units). Returns (n,
  // n_neurons) events, in the units of the recorded responses. Thread-safe; no gradient.
  virtual torch::Tensor responses(const torch::Tensor& images) const = 0;
  // Response of neuron neurons[i] to image i alone: (n,). neurons: (n,) int64. The default evaluates all and
  // gathers.
  virtual torch::Tensor paired_responses(const torch::Tensor& images, const torch::Tensor& neurons) const {
    const torch::Tensor all = responses(images);
    return all.gather(1, neurons.to(all.device()).view({-1, 1})).view({-1});
  }
};

// Images of one pass, where `on_cpu` are as many as a CPU's caches like: a GPU needs many more to be busy.
inline std::int64_t pass_size(const torch::Device& device, std::int64_t on_cpu) {
  return device.is_cuda() ? 32 * on_cpu : on_cpu;
}

}  // namespace doppel::science
