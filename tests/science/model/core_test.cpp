#include "science/model/core.h"

#include <gtest/gtest.h>

#include <numbers>

#include "science/layers/hermite.h"
#include "warm_core.h"

namespace doppel::science {
namespace {

ModelConfig small_config() {
  ModelConfig config;
  config.filter_sizes = {13, 5, 5};
  config.n_features = 3;
  return config;
}

TEST(Core, ATurnedImageGivesTurnedFeaturesWithRolledOrientations) {
  EXPECT_LT(turn_error(small_config(), false), 1e-4);
}

TEST(Core, EquivarianceHoldsForBatchStatisticsToo) { EXPECT_LT(turn_error(small_config(), true), 1e-4); }

TEST(Core, EquivarianceHoldsForSixteenOrientations) {
  ModelConfig config = small_config();
  config.n_orientations = 16;
  config.filter_sizes = {7, 5};
  EXPECT_LT(turn_error(config, false), 1e-4);
}

TEST(Core, UnsharedBatchNormBreaksEquivariance) {
  ModelConfig config = small_config();
  config.shared_batch_norm = false;
  EXPECT_GT(turn_error(config, false), 0.1);
}

// The slow twin of filters(): steer each orientation's coefficients, then roll the input channels.
torch::Tensor plain_filters(const torch::Tensor& coefficients, std::int32_t size, const ModelConfig& config,
                            bool first) {
  const HermiteBasis basis = hermite_2d(size);
  std::vector<torch::Tensor> turned;
  for (std::int32_t i = 0; i < config.n_orientations; ++i) {
    const torch::Tensor s = steering(basis, 2 * std::numbers::pi * i / config.n_orientations);
    const torch::Tensor c = torch::matmul(coefficients.to(torch::kFloat64), s.t());
    const torch::Tensor w = torch::tensordot(c, basis.filters, {2}, {0});
    turned.push_back(first ? w : w.roll(i * config.n_features, 1));
  }
  return torch::cat(turned);
}

TEST(Core, FiltersAreSteeredAndRolledCoefficients) {
  const ModelConfig config = small_config();
  const RotationCore core = make_core(config);
  for (std::size_t i = 0; i < 2; ++i) {
    const torch::Tensor coefficients = parameter(core, "layer" + std::to_string(i) + "_coefficients");
    const torch::Tensor plain = plain_filters(coefficients, config.filter_sizes[i], config, i == 0);
    EXPECT_TRUE(torch::allclose(core.filters(i).detach().to(torch::kFloat64), plain, 0, 1e-6))
        << "layer " << i;
  }
}

// The regularisers as written: over all turned filters, with an explicit convolution.
struct Penalties {
  double smooth = 0, sparse = 0;
};
Penalties plain_penalties(const RotationCore& core, const ModelConfig& config) {
  const torch::Tensor laplacian =
      torch::tensor({.25, .5, .25, .5, -3., .5, .25, .5, .25}, torch::kFloat64).view({1, 1, 3, 3});
  Penalties sum;
  for (std::size_t i = 0; i < core.n_layers(); ++i) {
    const std::int64_t fs = config.filter_sizes[i];
    const torch::Tensor w = core.filters(i).detach().to(torch::kFloat64);
    const torch::Tensor rough = torch::conv2d(w.reshape({-1, 1, fs, fs}), laplacian, {}, 1, 1).view_as(w);
    const torch::Tensor size = w.square().sum({1, 2, 3});
    const double factor = i == 0 ? 1 : 0.5;
    sum.smooth += factor * (rough.square().sum({1, 2, 3}) / (1e-8 + size)).sum().item<double>();
    if (i == 0) continue;
    const torch::Tensor groups = w.square().sum({2, 3}).sqrt().sum(1);
    sum.sparse += (groups / (1e-8 + size).sqrt()).sum().item<double>();
  }
  return sum;
}

TEST(Core, RegularisersEqualTheirSumsOverAllTurnedFilters) {
  const ModelConfig config = small_config();
  const RotationCore core = make_core(config);
  const Penalties plain = plain_penalties(core, config);
  EXPECT_NEAR(core.smoothness().item<double>() / plain.smooth, 1, 1e-5);
  EXPECT_NEAR(core.sparsity().item<double>() / plain.sparse, 1, 1e-5);
}

TEST(Core, SparsityHasAGradientWhereAGroupIsZero) {
  const RotationCore core = make_core(small_config());
  torch::Tensor coefficients = core.named_parameters()["layer1_coefficients"];
  {
    torch::NoGradGuard no_grad;
    coefficients.select(1, 4).zero_();
  }
  core.sparsity().backward();
  EXPECT_TRUE(torch::isfinite(coefficients.grad()).all().item<bool>());
}

TEST(Core, TrainingStepEqualsPlainAutogradOfTheDefinition) {
  // The forward pass in training mode, its gradients and running statistics against batch norm written out.
  torch::manual_seed(3);
  ModelConfig config = small_config();
  config.filter_sizes = {5, 5};
  RotationCore core = make_core(config);
  const torch::Tensor images = torch::randn({3, 1, 10, 12});
  const torch::Tensor cotangent = torch::randn({3, config.n_channels(), 10, 12});

  torch::Tensor x = images;
  for (std::size_t i = 0; i < 2; ++i) {
    if (i > 0) x = torch::log1p(torch::exp(x));
    x = torch::conv2d(x, core.filters(i), {}, 1, 2).view({3, 8, config.n_features, 10, 12});
    const torch::Tensor mean = x.mean({0, 1, 3, 4}, true);
    const torch::Tensor variance = (x - mean).square().mean({0, 1, 3, 4}, true);
    x = ((x - mean) / (variance + config.batch_norm_epsilon).sqrt()).flatten(1, 2);
  }
  const auto plain = torch::autograd::grad(
      {(x * cotangent).sum()},
      {core.named_parameters()["layer0_coefficients"], core.named_parameters()["layer1_coefficients"]});
  const torch::Tensor phi = core.forward(images);
  EXPECT_TRUE(torch::allclose(phi, x, 1e-4, 1e-4));
  (phi * cotangent).sum().backward();
  for (std::size_t i = 0; i < 2; ++i) {
    const torch::Tensor gradient =
        core.named_parameters()["layer" + std::to_string(i) + "_coefficients"].grad();
    EXPECT_LT(((gradient - plain[i]).norm() / plain[i].norm()).item<double>(), 1e-4) << "layer " << i;
  }
}

TEST(Core, ReducedPrecisionStaysNearFloat32) {
  torch::manual_seed(5);
  const ModelConfig config = small_config();
  RotationCore exact = make_core(config), reduced = make_core(config);
  reduced.set_reduced_precision(true);
  const torch::Tensor images = torch::randn({4, 1, 20, 24});
  const torch::Tensor cotangent = torch::randn({4, config.n_channels(), 20, 24});
  const torch::Tensor a = exact.forward(images), b = reduced.forward(images);
  EXPECT_LT(((a - b).norm() / a.norm()).item<double>(), 0.02);
  (a * cotangent).sum().backward();
  (b * cotangent).sum().backward();
  for (const auto& item : exact.named_parameters()) {
    const torch::Tensor& gradient = reduced.named_parameters()[item.key()].grad();
    EXPECT_LT(((item.value().grad() - gradient).norm() / gradient.norm()).item<double>(), 0.05) << item.key();
  }
}

TEST(Core, EvaluationIsFloat32EvenIfTrainingIsNot) {
  const ModelConfig config = small_config();
  RotationCore exact = make_core(config), reduced = make_core(config);
  reduced.set_reduced_precision(true);
  exact.eval();
  reduced.eval();
  const torch::Tensor images = torch::randn({2, 1, 20, 24});
  EXPECT_TRUE(torch::equal(exact.forward(images), reduced.forward(images)));
}

TEST(Core, FrozenCoreEqualsEvaluation) {
  torch::manual_seed(4);
  for (const bool shared : {true, false}) {
    ModelConfig config = small_config();
    config.shared_batch_norm = shared;
    RotationCore core = make_core(config);
    warm_up(core);
    torch::NoGradGuard no_grad;
    const torch::Tensor images = torch::randn({2, 1, 30, 41});
    EXPECT_TRUE(torch::allclose(frozen_forward(core.freeze(), images), core.forward(images), 1e-4, 1e-4));
  }
}

TEST(Core, TruncatedNormalStaysWithinTwoSd) {
  Rng rng(5);
  const torch::Tensor draws = truncated_normal({100000}, 0.1, rng);
  EXPECT_LE(draws.abs().max().item<float>(), 0.2F);
  // SD of a unit normal truncated at +-2: sqrt(1 - 4 phi(2) / (2 Phi(2) - 1)) = 0.8796.
  EXPECT_NEAR(draws.std().item<double>(), 0.08796, 0.0006);
}

}  // namespace
}  // namespace doppel::science
