#include "science/model/training.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "science/model/config_json.h"
#include "science/model/network.h"
#include "science/model/preparation.h"
#include "science/model/scores.h"
#include "util/error.h"

namespace doppel::science {
namespace {

using Bytes = std::vector<std::byte>;

ModelConfig small_model(const std::string& readout) {
  ModelConfig config;
  config.filter_sizes = {5, 3};
  config.n_features = 2;
  config.readout = readout;
  config.smooth_weight = config.sparse_weight = 0.003F;
  config.readout_weight = 0.003F;
  config.sigma_init = 0.3F;  // of a field that is a sixth of the usual one
  return config;
}

ModelConfig small_separable_model() {
  ModelConfig config = small_model("gaussian");
  config.layer_kinds = {"dense", "separable"};
  config.nonlinearity = "elu";
  return config;
}

TrainingConfig short_training(std::int32_t iterations) {
  TrainingConfig config;
  config.learning_rate = 0.01F;
  config.learning_rate_factor = 0.3F;
  config.batch_size = 16;
  config.max_iterations = iterations;
  config.schedule = "fixed";
  config.drop_shares = {0.5F, 0.75F};
  config.validation_every = 10;
  return config;
}

// Neurons that rectify a vertical or a horizontal contrast at their own pixel of smooth images: what a small
// twin can learn.
ModelData simple_cells(std::int64_t n_train = 240, std::int64_t n_neurons = 6) {
  torch::manual_seed(9);
  const std::int64_t rows = 10, cols = 12, n_test = 40, n_repeats = 4;
  const torch::Tensor white = torch::randn({n_train + n_test, rows + 2, cols + 2});
  const torch::Tensor images = 128 + 120 * torch::avg_pool2d(white, {3, 3}, {1, 1});
  std::vector<torch::Tensor> rates;
  for (std::int64_t n = 0; n < n_neurons; ++n) {
    const std::int64_t y = 3 + n % 4, x = 3 + n % 6;
    const torch::Tensor centre = images.select(1, y).select(1, x);
    const torch::Tensor right = images.select(1, y).select(1, x + 2);
    const torch::Tensor below = images.select(1, y + 2).select(1, x);
    rates.push_back(torch::relu(centre - (n % 2 == 0 ? right : below)) / 10 + 0.1);
  }
  const torch::Tensor rate = torch::stack(rates, 1);
  ModelData data;
  data.train_images = images.narrow(0, 0, n_train).contiguous();
  data.train_responses = torch::poisson(rate.narrow(0, 0, n_train));
  data.test_images = images.narrow(0, n_train, n_test).contiguous();
  data.test_responses =
      torch::poisson(rate.narrow(0, n_train, n_test).unsqueeze(1).repeat({1, n_repeats, 1}));
  data.positions = torch::randn({n_neurons, 2});
  return data;
}

class Training : public testing::TestWithParam<std::string> {};

// The null control: the network as it was drawn predicts nothing of the responses.
TEST_P(Training, NoIterationsLeaveTheNetworkAsItWasDrawn) {
  const ModelData data = simple_cells();
  const TrainingResult untrained = train(data, small_model(GetParam()), short_training(0), 5, "cpu");
  EXPECT_EQ(untrained.iterations, 0);
  ASSERT_EQ(untrained.log.size(), 1U);
  EXPECT_LT(std::abs(untrained.log.front().validation_correlation), 0.3);
  EXPECT_EQ(untrained.validation_loss, untrained.log.front().validation_loss);
}

TEST_P(Training, InterruptedAndResumedEqualsStraight) {
  const ModelData data = simple_cells();
  for (const std::string schedule : {"fixed", "plateau"}) {
    TrainingConfig config = short_training(40);
    config.schedule = schedule;
    config.patience = 1;
    const TrainingResult straight = train(data, small_model(GetParam()), config, 5, "cpu");

    Bytes saved;
    std::stop_source source;
    TrainingHooks hooks;
    hooks.checkpoint_every = 15;
    hooks.save_checkpoint = [&](const Bytes& bytes) {
      saved = bytes;
      source.request_stop();
    };
    hooks.stop = source.get_token();
    EXPECT_THROW(train(data, small_model(GetParam()), config, 5, "cpu", hooks), Error);

    TrainingHooks again;
    again.load_checkpoint = [&] { return saved; };
    const TrainingResult resumed = train(data, small_model(GetParam()), config, 5, "cpu", again);
    EXPECT_EQ(resumed.twin->to_bytes(), straight.twin->to_bytes()) << schedule;
    ASSERT_EQ(resumed.log.size(), straight.log.size());
    EXPECT_EQ(resumed.log.back().train_loss, straight.log.back().train_loss);
    EXPECT_EQ(resumed.validation_loss, straight.validation_loss);
  }
}

INSTANTIATE_TEST_SUITE_P(BothReadouts, Training, testing::Values("factorised", "gaussian"));

TEST(Training, StopsAsAskedWithACheckpointAndTheRightError) {
  std::stop_source source;
  source.request_stop();
  int saved = 0;
  TrainingHooks hooks;
  hooks.stop = source.get_token();
  hooks.save_checkpoint = [&](const Bytes&) { ++saved; };
  try {
    train(simple_cells(), small_model("gaussian"), short_training(40), 5, "cpu", hooks);
    FAIL() << "not interrupted";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::interrupted);
  }
  EXPECT_EQ(saved, 1);
}

TEST(Training, SameSeedSameTwinAnotherSeedAnother) {
  const ModelData data = simple_cells();
  const auto bytes = [&](std::uint64_t seed) {
    return train(data, small_model("gaussian"), short_training(15), seed, "cpu").twin->to_bytes();
  };
  EXPECT_EQ(bytes(1), bytes(1));
  EXPECT_NE(bytes(1), bytes(2));
}

TEST(Training, RefusesTheCheckpointOfAnotherTraining) {
  const ModelData data = simple_cells();
  Bytes saved;
  TrainingHooks hooks;
  hooks.checkpoint_every = 10;
  hooks.save_checkpoint = [&](const Bytes& bytes) { saved = bytes; };
  train(data, small_model("gaussian"), short_training(15), 5, "cpu", hooks);
  hooks.load_checkpoint = [&] { return saved; };
  EXPECT_THROW(train(data, small_model("gaussian"), short_training(15), 6, "cpu", hooks), Error);
  saved.resize(saved.size() / 2);
  EXPECT_THROW(train(data, small_model("gaussian"), short_training(15), 5, "cpu", hooks), Error);
}

TEST_P(Training, LearnsSimpleCells) {
  const ModelData data = simple_cells(600);
  TrainingConfig config = short_training(500);
  config.learning_rate = GetParam() == "gaussian" ? 0.02F : 0.01F;
  config.validation_every = 100;
  const TrainingResult result = train(data, small_model(GetParam()), config, 3, "cpu");
  const torch::Tensor images = (data.test_images - result.twin->image_mean()) / result.twin->image_sd();
  const torch::Tensor score = single_trial_correlation(result.twin->responses(images), data.test_responses);
  EXPECT_GT(fraction_oracle(score, jackknife_oracle(data.test_responses)), 0.8);
  EXPECT_LT(result.equivariance_error, 1e-4);
}

// Mean over neurons of the cosine of two twins' bar codes.
double agreement(const Twin& one, const Twin& other) {
  return torch::cosine_similarity(one.bar_codes(), other.bar_codes(), 1).mean().item<double>();
}

TEST_P(Training, ATakenCoreKeepsItsBitsAndItsChannels) {
  const ModelData data = simple_cells(600);
  TrainingConfig config = short_training(500);
  config.learning_rate = GetParam() == "gaussian" ? 0.02F : 0.01F;
  config.validation_every = 100;
  const auto source = train(data, small_model(GetParam()), config, 3, "cpu").twin;

  TrainingHooks hooks;
  hooks.core_source = source;
  ModelData brighter = data;  // another scan: other grey values must not move the features
  brighter.train_images = data.train_images.index_select(0, torch::arange(599, -1, -1)) + 3;
  brighter.train_responses = data.train_responses.index_select(0, torch::arange(599, -1, -1));
  const TrainingResult transferred = train(brighter, small_model(GetParam()), config, 11, "cpu", hooks);
  EXPECT_EQ(transferred.twin->image_mean(), source->image_mean());
  EXPECT_EQ(transferred.twin->image_sd(), source->image_sd());
  const auto theirs = named_state(*transferred.twin->parts().network);
  int n_core = 0;
  for (const auto& [name, tensor] : named_state(*source->parts().network)) {
    if (!name.starts_with("core.")) continue;
    const auto found = std::ranges::find(theirs, name, [](const auto& item) { return item.first; });
    ASSERT_NE(found, theirs.end());
    EXPECT_TRUE(torch::equal(found->second, tensor)) << name;
    ++n_core;
  }
  EXPECT_GE(n_core, 2 * 4) << "coefficients, shift, mean and variance of each layer";
  EXPECT_EQ(transferred.equivariance_error, equivariance_error(*source));

  // Readouts of a training this short differ by seed; over seeds, those on channels of another core have
  // nothing in common with the source's.
  double on_its_core = agreement(*source, *transferred.twin) / 3, on_another = 0;
  for (const std::uint64_t seed : {12, 13}) {
    on_its_core +=
        agreement(*source, *train(brighter, small_model(GetParam()), config, seed, "cpu", hooks).twin) / 3;
  }
  for (const std::uint64_t seed : {11, 12, 13})
    on_another += agreement(*source, *train(brighter, small_model(GetParam()), config, seed, "cpu").twin) / 3;
  EXPECT_GT(on_its_core, on_another + 0.4);
}

TEST(Training, OnATakenCoreInterruptedAndResumedEqualsStraight) {
  const ModelData data = simple_cells();
  TrainingHooks hooks;
  hooks.core_source = train(data, small_model("gaussian"), short_training(20), 3, "cpu").twin;
  const auto straight =
      train(data, small_model("gaussian"), short_training(40), 5, "cpu", hooks).twin->to_bytes();
  Bytes saved;
  std::stop_source source;
  TrainingHooks stopped = hooks;
  stopped.checkpoint_every = 15;
  stopped.save_checkpoint = [&](const Bytes& bytes) {
    saved = bytes;
    source.request_stop();
  };
  stopped.stop = source.get_token();
  EXPECT_THROW(train(data, small_model("gaussian"), short_training(40), 5, "cpu", stopped), Error);
  TrainingHooks again = hooks;
  again.load_checkpoint = [&] { return saved; };
  EXPECT_EQ(train(data, small_model("gaussian"), short_training(40), 5, "cpu", again).twin->to_bytes(),
            straight);
  again.core_source.reset();
  EXPECT_THROW(train(data, small_model("gaussian"), short_training(40), 5, "cpu", again), Error)
      << "of another training";
}

TEST(Training, ACoreOfAnotherArchitectureIsRefused) {
  TrainingHooks hooks;
  ModelConfig wider = small_model("gaussian");
  wider.n_features = 4;
  hooks.core_source = std::make_shared<Twin>(Twin::untrained(wider, 10, 12, 2, 1));
  EXPECT_THROW(train(simple_cells(), small_model("gaussian"), short_training(20), 5, "cpu", hooks), Error);
}

TEST(Training, ReturnsTheBestValidatedWeights) {
  const TrainingResult result = train(simple_cells(), small_model("gaussian"), short_training(40), 3, "cpu");
  float best = result.log.front().validation_loss;
  for (const TrainingLogEntry& entry : result.log) best = std::min(best, entry.validation_loss);
  EXPECT_EQ(result.validation_loss, best);
  EXPECT_EQ(result.iterations, 40);
}

TEST(Training, FixedScheduleDropsTheRateAtItsShares) {
  const TrainingResult result = train(simple_cells(), small_model("gaussian"), short_training(40), 3, "cpu");
  ASSERT_EQ(result.log.size(), 4U);
  EXPECT_FLOAT_EQ(result.log[0].learning_rate, 0.01F);
  EXPECT_FLOAT_EQ(result.log[1].learning_rate, 0.01F);
  EXPECT_FLOAT_EQ(result.log[2].learning_rate, 0.003F);
  EXPECT_FLOAT_EQ(result.log[3].learning_rate, 0.0009F);
}

TEST(Training, CosineScheduleFallsAlongHalfAPeriod) {
  TrainingConfig config = short_training(40);
  config.schedule = "cosine";
  config.learning_rate_factor = 0.2F;
  const TrainingResult result = train(simple_cells(), small_model("gaussian"), config, 3, "cpu");
  ASSERT_EQ(result.log.size(), 4U);
  // 0.01 (0.2 + 0.8 (1 + cos(pi t)) / 2) at t = 1/4, 1/2, 3/4, 1.
  EXPECT_NEAR(result.log[0].learning_rate, 0.01 * (0.6 + 0.4 * std::sqrt(0.5)), 1e-8);
  EXPECT_NEAR(result.log[1].learning_rate, 0.006, 1e-8);
  EXPECT_NEAR(result.log[2].learning_rate, 0.01 * (0.6 - 0.4 * std::sqrt(0.5)), 1e-8);
  EXPECT_NEAR(result.log[3].learning_rate, 0.002, 1e-8);
}

// Trainings that end after 7, 8, 9 and 10 of the same steps give the weights one by one.
TEST(Training, AveragingGivesTheMeanOfTheLastWeights) {
  const ModelData data = simple_cells();
  const auto codes = [&](std::int32_t iterations, float averaging_share) {
    TrainingConfig config = short_training(iterations);
    config.drop_shares = {};
    config.validation_every = 100;
    config.averaging_share = averaging_share;
    return train(data, small_separable_model(), config, 5, "cpu").twin->bar_codes();
  };
  const torch::Tensor last = codes(10, 0);
  const torch::Tensor mean = (codes(7, 0) + codes(8, 0) + codes(9, 0) + last) / 4;
  const torch::Tensor averaged = codes(10, 0.4F);
  EXPECT_LT((averaged - mean).abs().max().item<float>(), 1e-6F) << "of float32 sums of values near 0.05";
  EXPECT_FALSE(torch::allclose(averaged, last, 1e-3, 1e-5));
}

TEST(Training, InterruptedWhileAveragingAndResumedEqualsStraight) {
  const ModelData data = simple_cells();
  TrainingConfig config = short_training(40);
  config.schedule = "cosine";
  config.averaging_share = 0.75F;
  config.window_margin = 1;  // a window follows from the weights of its step
  const TrainingResult straight = train(data, small_separable_model(), config, 5, "cpu");

  Bytes saved;
  TrainingHooks hooks;
  hooks.checkpoint_every = 25;  // 15 of the averaged steps lie before it
  hooks.save_checkpoint = [&](const Bytes& bytes) { saved = bytes; };
  train(data, small_separable_model(), config, 5, "cpu", hooks);
  TrainingHooks again;
  again.load_checkpoint = [&] { return saved; };
  const TrainingResult resumed = train(data, small_separable_model(), config, 5, "cpu", again);
  EXPECT_EQ(resumed.twin->to_bytes(), straight.twin->to_bytes());
  EXPECT_EQ(resumed.validation_loss, straight.validation_loss);
}

TEST(Training, ValidatesTheAveragedWeightsThatItReturns) {
  TrainingConfig config = short_training(40);
  config.averaging_share = 0.5F;
  const ModelData data = simple_cells();
  const TrainingResult result = train(data, small_separable_model(), config, 3, "cpu");
  const PreparedData prepared = prepare(data, config.validation_share, 3);
  const Batch batch = prepared.batch(prepared.validation, torch::kCPU);
  const torch::Tensor rates = result.twin->responses(batch.images) / prepared.response_sd;
  const double loss = (rates - batch.responses * torch::log(rates + 1e-5)).mean().item<double>();
  EXPECT_NEAR(result.validation_loss, loss, 1e-5);
}

TEST(Training, AnAverageNeedsAnEndThatIsKnown) {
  TrainingConfig config = short_training(40);
  config.schedule = "plateau";
  config.averaging_share = 0.5F;
  EXPECT_THROW(config.check(), Error);
}

TEST(Training, ASeparableTwinLearnsSimpleCells) {
  const ModelData data = simple_cells(600);
  TrainingConfig config = short_training(500);
  config.schedule = "cosine";
  config.learning_rate = 0.02F;
  config.learning_rate_factor = 0.05F;
  config.averaging_share = 0.2F;
  config.validation_every = 100;
  for (const auto margin : {std::optional<std::int32_t>(), std::optional<std::int32_t>(1)}) {
    config.window_margin = margin;
    const TrainingResult result = train(data, small_separable_model(), config, 3, "cpu");
    const torch::Tensor images = (data.test_images - result.twin->image_mean()) / result.twin->image_sd();
    const torch::Tensor score = single_trial_correlation(result.twin->responses(images), data.test_responses);
    EXPECT_GT(fraction_oracle(score, jackknife_oracle(data.test_responses)), 0.8);
    EXPECT_LT(result.equivariance_error, 1e-4);
  }
}

TEST(Training, SaysThatItDiverged) {
  TrainingConfig config = short_training(40);
  config.learning_rate = 1e30F;
  for (const auto margin : {std::optional<std::int32_t>(), std::optional<std::int32_t>(1)}) {
    config.window_margin = margin;
    try {
      train(simple_cells(), small_separable_model(), config, 3, "cpu");
      FAIL() << "no error";
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("diverged at iteration"), std::string::npos) << error.what();
      EXPECT_NE(error.mend().find("learning_rate"), std::string::npos);
    }
  }
}

TEST(Training, PlateauDropsOnceThenStops) {
  TrainingConfig config = short_training(2000);
  config.schedule = "plateau";
  config.n_drops = 1;
  config.patience = 2;
  const TrainingResult result = train(simple_cells(), small_model("gaussian"), config, 3, "cpu");
  EXPECT_LT(result.iterations, 2000);
  EXPECT_EQ(result.log.back().phase, 1);
  for (std::size_t i = 1; i < result.log.size(); ++i) EXPECT_GE(result.log[i].phase, result.log[i - 1].phase);
}

TEST(Training, UnseenPairsChangeNothing) {
  ModelData data = simple_cells();
  data.train_seen = torch::rand(data.train_responses.sizes()) < 0.7;
  ModelData other = data;
  other.train_responses =
      torch::where(data.train_seen, data.train_responses, torch::full_like(data.train_responses, 1000));
  const auto bytes = [](const ModelData& d) {
    return train(d, small_model("gaussian"), short_training(12), 3, "cpu").twin->to_bytes();
  };
  EXPECT_EQ(bytes(data), bytes(other));
}

TEST(Training, NormalisationSeesTheFittingPartAlone) {
  ModelData data = simple_cells();
  data.train_responses.select(1, 2).fill_(0);  // a silent neuron
  const PreparedData prepared = prepare(data, 0.2F, 4);
  EXPECT_EQ(prepared.validation.size(0), 48);
  EXPECT_EQ(prepared.fit.size(0), 192);
  const torch::Tensor all = std::get<0>(torch::cat({prepared.fit, prepared.validation}).sort());
  EXPECT_TRUE(torch::equal(all, torch::arange(240)));
  const torch::Tensor pixels = prepared.batch(prepared.fit, torch::kCPU).images;
  EXPECT_NEAR(pixels.mean().item<double>(), 0, 1e-5);
  EXPECT_NEAR(pixels.std(false).item<double>(), 1, 1e-5);
  const torch::Tensor sd = data.train_responses.index_select(0, prepared.fit).std(0);
  EXPECT_NEAR(prepared.response_sd[1].item<double>(), sd[1].item<double>(), 1e-5);
  EXPECT_EQ(prepared.response_sd[2].item<float>(), 1);
}

TEST(Training, BadDataIsRefused) {
  const auto expect_refused = [](const ModelData& data) {
    EXPECT_THROW(train(data, small_model("gaussian"), short_training(5), 1, "cpu"), Error);
  };
  ModelData data = simple_cells();
  data.train_responses[3][1] = -1;
  expect_refused(data);
  data = simple_cells();
  data.train_images[0][0][0] = std::numeric_limits<float>::quiet_NaN();
  expect_refused(data);
  data = simple_cells();
  data.train_responses = data.train_responses.narrow(0, 0, 100);
  expect_refused(data);
  expect_refused(simple_cells(12));  // fewer images than one batch
}

}  // namespace
}  // namespace doppel::science
