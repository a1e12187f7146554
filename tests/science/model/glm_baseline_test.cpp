#include "science/model/glm_baseline.h"

#include <gtest/gtest.h>

#include "util/error.h"

namespace doppel::science {
namespace {

// Grey images of 4 x 5 pixels and Poisson neurons with filters.
ModelData poisson_data(std::int64_t n_train, std::int64_t n_neurons) {
  torch::manual_seed(3);
  ModelData data;
  data.train_images = 110 + 40 * torch::randn({n_train, 4, 5});
  data.test_images = 110 + 40 * torch::randn({12, 4, 5});
  const auto filters = 0.4 * torch::randn({n_neurons, 20});
  const auto drive = ((data.train_images - 110) / 40).flatten(1).mm(filters.t());
  data.train_responses = torch::poisson((0.5 + drive.clamp(-3, 3)).exp());
  return data;
}

GlmConfig quick() {
  GlmConfig config;
  config.n_alphas = 3;
  config.n_folds = 3;
  return config;
}

void expect_close(const torch::Tensor& a, const torch::Tensor& b, double tolerance) {
  EXPECT_LT((a - b).abs().max().item<double>(), tolerance);
}

TEST(GlmBaseline, PredictsEventsFromWeightsAndBias) {
  const auto data = poisson_data(300, 4);
  const auto baseline = fit_baseline(data, quick(), 1, torch::kCPU);
  const auto mean = data.train_images.mean(), sd = data.train_images.std(/*unbiased=*/false);
  const auto pixels = ((data.test_images - mean) / sd).flatten(1);
  expect_close(baseline.predictions, (pixels.mm(baseline.fit.weights.t()) + baseline.bias).exp(), 1e-4);
}

TEST(GlmBaseline, TheUnitOfTheResponsesOnlyScalesThePrediction) {
  auto data = poisson_data(300, 4);
  const auto events = fit_baseline(data, quick(), 1, torch::kCPU);
  data.train_responses = 7 * data.train_responses;
  const auto scaled = fit_baseline(data, quick(), 1, torch::kCPU);
  EXPECT_TRUE(torch::allclose(scaled.predictions, 7 * events.predictions, 1e-3, 1e-4));
  EXPECT_TRUE(torch::equal(scaled.fit.alpha, events.fit.alpha));
}

// Two scans that saw different halves: each neuron's fit is that on its own half alone.
TEST(GlmBaseline, NeuronsAreFittedOnTheImagesThatTheySaw) {
  auto data = poisson_data(240, 4);
  data.train_seen = torch::zeros({240, 4}, torch::kBool);
  data.train_seen.slice(0, 0, 120).slice(1, 0, 2).fill_(true);
  data.train_seen.slice(0, 120, 240).slice(1, 2, 4).fill_(true);
  const auto both = fit_baseline(data, quick(), 1, torch::kCPU);
  ModelData second;
  second.train_images = data.train_images.slice(0, 120, 240);
  second.test_images = data.test_images;
  second.train_responses = data.train_responses.slice(0, 120, 240).slice(1, 2, 4);
  const auto alone = fit_baseline(second, quick(), 1, torch::kCPU);
  expect_close(both.fit.weights.slice(0, 2, 4), alone.fit.weights, 1e-5);
  expect_close(both.predictions.slice(1, 2, 4), alone.predictions, 1e-5);
}

TEST(GlmBaseline, ASilentNeuronKeepsItsUnit) {
  auto data = poisson_data(200, 3);
  data.train_responses.select(1, 1).zero_();
  const auto baseline = fit_baseline(data, quick(), 1, torch::kCPU);
  EXPECT_TRUE(torch::isfinite(baseline.predictions).all().item<bool>());
  EXPECT_LT(baseline.predictions.select(1, 1).max().item<double>(), 1e-3);
}

TEST(GlmBaseline, AStopIsHeard) {
  std::stop_source stop;
  stop.request_stop();
  try {
    fit_baseline(poisson_data(60, 2), quick(), 1, torch::kCPU, stop.get_token());
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::interrupted);
  }
}

}  // namespace
}  // namespace doppel::science
