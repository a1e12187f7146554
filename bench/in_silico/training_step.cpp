// Seconds of one training step and of its parts, for bench/training_step, which runs it beside the same
// network in eager PyTorch (bench/peers/training_step.py).
//
//   training_step_bench FOLDER CONFIG write          the data and the initial weights go to FOLDER
//   training_step_bench FOLDER CONFIG STEPS [bfloat16]  trains so many steps on them; prints one line of JSON
//
// CONFIG: two_minutes, ten_minutes, ten_minutes_dense or demo. 1,500 neurons, batches of 32 images of 36 x 64
// pixels, a Gaussian readout: the sizes of the recording that docs/benchmarks.md tells of.
#include <sys/resource.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "science/model/adam.h"
#include "science/model/config_json.h"
#include "science/model/network.h"
#include "util/denormals.h"
#include "workers/runtime.h"

namespace doppel::science {
namespace {

namespace fs = std::filesystem;
using torch::Tensor;

constexpr std::int64_t kNeurons = 1500, kBatch = 32, kRows = 36, kCols = 64, kBatches = 4;

ModelConfig config_of(const std::string& name) {
  ModelConfig config;
  config.readout = "gaussian";
  config.n_features = name == "demo" ? 4 : name == "ten_minutes" ? 16 : 8;
  if (name != "ten_minutes_dense") {
    config.filter_sizes = {9, 7, 7};
    if (name == "ten_minutes") config.filter_sizes = {9, 5, 5, 5};
    config.layer_kinds.assign(config.filter_sizes.size(), "mixed_separable");
    config.layer_kinds.front() = "dense";
    config.nonlinearity = "elu";
  }
  config.smooth_weight = 0.003F;
  config.sparse_weight = 0.002F;
  config.readout_weight = 0.003F;
  return config;
}

// Everything that a step depends on, the same for us and for the peer.
struct Data {
  Tensor images;     // (kBatches kBatch, rows, cols), z-scored
  Tensor responses;  // (kBatches kBatch, neurons), in units of their SD
  Tensor noise;      // (kBatches, kBatch, neurons, 2)
  Tensor xy;         // (neurons, 2)
};

Data draw() {
  torch::manual_seed(1);
  return {torch::randn({kBatches * kBatch, kRows, kCols}),
          torch::poisson(torch::rand({kBatches * kBatch, kNeurons}) * 2),
          torch::randn({kBatches, kBatch, kNeurons, 2}), torch::randn({kNeurons, 2})};
}

std::shared_ptr<Network> network_of(const ModelConfig& config, const Data& data) {
  auto network = std::make_shared<Network>(config, ReadoutShape{kNeurons, kRows, kCols},
                                           data.responses.mean(0), data.xy, 1);
  network->train();
  return network;
}

void write(const fs::path& folder, const std::string& name, const Tensor& tensor) {
  const Tensor values = tensor.detach().to(torch::kFloat32).contiguous();
  std::ofstream file(folder / (name + ".bin"), std::ios::binary);
  file.write(reinterpret_cast<const char*>(values.data_ptr<float>()),
             static_cast<std::streamsize>(values.nbytes()));
}

void write_all(const fs::path& folder, const ModelConfig& config, const Data& data) {
  fs::create_directories(folder);
  nlohmann::json shapes;
  const auto keep = [&](const std::string& name, const Tensor& tensor) {
    write(folder, name, tensor);
    shapes[name] = tensor.sizes().vec();
  };
  keep("images", data.images);
  keep("responses", data.responses);
  keep("noise", data.noise);
  keep("xy", data.xy);
  for (const auto& item : network_of(config, data)->named_parameters()) keep(item.key(), item.value());
  std::ofstream(folder / "shapes.json") << shapes;
  std::ofstream(folder / "config.json") << nlohmann::json(config);
}

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

class Steps {
 public:
  Steps(const ModelConfig& config, const Data& data, bool reduced)
      : data_(data), network_(network_of(config, data)), adam_(network_->parameters()) {
    network_->core().set_reduced_precision(reduced);
  }

  float step(std::int64_t i) {
    const std::int64_t batch = i % kBatches;
    const Tensor rates = network_->forward(images(batch), data_.noise[batch]);
    const Tensor responses = data_.responses.narrow(0, batch * kBatch, kBatch);
    const Tensor poisson = (rates - responses * torch::log(rates + 1e-5)).sum() / kBatch;
    const Tensor loss = poisson + network_->penalty();
    loss.backward();
    adam_.step(1e-3);
    return loss.item<float>();
  }

  // Forward and backward of one part alone.
  double core_seconds() {
    return seconds([&] { network_->core().forward(images(0).unsqueeze(1)).sum().backward(); });
  }
  double readout_seconds() {
    const Tensor features = network_->core().forward(images(0).unsqueeze(1)).detach().requires_grad_(true);
    return seconds([&] { network_->readout().forward(features, data_.noise[0]).sum().backward(); });
  }
  double penalty_seconds() {
    return seconds([&] { network_->penalty().backward(); });
  }

 private:
  Tensor images(std::int64_t batch) const { return data_.images.narrow(0, batch * kBatch, kBatch); }

  const Data& data_;
  std::shared_ptr<Network> network_;
  Adam adam_;
};

void run(const ModelConfig& config, const Data& data, std::int64_t n_steps, bool reduced) {
  Steps steps(config, data, reduced);
  std::vector<float> losses;
  std::vector<double> whole, core, readout, penalty;
  for (std::int64_t i = 0; i < n_steps; ++i)
    whole.push_back(seconds([&] { losses.push_back(steps.step(i)); }));
  for (int i = 0; i < 5; ++i) {
    core.push_back(steps.core_seconds());
    readout.push_back(steps.readout_seconds());
    penalty.push_back(steps.penalty_seconds());
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const nlohmann::json result{
      {"losses", losses},           {"seconds_per_step", median(whole)}, {"core", median(core)},
      {"readout", median(readout)}, {"regularisers", median(penalty)},   {"peak_mb", usage.ru_maxrss / 1024}};
  std::printf("%s\n", result.dump().c_str());
}

}  // namespace
}  // namespace doppel::science

int main(int argc, char** argv) {
  doppel::flush_denormals();
  using namespace doppel::science;
  if (argc < 4) {
    std::fprintf(stderr, "training_step_bench FOLDER CONFIG write | STEPS [bfloat16]\n");
    return 2;
  }
  doppel::workers::keep_freed_memory();  // as a worker does
  const auto config = config_of(argv[2]);
  const auto data = draw();
  if (std::strcmp(argv[3], "write") == 0) {
    write_all(argv[1], config, data);
  } else {
    run(config, data, std::atoll(argv[3]), argc > 4);
  }
}
