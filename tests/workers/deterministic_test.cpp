// What `--deterministic` forbids on a GPU is used nowhere in a training, and changes nothing on the CPU.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "science/model/training.h"
#include "workers/runtime.h"

namespace doppel {
namespace {

science::ModelData random_data() {
  torch::manual_seed(3);
  science::ModelData data;
  data.train_images = torch::rand({60, 16, 20}) * 255;
  data.train_responses = torch::rand({60, 7});
  data.train_seen = torch::rand({60, 7}) < 0.8;
  data.test_images = torch::rand({6, 16, 20}) * 255;
  data.test_responses = torch::rand({6, 3, 7});
  return data;
}

std::vector<std::byte> train(const std::string& readout, const std::string& kind) {
  science::ModelConfig model;
  model.filter_sizes = {5, 3};
  model.layer_kinds = {"dense", kind};
  model.n_features = 2;
  model.readout = readout;
  science::TrainingConfig training;
  training.batch_size = 8;
  training.max_iterations = 6;
  training.validation_every = 3;
  return science::train(random_data(), model, training, 1, "cpu").twin->to_bytes();
}

TEST(Deterministic, TrainingIsTheSameWithTheFlag) {
  const auto gaussian = train("gaussian", "mixed_separable"), factorised = train("factorised", "dense");
  workers::be_deterministic();
  EXPECT_EQ(train("gaussian", "mixed_separable"), gaussian);
  EXPECT_EQ(train("factorised", "dense"), factorised);
}

TEST(Deterministic, TheFlagIsInForce) {
  workers::be_deterministic();
  EXPECT_TRUE(at::globalContext().deterministicAlgorithms());
  EXPECT_STREQ(std::getenv("CUBLAS_WORKSPACE_CONFIG"), ":4096:8");
}

}  // namespace
}  // namespace doppel
