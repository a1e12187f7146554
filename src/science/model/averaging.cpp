#include "science/model/averaging.h"

#include "science/model/network.h"

namespace doppel::science {

void WeightAverage::add(const Network& network) {
  torch::NoGradGuard no_grad;
  const NamedTensors state = named_state(network);
  ++n_steps;
  if (n_steps == 1) {
    for (const auto& [name, tensor] : state) tensors.emplace_back(name, tensor.detach().clone());
    return;
  }
  for (std::size_t i = 0; i < state.size(); ++i)
    tensors[i].second.lerp_(state[i].second.detach(), 1.0 / n_steps);
}

}  // namespace doppel::science
