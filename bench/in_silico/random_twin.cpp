#include "bench/in_silico/random_twin.h"

#include "science/model/network.h"

namespace doppel::bench {
namespace {

// deviations: what is added to the centre of the image before tanh, (n_neurons, 2) x, y.
template <class Draw>
std::unique_ptr<science::Twin> twin_of(science::ModelConfig config, std::int64_t n_neurons,
                                       const std::string& device, Draw draw_deviations) {
  config.readout = "gaussian";
  const torch::NoGradGuard no_grad;
  torch::manual_seed(1);
  auto network = std::make_shared<science::Network>(config, science::ReadoutShape{n_neurons, kRows, kCols},
                                                    torch::ones({n_neurons}), torch::Tensor(), 1);
  for (auto& item : network->named_parameters()) {
    if (item.key().ends_with("weights")) item.value().normal_();
    if (item.key().ends_with("deviation")) draw_deviations(item.value());
  }
  network->to(torch::Device(device));
  return std::make_unique<science::Twin>(std::make_shared<const science::Twin::Parts>(
      std::move(network), 110.0F, 50.0F, torch::ones({n_neurons}, torch::Device(device))));
}

science::ModelConfig two_layers() {
  science::ModelConfig config;
  config.filter_sizes = {13, 5};
  config.n_features = 4;
  return config;
}

// What tanh must be given for positions x, y in pixels.
torch::Tensor deviations_of(const torch::Tensor& positions) {
  return (positions * 2 / torch::tensor({kCols - 1.0, kRows - 1.0}) - 1).atanh();
}

}  // namespace

std::unique_ptr<science::Twin> random_twin(std::int64_t n_neurons) {
  return twin_of(two_layers(), n_neurons, "cpu",
                 [](torch::Tensor& deviations) { deviations.normal_(0.0, 0.4); });
}

std::unique_ptr<science::Twin> random_twin_in_the_middle(std::int64_t n_neurons, std::int64_t rows,
                                                         std::int64_t cols) {
  const double x = static_cast<double>(cols - 1) / (kCols - 1),
               y = static_cast<double>(rows - 1) / (kRows - 1);
  return twin_of(two_layers(), n_neurons, "cpu", [&](torch::Tensor& deviations) {
    deviations.uniform_(-1.0, 1.0).mul_(torch::tensor({x, y})).atanh_();
  });
}

std::unique_ptr<science::Twin> paper_twin(std::int64_t n_neurons, const std::string& device) {
  return twin_of({}, n_neurons, device, [&](torch::Tensor& deviations) {
    const auto extent = torch::tensor({21.0, 22.0}), first = torch::tensor({27.0, 5.0});
    deviations.copy_(deviations_of(torch::rand({n_neurons, 2}) * extent + first));
  });
}

}  // namespace doppel::bench
