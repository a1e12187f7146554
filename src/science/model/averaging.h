// The running mean of a network's weights and running statistics over the last steps of a training: the noise
// of single steps averages out (Polyak & Juditsky 1992). Not thread-safe.
#pragma once

#include <torch/types.h>

#include <string>
#include <utility>
#include <vector>

namespace doppel::science {

class Network;
using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

struct WeightAverage {
  std::int32_t n_steps = 0;
  NamedTensors tensors;  // as named_state(); empty while n_steps is 0

  // The network's state enters with weight 1 / n_steps.
  void add(const Network& network);
};

}  // namespace doppel::science
