#include "science/model/readout.h"

#include "science/layers/point_readout.h"

#include <gtest/gtest.h>

#include <cmath>

namespace doppel::science {
namespace {

constexpr ReadoutShape kShape{7, 9, 12};

ModelConfig config_of(const std::string& readout) {
  ModelConfig config;
  config.n_features = 2;
  config.readout = readout;
  return config;
}

std::shared_ptr<Readout> make(const ModelConfig& config, const torch::Tensor& xy = {}) {
  Rng rng(3);
  return make_readout(config, kShape, torch::full({kShape.n_neurons}, 0.7), xy, rng);
}

torch::Tensor features(const ModelConfig& config) {
  torch::manual_seed(6);
  return torch::randn({4, config.n_channels(), kShape.rows, kShape.cols});
}

void scatter_positions(Readout& readout) {
  torch::NoGradGuard no_grad;
  for (auto& item : readout.named_parameters()) {
    if (item.key() != "sigma") item.value().normal_(0, 0.5);
  }
}

// Bilinear between the four pixels around (x, y) [px], written out.
double bilinear(const torch::Tensor& map, double x, double y) {
  const auto col = std::min<std::int64_t>(static_cast<std::int64_t>(x), kShape.cols - 2);
  const auto row = std::min<std::int64_t>(static_cast<std::int64_t>(y), kShape.rows - 2);
  const double u = x - static_cast<double>(col), v = y - static_cast<double>(row);
  const auto at = [&](std::int64_t i, std::int64_t j) { return map[i][j].item<double>(); };
  return (1 - v) * ((1 - u) * at(row, col) + u * at(row, col + 1)) +
         v * ((1 - u) * at(row + 1, col) + u * at(row + 1, col + 1));
}

double plain_drive(const Readout& readout, const torch::Tensor& phi, std::int64_t neuron, double x,
                   double y) {
  double drive = readout.bias[neuron].item<double>();
  for (std::int64_t c = 0; c < phi.size(0); ++c) {
    drive += readout.weights[neuron][c].item<double>() * bilinear(phi[c], x, y);
  }
  return drive;
}

TEST(Readout, FactorisedIsTheMaskedSum) {
  const ModelConfig config = config_of("factorised");
  const auto readout = make(config);
  const torch::Tensor phi = features(config);
  const torch::Tensor plain =
      torch::einsum("nchw,khw,kc->nk", {phi, readout->masks(), readout->weights}) + readout->bias;
  EXPECT_TRUE(torch::allclose(readout->forward(phi, {}), plain, 1e-4, 1e-5));
}

TEST(Readout, FactorisedPenaltyIsTheProductOfNorms) {
  const ModelConfig config = config_of("factorised");
  const auto readout = make(config);
  double plain = 0;
  for (std::int64_t n = 0; n < kShape.n_neurons; ++n) {
    plain += readout->masks()[n].sum().item<double>() * readout->weights[n].abs().sum().item<double>();
  }
  EXPECT_NEAR(readout->penalty(config).item<double>(), config.readout_weight * plain, 1e-5 * plain);
}

TEST(Readout, MaskBelowTheThresholdCountsAsZeroInEvaluationOnly) {
  ModelConfig config = config_of("factorised");
  config.mask_threshold = 0.005F;
  const auto readout = make(config);
  const torch::Tensor dense = readout->masks();
  ASSERT_TRUE((dense < config.mask_threshold).any().item<bool>());
  readout->eval();
  const torch::Tensor thresholded = readout->masks();
  EXPECT_TRUE(torch::equal(thresholded,
                           torch::where(dense > config.mask_threshold, dense, torch::zeros_like(dense))));
  const torch::Tensor phi = features(config);
  const torch::Tensor plain =
      torch::einsum("nchw,khw,kc->nk", {phi, thresholded, readout->weights}) + readout->bias;
  EXPECT_TRUE(torch::allclose(readout->forward(phi, {}), plain, 1e-4, 1e-5));
}

TEST(Readout, GaussianReadsItsMeanBilinearly) {
  const ModelConfig config = config_of("gaussian");
  const auto readout = make(config, torch::randn({kShape.n_neurons, 2}));
  scatter_positions(*readout);
  const torch::Tensor phi = features(config);
  const torch::Tensor drive = readout->forward(phi, {}).detach();
  const torch::Tensor px = readout->positions();
  for (std::int64_t i = 0; i < phi.size(0); ++i) {
    for (std::int64_t n = 0; n < kShape.n_neurons; ++n) {
      const double plain = plain_drive(*readout, phi[i], n, px[n][0].item<double>(), px[n][1].item<double>());
      EXPECT_NEAR(drive[i][n].item<double>(), plain, 1e-4);
    }
  }
}

TEST(Readout, GaussianNoiseMovesThePointBySigmaAndStaysInTheImage) {
  const ModelConfig config = config_of("gaussian");
  const auto readout = make(config);
  scatter_positions(*readout);
  const torch::Tensor phi = features(config);
  const torch::Tensor noise = 4 * torch::randn({phi.size(0), kShape.n_neurons, 2});
  const torch::Tensor drive = readout->forward(phi, noise).detach();
  const torch::Tensor px = readout->positions();
  for (std::int64_t i = 0; i < phi.size(0); ++i) {
    for (std::int64_t n = 0; n < kShape.n_neurons; ++n) {
      const auto moved = [&](int axis, double extent) {
        const double mean = px[n][axis].item<double>() / extent * 2 - 1;
        const double p = std::clamp(mean + config.sigma_init * noise[i][n][axis].item<double>(), -1.0, 1.0);
        return (p + 1) / 2 * extent;
      };
      const double plain =
          plain_drive(*readout, phi[i], n, moved(0, kShape.cols - 1), moved(1, kShape.rows - 1));
      EXPECT_NEAR(drive[i][n].item<double>(), plain, 2e-4);
    }
  }
}

TEST(Readout, AGaussianWindowHasWhatIsReadAndEndsWithTheImage) {
  const ModelConfig config = config_of("gaussian");
  const auto readout = make(config, torch::randn({kShape.n_neurons, 2}));
  scatter_positions(*readout);
  const torch::Tensor phi = features(config), px = readout->positions();
  const PixelWindow tight = readout->window(0).value();
  EXPECT_EQ(tight.cols.first, static_cast<std::int64_t>(px.select(1, 0).min().item<float>()));
  EXPECT_EQ(tight.rows.last, static_cast<std::int64_t>(px.select(1, 1).max().item<float>()) + 1);
  EXPECT_EQ(readout->window(100).value(), whole_image(kShape.rows, kShape.cols));
  const torch::Tensor from_part = readout->forward_in(tight, crop(phi, tight), {});
  EXPECT_TRUE(torch::allclose(from_part, readout->forward(phi, {}), 1e-5, 1e-5));
  EXPECT_FALSE(make(config_of("factorised"))->window(0).has_value());
}

TEST(Readout, GaussianDrawsBeyondTheWindowAreReadAtItsEdge) {
  const ModelConfig config = config_of("gaussian");
  const auto readout = make(config);
  scatter_positions(*readout);
  const PixelWindow window = readout->window(1).value();
  const torch::Tensor phi = features(config);
  const torch::Tensor noise = 4 * torch::randn({phi.size(0), kShape.n_neurons, 2});
  const torch::Tensor drive = readout->forward_in(window, crop(phi, window), noise).detach();
  const torch::Tensor px = readout->positions();
  for (std::int64_t i = 0; i < phi.size(0); ++i) {
    for (std::int64_t n = 0; n < kShape.n_neurons; ++n) {
      const auto moved = [&](int axis, double extent, const PixelSpan& inside) {
        const double at =
            px[n][axis].item<double>() + config.sigma_init * noise[i][n][axis].item<double>() * extent / 2;
        return std::clamp(at, static_cast<double>(inside.first), static_cast<double>(inside.last));
      };
      const double plain = plain_drive(*readout, phi[i], n, moved(0, kShape.cols - 1, window.cols),
                                       moved(1, kShape.rows - 1, window.rows));
      EXPECT_NEAR(drive[i][n].item<double>(), plain, 2e-4);
    }
  }
}

// The readout's formula on torch's own bilinear sampler.
torch::Tensor plain_gaussian(const torch::OrderedDict<std::string, torch::Tensor>& p, const torch::Tensor& xy,
                             const torch::Tensor& phi, const torch::Tensor& noise) {
  const torch::Tensor mu = torch::tanh(p["offset"] + torch::matmul(xy, p["linear"].t()) + p["deviation"]);
  const torch::Tensor points = (mu + p["sigma"] * noise).clamp(-1, 1).unsqueeze(2);
  const torch::Tensor sampled =
      torch::grid_sampler(phi, points, /*interpolation_mode=*/0, /*padding_mode=*/0, /*align_corners=*/true)
          .squeeze(3);
  return (sampled * p["weights"].t()).sum(1) + p["bias"];
}

TEST(Readout, GaussianGradientsEqualThoseOfTorchsSampler) {
  const ModelConfig config = config_of("gaussian");
  const torch::Tensor xy = torch::randn({kShape.n_neurons, 2});
  const auto readout = make(config, xy);
  scatter_positions(*readout);
  torch::Tensor phi = features(config).requires_grad_();
  const torch::Tensor noise = torch::randn({phi.size(0), kShape.n_neurons, 2});
  const torch::Tensor cotangent = torch::randn({phi.size(0), kShape.n_neurons});
  std::vector<torch::Tensor> leaves = readout->parameters();
  leaves.push_back(phi);
  const torch::Tensor fast = readout->forward(phi, noise);
  const torch::Tensor slow = plain_gaussian(readout->named_parameters(), xy, phi, noise);
  EXPECT_TRUE(torch::allclose(fast, slow, 1e-4, 1e-4));
  const auto fast_gradients = torch::autograd::grad({(fast * cotangent).sum()}, leaves);
  const auto slow_gradients = torch::autograd::grad({(slow * cotangent).sum()}, leaves);
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const torch::Tensor difference = fast_gradients[i] - slow_gradients[i];
    EXPECT_LT((difference.norm() / slow_gradients[i].norm()).item<double>(), 1e-4) << "leaf " << i;
  }
}

TEST(Readout, PointKernelAndSamplingEqualIndexingAndItsAutograd) {
  torch::manual_seed(12);
  const torch::Tensor cotangent = torch::randn({3, 5});
  const auto leaves = [] {
    torch::manual_seed(13);
    torch::Tensor points = torch::rand({3, 5, 2}) * torch::tensor({11.0F, 8.0F});
    points[0][0].copy_(torch::tensor({11.0F, 8.0F}));  // the last pixel itself
    return std::vector<torch::Tensor>{torch::randn({3, 19, 9, 12}).requires_grad_(), points.requires_grad_(),
                                      torch::randn({5, 19}).requires_grad_()};
  };
  const auto slow = leaves();
  const torch::Tensor expected = read_points_by_indexing(slow[0], slow[1], slow[2]);
  (expected * cotangent).sum().backward();
  for (const auto& read : {read_points, read_points_by_sampling}) {
    const auto fast = leaves();
    const torch::Tensor drive = read(fast[0], fast[1], fast[2]);
    EXPECT_TRUE(torch::allclose(drive, expected, 1e-4, 1e-5));
    (drive * cotangent).sum().backward();
    for (std::size_t i = 0; i < fast.size(); ++i) {
      if (i == 1) continue;  // at the last pixel itself a slope has two sides
      EXPECT_TRUE(torch::allclose(fast[i].grad(), slow[i].grad(), 1e-4, 1e-5)) << "leaf " << i;
    }
  }
}

TEST(Readout, BiasStartsAtHalfTheInverseSoftplusOfTheMean) {
  Rng rng(3);
  const auto readout =
      make_readout(config_of("gaussian"), {2, 9, 12}, torch::tensor({0.7F, 0.0F}), torch::Tensor(), rng);
  EXPECT_NEAR(readout->bias[0].item<double>(), 0.5 * std::log(std::expm1(0.7)), 1e-6);
  EXPECT_NEAR(readout->bias[1].item<double>(), 0.5 * std::log(std::expm1(1e-3)), 1e-5);  // a silent neuron
}

}  // namespace
}  // namespace doppel::science
