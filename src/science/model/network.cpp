#include "science/model/network.h"

#include <algorithm>

#include "util/error.h"

namespace doppel::science {
namespace {
constexpr double reference_population = 13047;  // neurons on which Ecker-style core weights were chosen
}

Network::Network(const ModelConfig& config, const ReadoutShape& shape, const torch::Tensor& mean_response,
                 const torch::Tensor& xy, std::uint64_t seed)
    : config_(config), shape_(shape) {
  config.check();
  Rng core_rng(derive_seed(seed, "core"));
  Rng readout_rng(derive_seed(seed, "readout"));
  core_ = register_module("core", std::make_shared<RotationCore>(config, core_rng));
  readout_ = register_module("readout", make_readout(config, shape, mean_response, xy, readout_rng));
}

torch::Tensor Network::forward(const torch::Tensor& images, const torch::Tensor& noise) {
  const torch::Tensor planes = images.unsqueeze(1);
  const auto window = window_margin_ ? readout_->window(*window_margin_) : std::nullopt;
  if (!window) return torch::softplus(readout_->forward(core_->forward(planes), noise));
  return torch::softplus(readout_->forward_in(*window, core_->forward(planes, *window), noise));
}

void Network::train(bool on) {
  Module::train(on);
  if (core_is_frozen_) core_->eval();
}

void Network::take_core(const Network& source) {
  torch::NoGradGuard no_grad;
  const auto theirs = named_state(source);
  for (auto& [name, tensor] : named_state(*this)) {
    if (!name.starts_with("core.")) continue;
    const auto found = std::ranges::find(theirs, name, [](const auto& item) { return item.first; });
    if (found == theirs.end() || found->second.sizes() != tensor.sizes()) {
      throw Error(ErrorClass::bad_input,
                  "the core to take has another architecture than the configuration says (" + name + ")",
                  "take the settings of the model that it comes from: doppel request transfer");
    }
    tensor.copy_(found->second);
  }
  for (torch::Tensor& parameter : core_->parameters()) parameter.set_requires_grad(false);
  core_is_frozen_ = true;
  core_->eval();
}

torch::Tensor Network::penalty() const {
  if (core_is_frozen_) return readout_->penalty(config_);
  const double share = static_cast<double>(shape_.n_neurons) / reference_population;
  return share * (config_.smooth_weight * core_->smoothness() + config_.sparse_weight * core_->sparsity()) +
         readout_->penalty(config_);
}

std::vector<std::pair<std::string, torch::Tensor>> named_state(const Network& network) {
  std::vector<std::pair<std::string, torch::Tensor>> state;
  for (const auto& item : network.named_parameters()) state.emplace_back(item.key(), item.value());
  for (const auto& item : network.named_buffers()) {
    // The turned bases follow from the configuration.
    const std::string& key = item.key();
    if (key.ends_with("_mean") || key.ends_with("_variance") || key.ends_with(".xy"))
      state.emplace_back(key, item.value());
  }
  return state;
}

void restore_state(Network& network, const TensorArchive& archive) {
  torch::NoGradGuard no_grad;
  for (auto& [name, tensor] : named_state(network)) {
    const torch::Tensor& stored = archive.at(name);
    if (stored.sizes() != tensor.sizes()) {
      throw Error(ErrorClass::bad_input,
                  "tensor '" + name + "' has another shape than the configuration says",
                  "train the model again");
    }
    tensor.copy_(stored);
  }
}

Twin::Parts::Parts(std::shared_ptr<Network> trained, float mean, float sd, const torch::Tensor& response_sd)
    : network(std::move(trained)), image_mean(mean), image_sd(sd), scale(response_sd) {
  network->eval();
  for (torch::Tensor& parameter : network->parameters()) parameter.set_requires_grad(false);
  frozen = network->core().freeze();
}

}  // namespace doppel::science
