// Trainings on a device go as they go on the CPU: rounding apart, and the position noise, which another
// generator draws there.
#include "science/model/training.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <stop_token>

#include "science/model/glm_baseline.h"
#include "science/model/network.h"
#include "tests/science/device/device_twins.h"
#include "tests/science/device/emulated_device.h"
#include "util/error.h"

namespace doppel::science {
namespace {

using Bytes = std::vector<std::byte>;

constexpr double kAfterTraining = 2e-2;  // what rounding and noise make of a loss in some twenty steps

const TwinKind kDenseGaussian{"gaussian", "dense", "softplus", 8};
const TwinKind kMixedGaussian{"gaussian", "mixed_separable", "elu", 4};
const TwinKind kFactorised{"factorised", "dense", "softplus", 8};

ModelConfig model(const TwinKind& kind) {
  ModelConfig config = config_of(kind);
  config.smooth_weight = config.sparse_weight = config.readout_weight = 0.003F;
  config.sigma_init = 0.02F;
  return config;
}

TrainingConfig training(std::int32_t iterations = 20) {
  TrainingConfig config;
  config.learning_rate = 0.005F;
  config.batch_size = 16;
  config.max_iterations = iterations;
  config.schedule = "cosine";
  config.validation_every = 10;
  return config;
}

// Neurons that answer the contrast of smooth images at their own pixel.
ModelData recording() {
  torch::manual_seed(9);
  const std::int64_t n = 80, n_neurons = 5;
  ModelData data;
  data.train_images = 128 + 120 * torch::avg_pool2d(torch::randn({n, 14, 16}), {3, 3}, {1, 1});
  std::vector<torch::Tensor> rates;
  for (std::int64_t k = 0; k < n_neurons; ++k) {
    const auto row = data.train_images.select(1, 3 + k);
    rates.push_back(torch::relu(row.select(1, 4 + k) - row.select(1, 6 + k)) / 10 + 0.1);
  }
  data.train_responses = torch::poisson(torch::stack(rates, 1));
  data.test_images = data.train_images.slice(0, 0, 10).clone();
  data.positions = torch::randn({n_neurons, 2});
  return data;
}

ModelData partly_seen() {
  ModelData data = recording();
  data.train_seen = torch::rand(data.train_responses.sizes()) < 0.8;
  return data;
}

void expect_same_course(const ModelData& data, const ModelConfig& config, const TrainingConfig& settings) {
  const auto expected = train(data, config, settings, 5, "cpu");
  const auto found = train(data, config, settings, 5, test_device());
  EXPECT_EQ(found.twin->device().str(), test_device());
  ASSERT_EQ(found.log.size(), expected.log.size());
  for (std::size_t i = 0; i < found.log.size(); ++i) {
    expect_close(found.log[i].train_loss, expected.log[i].train_loss, kAfterTraining);
    expect_close(found.log[i].validation_loss, expected.log[i].validation_loss, kAfterTraining);
  }
  EXPECT_LT(found.equivariance_error, 1e-3);
  const auto images = (data.test_images - found.twin->image_mean()) / found.twin->image_sd();
  expect_close(found.twin->responses(images), expected.twin->responses(images), 0.2);
}

TEST(TrainingOnDevice, OfADenseGaussianTwin) {
  expect_same_course(recording(), model(kDenseGaussian), training());
}

TEST(TrainingOnDevice, OfAMixedSeparableTwinWithElu) {
  expect_same_course(recording(), model(kMixedGaussian), training());
}

TEST(TrainingOnDevice, OfAFactorisedTwinOnWhatWasSeen) {
  expect_same_course(partly_seen(), model(kFactorised), training());
}

TEST(TrainingOnDevice, OfAGaussianTwinOnWhatWasSeen) {
  expect_same_course(partly_seen(), model(kMixedGaussian), training());
}

TEST(TrainingOnDevice, WithAveragedWeights) {
  TrainingConfig settings = training();
  settings.averaging_share = 0.5F;
  expect_same_course(recording(), model(kMixedGaussian), settings);
}

TEST(TrainingOnDevice, FromReceptiveFields) {
  TrainingConfig settings = training();
  settings.position_start = "receptive_fields";
  expect_same_course(recording(), model(kDenseGaussian), settings);
}

TEST(TrainingOnDevice, OnWhatItsReadoutsSee) {
  TrainingConfig settings = training();
  settings.window_margin = 1;
  expect_same_course(recording(), model(kDenseGaussian), settings);
}

TEST(TrainingOnDevice, WithoutASharedNorm) {
  ModelConfig config = model(kDenseGaussian);
  config.shared_batch_norm = false;
  const auto expected = train(recording(), config, training(), 5, "cpu");
  const auto found = train(recording(), config, training(), 5, test_device());
  expect_close(found.validation_loss, expected.validation_loss, kAfterTraining);
}

TEST(TrainingOnDevice, ThatGoesBackToItsBest) {
  TrainingConfig settings = training();
  settings.schedule = "plateau";
  settings.validation_every = 2;
  settings.patience = 1;
  settings.learning_rate = 0.2F;  // so that it gets worse
  const auto found = train(recording(), model(kDenseGaussian), settings, 5, test_device());
  float best = found.log.front().validation_loss;
  for (const auto& entry : found.log) best = std::min(best, entry.validation_loss);
  EXPECT_EQ(found.validation_loss, best);
}

// bfloat16 keeps 8 bits of a product; its losses still fall along.
TEST(TrainingOnDevice, InReducedPrecision) {
  TrainingConfig settings = training();
  settings.reduced_precision = true;
  const auto expected = train(recording(), model(kDenseGaussian), training(), 5, "cpu");
  const auto found = train(recording(), model(kDenseGaussian), settings, 5, test_device());
  expect_close(found.validation_loss, expected.validation_loss, 5e-2);
}

// Resumed from its only checkpoint, a training ends bit for bit where the straight one does.
void expect_resumes(const TwinKind& kind, const TrainingConfig& settings, TrainingHooks hooks) {
  const Deterministic same_bits;
  const auto straight = train(recording(), model(kind), settings, 5, test_device(), hooks);
  Bytes saved;
  std::stop_source source;
  TrainingHooks stopped = hooks;
  stopped.checkpoint_every = 14;
  stopped.save_checkpoint = [&](const Bytes& bytes) {
    saved = bytes;
    source.request_stop();
  };
  stopped.stop = source.get_token();
  EXPECT_THROW(train(recording(), model(kind), settings, 5, test_device(), stopped), Error);
  ASSERT_FALSE(saved.empty());
  hooks.load_checkpoint = [&] { return saved; };
  const auto resumed = train(recording(), model(kind), settings, 5, test_device(), hooks);
  EXPECT_EQ(resumed.twin->to_bytes(), straight.twin->to_bytes());
  EXPECT_EQ(resumed.validation_loss, straight.validation_loss);
}

TEST(TrainingOnDevice, InterruptedAndResumedEqualsStraight) {
  expect_resumes(kDenseGaussian, training(), {});
  expect_resumes(kFactorised, training(), {});
}

TEST(TrainingOnDevice, InterruptedWhileAveragingAndResumedEqualsStraight) {
  TrainingConfig settings = training();
  settings.averaging_share = 0.6F;  // from the ninth step on
  expect_resumes(kMixedGaussian, settings, {});
}

TEST(TrainingOnDevice, OnATakenCoreInterruptedAndResumedEqualsStraight) {
  TrainingHooks hooks;
  hooks.core_source = train(recording(), model(kMixedGaussian), training(10), 3, test_device()).twin;
  expect_resumes(kMixedGaussian, training(), hooks);
}

// The core's blob comes from a worker of any device.
TEST(TrainingOnDevice, TakesACoreFromTheCpu) {
  TrainingHooks hooks;
  hooks.core_source = train(recording(), model(kDenseGaussian), training(10), 3, "cpu").twin;
  const auto expected = train(recording(), model(kDenseGaussian), training(), 5, "cpu", hooks);
  const auto found = train(recording(), model(kDenseGaussian), training(), 5, test_device(), hooks);
  expect_close(found.validation_loss, expected.validation_loss, kAfterTraining);
  const auto theirs = named_state(*hooks.core_source->parts().network);
  const auto mine = named_state(*found.twin->parts().network);
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    if (!theirs[i].first.starts_with("core.")) continue;
    EXPECT_TRUE(torch::equal(mine[i].second.cpu(), theirs[i].second)) << theirs[i].first;
  }
}

TEST(GlmOnDevice, FindsTheSameWeights) {
  ModelData data = partly_seen();
  // Two groups of neurons that saw different images, as two scans do.
  data.train_seen.fill_(true);
  data.train_seen.slice(0, 0, 20).slice(1, 3).fill_(false);
  const auto crop = [](const torch::Tensor& images) {
    return images.slice(1, 4, 8).slice(2, 4, 9).contiguous();
  };
  data.train_images = crop(data.train_images);
  data.test_images = crop(data.test_images);
  GlmConfig config;
  config.n_alphas = 3;
  config.n_folds = 2;
  const auto expected = fit_baseline(data, config, 1, torch::kCPU);
  const auto found = fit_baseline(data, config, 1, torch::Device(test_device()));
  EXPECT_TRUE(found.predictions.is_cpu());
  expect_close(found.fit.weights, expected.fit.weights, 1e-2);
  expect_close(found.predictions, expected.predictions, 1e-2);
  expect_close(found.fit.cv_loss, expected.fit.cv_loss, 1e-3);
}

}  // namespace
}  // namespace doppel::science
