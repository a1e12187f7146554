#include "tests/science/device/device_twins.h"

#include "science/model/network.h"
#include "tests/science/device/emulated_device.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kRows = 16, kCols = 20;

// Random filters, batch-norm statistics and readouts, so that every term of a layer matters.
void randomise(Network& network) {
  const torch::NoGradGuard no_grad;
  const auto ends_with = [](const std::string& name, const char* end) { return name.ends_with(end); };
  for (auto& item : network.named_parameters()) {
    if (ends_with(item.key(), "gain") || ends_with(item.key(), "shift")) item.value().uniform_(0.5, 1.5);
    if (ends_with(item.key(), "weights")) item.value().normal_(0.0, 0.5);
    if (ends_with(item.key(), "masks")) item.value().normal_(0.0, 3.0 / (kRows * kCols));
    if (ends_with(item.key(), "deviation")) item.value().normal_(0.0, 0.8);
  }
  for (auto& item : network.named_buffers()) {
    if (ends_with(item.key(), "mean")) item.value().normal_(0.0, 0.3);
    if (ends_with(item.key(), "variance")) item.value().uniform_(0.5, 2.0);
  }
}

}  // namespace

std::string name_of(const testing::TestParamInfo<TwinKind>& info) {
  return info.param.readout + "_" + info.param.last_layer + "_" + info.param.nonlinearity;
}

void PrintTo(const TwinKind& kind, std::ostream* out) { *out << kind.readout << ", " << kind.last_layer; }

ModelConfig config_of(const TwinKind& kind) {
  ModelConfig config;
  config.filter_sizes = {5, 3};
  config.layer_kinds = {"dense", kind.last_layer};
  config.nonlinearity = kind.nonlinearity;
  config.n_features = 2;
  config.n_orientations = kind.n_orientations;
  config.readout = kind.readout;
  return config;
}

Twins twins_of(const TwinKind& kind, std::int64_t n_neurons) {
  torch::manual_seed(11);
  auto network = std::make_shared<Network>(config_of(kind), ReadoutShape{n_neurons, kRows, kCols},
                                           torch::ones({n_neurons}), torch::Tensor(), 5);
  randomise(*network);
  const auto scale = torch::empty({n_neurons}).uniform_(0.5, 2.0);
  const auto bytes =
      Twin(std::make_shared<const Twin::Parts>(std::move(network), 110.0F, 50.0F, scale)).to_bytes();
  return {Twin::from_bytes(bytes), Twin::from_bytes(bytes, test_device())};
}

void expect_close(const torch::Tensor& on_device, const torch::Tensor& on_cpu, double relative) {
  ASSERT_EQ(on_device.sizes(), on_cpu.sizes());
  const auto largest = on_cpu.abs().max().item<double>();
  EXPECT_LE((on_device.cpu() - on_cpu).abs().max().item<double>(), relative * largest) << "of " << largest;
}

void expect_close(const std::vector<float>& on_device, const std::vector<float>& on_cpu, double relative) {
  ASSERT_FALSE(on_cpu.empty());
  expect_close(torch::tensor(on_device), torch::tensor(on_cpu), relative);
}

void expect_close(double on_device, double on_cpu, double relative) {
  EXPECT_NEAR(on_device, on_cpu, relative * std::abs(on_cpu));
}

}  // namespace doppel::science
