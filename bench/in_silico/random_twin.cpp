#include "bench/in_silico/random_twin.h"

#include "science/model/network.h"

namespace doppel::bench {
namespace {

constexpr double kMaskSd = 2;  // [px]

// place: draws where the neurons look, given the readout's parameter of that name.
template <class Place>
std::unique_ptr<science::Twin> twin_of(const science::ModelConfig& config, std::int64_t n_neurons,
                                       const std::string& device, const char* name, Place place) {
  const torch::NoGradGuard no_grad;
  torch::manual_seed(1);
  auto network = std::make_shared<science::Network>(config, science::ReadoutShape{n_neurons, kRows, kCols},
                                                    torch::ones({n_neurons}), torch::Tensor(), 1);
  for (auto& item : network->named_parameters()) {
    if (item.key().ends_with("weights")) item.value().normal_();
    if (item.key().ends_with(name)) place(item.value());
  }
  network->to(torch::Device(device));
  return std::make_unique<science::Twin>(std::make_shared<const science::Twin::Parts>(
      std::move(network), 110.0F, 50.0F, torch::ones({n_neurons}, torch::Device(device))));
}

science::ModelConfig two_layers(const char* readout) {
  science::ModelConfig config;
  config.filter_sizes = {13, 5};
  config.n_features = 4;
  config.readout = readout;
  return config;
}

// What is added to the centre of the image before tanh, (n_neurons, 2) x, y.
const char* const kDeviation = "deviation";

// What tanh must be given for positions x, y in pixels.
torch::Tensor deviations_of(const torch::Tensor& positions) {
  return (positions * 2 / torch::tensor({kCols - 1.0, kRows - 1.0}) - 1).atanh();
}

}  // namespace

std::unique_ptr<science::Twin> random_twin(std::int64_t n_neurons) {
  return twin_of(two_layers("gaussian"), n_neurons, "cpu", kDeviation,
                 [](torch::Tensor& deviations) { deviations.normal_(0.0, 0.4); });
}

std::unique_ptr<science::Twin> random_twin_in_the_middle(std::int64_t n_neurons, std::int64_t rows,
                                                         std::int64_t cols) {
  const double x = static_cast<double>(cols - 1) / (kCols - 1),
               y = static_cast<double>(rows - 1) / (kRows - 1);
  return twin_of(two_layers("gaussian"), n_neurons, "cpu", kDeviation, [&](torch::Tensor& deviations) {
    deviations.uniform_(-1.0, 1.0).mul_(torch::tensor({x, y})).atanh_();
  });
}

std::unique_ptr<science::Twin> random_masked_twin(std::int64_t n_neurons, std::int64_t rows,
                                                  std::int64_t cols, float least_mass) {
  return twin_of(two_layers("factorised"), n_neurons, "cpu", "masks", [&](torch::Tensor& masks) {
    const auto centres = [&](std::int64_t within, std::int64_t pixels) {
      return torch::rand({n_neurons, 1}) * static_cast<double>(within - 1) +
             static_cast<double>(pixels - within) / 2;
    };
    const auto fall = [&](const torch::Tensor& centre, std::int64_t pixels) {
      return torch::exp(-(torch::arange(pixels) - centre).square() / (2 * kMaskSd * kMaskSd));
    };
    const auto mass =
        fall(centres(rows, kRows), kRows).unsqueeze(2) * fall(centres(cols, kCols), kCols).unsqueeze(1);
    const auto kept = torch::where(mass < least_mass, torch::zeros_like(mass), mass);
    masks.copy_((kept / kept.sum({1, 2}, true)).flatten(1));
  });
}

std::unique_ptr<science::Twin> paper_twin(std::int64_t n_neurons, const std::string& device) {
  science::ModelConfig config;
  config.readout = "gaussian";
  return twin_of(config, n_neurons, device, kDeviation, [&](torch::Tensor& deviations) {
    const auto extent = torch::tensor({21.0, 22.0}), first = torch::tensor({27.0, 5.0});
    deviations.copy_(deviations_of(torch::rand({n_neurons, 2}) * extent + first));
  });
}

}  // namespace doppel::bench
