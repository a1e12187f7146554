#include "bench/in_silico/random_twin.h"

#include "science/model/network.h"

namespace doppel::bench {

std::unique_ptr<science::Twin> random_twin(std::int64_t n_neurons) {
  science::ModelConfig config;
  config.filter_sizes = {13, 5};
  config.n_features = 4;
  config.readout = "gaussian";
  const torch::NoGradGuard no_grad;
  torch::manual_seed(1);
  auto network = std::make_shared<science::Network>(config, science::ReadoutShape{n_neurons, kRows, kCols},
                                                    torch::ones({n_neurons}), torch::Tensor(), 1);
  for (auto& item : network->named_parameters()) {
    if (item.key().ends_with("weights")) item.value().normal_();
    if (item.key().ends_with("deviation")) item.value().normal_(0.0, 0.4);
  }
  return std::make_unique<science::Twin>(std::make_shared<const science::Twin::Parts>(
      std::move(network), 110.0F, 50.0F, torch::ones({n_neurons})));
}

}  // namespace doppel::bench
