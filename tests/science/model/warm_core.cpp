#include "warm_core.h"

namespace doppel::science {

RotationCore make_core(const ModelConfig& config) {
  Rng rng(11);
  return RotationCore(config, rng);
}

torch::Tensor parameter(const RotationCore& core, const std::string& name) {
  return core.named_parameters()[name].detach();
}

void warm_up(RotationCore& core) {
  torch::NoGradGuard no_grad;
  for (int i = 0; i < 5; ++i) core.forward(torch::randn({4, 1, 20, 24}));
  for (auto& item : core.named_parameters()) {
    if (item.key().ends_with("gain")) item.value().uniform_(0.5, 2);
    if (item.key().ends_with("shift")) item.value().normal_();
  }
  core.eval();
}

torch::Tensor by_orientation(const torch::Tensor& phi, const ModelConfig& config) {
  return phi.view({phi.size(0), config.n_orientations, config.n_features, phi.size(2), phi.size(3)});
}

double turn_error(const ModelConfig& config, bool training) {
  torch::manual_seed(2);
  RotationCore core = make_core(config);
  warm_up(core);
  core.train(training);
  torch::NoGradGuard no_grad;
  const torch::Tensor images = torch::randn({3, 1, 36, 64});
  const torch::Tensor plain = by_orientation(core.forward(images), config);
  const torch::Tensor turned =
      by_orientation(core.forward(torch::rot90(images, 1, {2, 3}).contiguous()), config);
  const torch::Tensor expected = torch::rot90(plain, 1, {3, 4}).roll(config.n_orientations / 4, 1);
  return ((turned - expected).abs().max() / plain.std()).item<double>();
}

}  // namespace doppel::science
