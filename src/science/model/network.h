// Core plus readout as one trainable module, and Twin::Parts, the finished twin built of it.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <memory>
#include <optional>
#include <vector>

#include "science/model/core.h"
#include "science/model/readout.h"
#include "science/model/tensor_archive.h"
#include "science/model/twin.h"

namespace doppel::science {

class Network : public torch::nn::Module {
 public:
  // Random weights, on the CPU; the arguments are those of make_readout.
  Network(const ModelConfig& config, const ReadoutShape& shape, const torch::Tensor& mean_response,
          const torch::Tensor& xy, std::uint64_t seed);

  // images: (n, rows, cols), z-scored -> rates (n, n_neurons), in units of each neuron's training SD.
  torch::Tensor forward(const torch::Tensor& images, const torch::Tensor& noise = {});

  // From here on a core in front of a Gaussian readout is evaluated, and its batch statistics are taken, on
  // the box around all positions alone, `margin` px wider on every side: TrainingConfig::window_margin.
  void read_within(std::int64_t margin) { window_margin_ = margin; }

  // Regularisers of core and readout, weighted; the core's weights are scaled by n_neurons / 13047, the
  // population they were chosen on, because the loss sums over neurons.
  torch::Tensor penalty() const;

  // The core of another network of the same architecture, which stays as it is from here on: it gets no
  // gradient, and its features come with the running statistics while the readouts are trained. Throws
  // Error(bad_input) on another architecture.
  void take_core(const Network& source);
  void train(bool on = true) override;

  const ModelConfig& config() const { return config_; }
  const ReadoutShape& shape() const { return shape_; }
  RotationCore& core() const { return *core_; }
  Readout& readout() const { return *readout_; }

 private:
  ModelConfig config_;
  ReadoutShape shape_;
  std::shared_ptr<RotationCore> core_;
  std::shared_ptr<Readout> readout_;
  bool core_is_frozen_ = false;
  std::optional<std::int64_t> window_margin_;  // [px]
};

// Named parameters and the running statistics: what a checkpoint or a twin's blob must hold. Shares memory.
std::vector<std::pair<std::string, torch::Tensor>> named_state(const Network& network);

// Copies such a state in. Throws Error(bad_input) where a tensor is missing or has another shape.
void restore_state(Network& network, const TensorArchive& archive);

struct Twin::Parts {
  Parts(std::shared_ptr<Network> trained, float mean, float sd, const torch::Tensor& response_sd);

  std::shared_ptr<Network> network;  // in evaluation mode, no gradient
  std::vector<FrozenLayer> frozen;   // of the network's core
  float image_mean = 0;              // grey values
  float image_sd = 1;
  torch::Tensor scale;  // (n_neurons,), events
};

}  // namespace doppel::science
