// Cores with separable layers, against the dense convolutions that they stand for.
#include <gtest/gtest.h>

#include <numbers>

#include "science/layers/hermite.h"
#include "util/error.h"
#include "warm_core.h"

namespace doppel::science {
namespace {

ModelConfig separable_config() {
  ModelConfig config;
  config.filter_sizes = {9, 7, 5};
  config.layer_kinds = {"dense", "separable", "mixed_separable"};
  config.nonlinearity = "elu";
  config.n_features = 3;
  return config;
}

// Windows in the middle, in a corner and along an edge, of dense and separable layers.
TEST(SeparableCore, AWindowOfTheFeaturesEqualsThatPartOfAll) {
  ModelConfig dense = separable_config();
  dense.layer_kinds.clear();
  const PixelWindow windows[] = {
      {{12, 14}, {13, 20}}, {{0, 3}, {0, 1}}, {{8, 9}, {0, 31}}, {{20, 27}, {30, 31}}};
  for (const ModelConfig& config : {separable_config(), dense}) {
    torch::manual_seed(4);
    RotationCore core = make_core(config);
    warm_up(core);
    torch::NoGradGuard no_grad;
    const torch::Tensor images = torch::randn({3, 1, 28, 32});
    const torch::Tensor all = core.forward(images);
    for (const PixelWindow& window : windows) {
      EXPECT_TRUE(torch::allclose(core.forward(images, window), crop(all, window), 1e-4, 1e-4));
    }
    EXPECT_TRUE(torch::equal(core.forward(images, whole_image(28, 32)), all));
  }
}

TEST(SeparableCore, AWindowsBatchStatisticsAreThoseOfItsPixels) {
  ModelConfig config = separable_config();
  config.filter_sizes = {9};
  config.layer_kinds = {"dense"};
  torch::manual_seed(4);
  RotationCore core = make_core(config);
  const PixelWindow window{{6, 11}, {3, 20}};
  const torch::Tensor images = torch::randn({3, 1, 28, 32});
  const torch::Tensor phi = core.forward(images, window).detach();  // one layer without gain, shift 0
  EXPECT_LT(by_orientation(phi, config).mean({0, 1, 3, 4}).abs().max().item<float>(), 1e-5);
  EXPECT_NEAR(phi.square().mean().item<float>(), 1, 0.01);
}

TEST(SeparableCore, AWindowsGradientsAreThoseOfTheWholeFeatures) {
  const ModelConfig config = separable_config();
  RotationCore core = make_core(config);
  warm_up(core);  // running statistics: the window's own would be others
  const PixelWindow window{{0, 9}, {11, 20}};
  const torch::Tensor images = torch::randn({2, 1, 28, 32});
  const torch::Tensor along = torch::randn({2, config.n_channels(), 10, 10});
  const std::vector<torch::Tensor> weights = core.parameters();
  const auto part = torch::autograd::grad({(core.forward(images, window) * along).sum()}, weights);
  const auto whole = torch::autograd::grad({(crop(core.forward(images), window) * along).sum()}, weights);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    EXPECT_LT(((part[i] - whole[i]).norm() / whole[i].norm()).item<double>(), 1e-4) << "parameter " << i;
  }
}

TEST(SeparableCore, ATurnedImageGivesTurnedFeaturesWithRolledOrientations) {
  for (const std::string nonlinearity : {"elu", "softplus"}) {
    ModelConfig config = separable_config();
    config.nonlinearity = nonlinearity;
    EXPECT_LT(turn_error(config, false), 5e-5) << nonlinearity;
    EXPECT_LT(turn_error(config, true), 5e-5) << nonlinearity;
  }
}

TEST(SeparableCore, UnsharedBatchNormBreaksEquivariance) {
  ModelConfig config = separable_config();
  config.shared_batch_norm = false;
  EXPECT_GT(turn_error(config, false), 0.1);
}

// The slow twin of filters() and mixing(): steer each orientation's coefficients, roll each orientation's
// rows.
TEST(SeparableCore, FiltersAreSteeredAndRowsAreRolled) {
  const ModelConfig config = separable_config();
  const RotationCore core = make_core(config);
  const HermiteBasis basis = hermite_2d(7);
  const torch::Tensor coefficients = parameter(core, "layer1_coefficients").to(torch::kFloat64);
  const torch::Tensor rows = parameter(core, "layer1_mixing");
  std::vector<torch::Tensor> filters, matrix;
  for (std::int32_t i = 0; i < config.n_orientations; ++i) {
    const torch::Tensor s = steering(basis, 2 * std::numbers::pi * i / config.n_orientations);
    filters.push_back(torch::tensordot(torch::matmul(coefficients, s.t()), basis.filters, {2}, {0}));
    matrix.push_back(rows.roll(i * config.n_features, 1));
  }
  EXPECT_TRUE(torch::allclose(core.filters(1).detach().to(torch::kFloat64), torch::cat(filters), 0, 1e-6));
  EXPECT_TRUE(torch::equal(core.mixing(1).detach(), torch::cat(matrix)));
}

// What a separable layer stands for: (out, in, fs, fs), the sum over the channels in between.
torch::Tensor product(const RotationCore& core, std::size_t layer, const ModelConfig& config) {
  const torch::Tensor own = core.filters(layer).squeeze(1);  // (channels, fs, fs)
  const torch::Tensor before = config.kind_of(layer) == "mixed_separable" ? core.mixing_before(layer)
                                                                          : torch::eye(config.n_channels());
  return torch::einsum("oc,cyx,ci->oiyx", {core.mixing(layer), own, before});
}

// Dense convolutions, batch norm with the batch's statistics and elu, all written out.
torch::Tensor plain_forward(const RotationCore& core, const ModelConfig& config, torch::Tensor x) {
  const std::int64_t rows = x.size(2), cols = x.size(3), n = x.size(0);
  for (std::size_t i = 0; i < core.n_layers(); ++i) {
    if (i > 0) x = torch::where(x > 0, x, torch::exp(x) - 1);
    const torch::Tensor w = i == 0 ? core.filters(0) : product(core, i, config);
    x = torch::conv2d(x, w, {}, 1, config.filter_sizes[i] / 2);
    x = x.view({n, config.n_orientations, config.n_features, rows, cols});
    const torch::Tensor mean = x.mean({0, 1, 3, 4}, true);
    const torch::Tensor variance = (x - mean).square().mean({0, 1, 3, 4}, true);
    x = ((x - mean) / (variance + config.batch_norm_epsilon).sqrt()).flatten(1, 2);
    const auto norm = [&](const std::string& name) {
      return core.named_parameters()["layer" + std::to_string(i) + "_" + name]
          .repeat({config.n_orientations})
          .view({1, -1, 1, 1});
    };
    if (i + 1 < core.n_layers()) x = x * norm("gain");
    x = x + norm("shift");
  }
  return x;
}

TEST(SeparableCore, EqualsADenseCoreWhoseFiltersAreTheProductWithItsGradients) {
  torch::manual_seed(3);
  const ModelConfig config = separable_config();
  RotationCore core = make_core(config);
  warm_up(core);
  core.train();
  const torch::Tensor images = torch::randn({3, 1, 11, 14});
  const torch::Tensor cotangent = torch::randn({3, config.n_channels(), 11, 14});
  const torch::Tensor plain = plain_forward(core, config, images);
  const auto expected = torch::autograd::grad({(plain * cotangent).sum()}, core.parameters());
  const torch::Tensor phi = core.forward(images);
  EXPECT_TRUE(torch::allclose(phi, plain, 1e-4, 1e-4));
  const auto gradients = torch::autograd::grad({(phi * cotangent).sum()}, core.parameters());
  const auto names = core.named_parameters().keys();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    // The last layer's mean has no effect on the loss of these, hence the absolute term.
    EXPECT_LT((gradients[i] - expected[i]).norm().item<double>(),
              2e-4 * expected[i].norm().item<double>() + 1e-4)
        << names[i];
  }
}

TEST(SeparableCore, RegularisersEqualTheirSumsOverAllTurnedFiltersAndRows) {
  const ModelConfig config = separable_config();
  const RotationCore core = make_core(config);
  const torch::Tensor laplacian =
      torch::tensor({.25, .5, .25, .5, -3., .5, .25, .5, .25}, torch::kFloat64).view({1, 1, 3, 3});
  double smooth = 0, sparse = 0;
  for (std::size_t i = 0; i < core.n_layers(); ++i) {
    const torch::Tensor w = core.filters(i).detach().to(torch::kFloat64);
    const torch::Tensor rough = torch::conv2d(w, laplacian, {}, 1, 1);
    const torch::Tensor ratio = rough.square().sum({1, 2, 3}) / (1e-8 + w.square().sum({1, 2, 3}));
    smooth += (i == 0 ? 1 : 0.5) * ratio.sum().item<double>();
  }
  for (const torch::Tensor& matrix : {core.mixing(1), core.mixing(2), core.mixing_before(2)}) {
    const torch::Tensor m = matrix.detach().to(torch::kFloat64);
    sparse += (m.abs().sum(1) / (1e-8 + m.square().sum(1)).sqrt()).sum().item<double>();
  }
  EXPECT_NEAR(core.smoothness().item<double>() / smooth, 1, 1e-5);
  EXPECT_NEAR(core.sparsity().item<double>() / sparse, 1, 1e-5);
}

TEST(SeparableCore, FrozenCoreEqualsEvaluation) {
  torch::manual_seed(4);
  for (const bool shared : {true, false}) {
    ModelConfig config = separable_config();
    config.shared_batch_norm = shared;
    RotationCore core = make_core(config);
    warm_up(core);
    torch::NoGradGuard no_grad;
    const torch::Tensor images = torch::randn({2, 1, 30, 41});
    const auto frozen = core.freeze();
    EXPECT_EQ(frozen.size(), config.filter_sizes.size());
    EXPECT_TRUE(torch::allclose(frozen_forward(frozen, images), core.forward(images), 1e-4, 1e-4));
  }
}

TEST(SeparableCore, KindsThatDoNotFitAreRefused) {
  const auto expect_refused = [](std::vector<std::string> kinds) {
    ModelConfig config = separable_config();
    config.layer_kinds = std::move(kinds);
    EXPECT_THROW(config.check(), Error);
  };
  expect_refused({"dense", "separable"});
  expect_refused({"separable", "separable", "dense"});
  expect_refused({"dense", "dense", "depthwise"});
  separable_config().check();
}

}  // namespace
}  // namespace doppel::science
