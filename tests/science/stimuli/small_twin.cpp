#include "small_twin.h"

namespace doppel::science {

namespace {

std::unique_ptr<Twin> randomise(const ModelConfig& config, std::int64_t rows, std::int64_t cols,
                                std::int64_t n_neurons) {
  const torch::NoGradGuard no_grad;
  torch::manual_seed(11);
  auto network = std::make_shared<Network>(config, ReadoutShape{n_neurons, rows, cols},
                                           torch::ones({n_neurons}), torch::Tensor(), 5);
  const auto ends_with = [](const std::string& name, const char* end) { return name.ends_with(end); };
  for (auto& item : network->named_parameters()) {
    if (ends_with(item.key(), "gain") || ends_with(item.key(), "shift")) item.value().uniform_(0.5, 1.5);
    if (ends_with(item.key(), "weights")) item.value().normal_();
    // Small enough that no response underflows to 0, where all stimuli would tie.
    if (ends_with(item.key(), "masks")) item.value().normal_(0.0, 3.0 / static_cast<double>(rows * cols));
    if (ends_with(item.key(), "deviation")) item.value().normal_(0.0, 1.2);
  }
  for (auto& item : network->named_buffers()) {
    if (ends_with(item.key(), "mean")) item.value().normal_(0.0, 0.3);
    if (ends_with(item.key(), "variance")) item.value().uniform_(0.5, 2.0);
  }
  const auto scale = torch::empty({n_neurons}).uniform_(0.5, 2.0);
  return std::make_unique<Twin>(
      std::make_shared<const Twin::Parts>(std::move(network), 110.0F, 50.0F, scale));
}

}  // namespace

std::unique_ptr<Twin> small_twin(const std::string& readout, std::int64_t rows, std::int64_t cols,
                                 std::int64_t n_neurons) {
  ModelConfig config;
  config.filter_sizes = {7, 5};
  config.n_features = 2;
  config.readout = readout;
  return randomise(config, rows, cols, n_neurons);
}

std::unique_ptr<Twin> small_separable_twin(std::int64_t rows, std::int64_t cols, std::int64_t n_neurons) {
  ModelConfig config;
  config.filter_sizes = {7, 5, 3};
  config.layer_kinds = {"dense", "separable", "mixed_separable"};
  config.nonlinearity = "elu";
  config.n_features = 2;
  config.readout = "gaussian";
  return randomise(config, rows, cols, n_neurons);
}

}  // namespace doppel::science
