// The joint solver against Newton's method one neuron at a time, scikit-learn, and neurons whose filter is
// known.
#include "science/model/glm.h"

#include <gtest/gtest.h>

#include "util/error.h"

namespace doppel::science {
namespace {

struct GlmData {
  torch::Tensor images, weights, bias, responses;
};

// Poisson neurons with known filters, on correlated pixels.
GlmData linear_neurons(std::int64_t n_images, std::int64_t n_pixels, std::int64_t n_neurons,
                       std::int64_t seed) {
  torch::manual_seed(static_cast<std::uint64_t>(seed));
  const auto mixing = torch::eye(n_pixels) + 0.3 * torch::randn({n_pixels, n_pixels});
  GlmData data;
  data.images = torch::randn({n_images, n_pixels}).mm(mixing);
  data.images = (data.images - data.images.mean()) / data.images.std();
  data.weights = 0.6 * torch::randn({n_neurons, n_pixels}) / std::sqrt(static_cast<double>(n_pixels));
  data.bias = 0.5 * torch::randn({n_neurons}) - 0.3;
  data.responses = torch::poisson(torch::addmm(data.bias, data.images, data.weights.t()).exp());
  return data;
}

double loss_of(const torch::Tensor& x, const torch::Tensor& design, const torch::Tensor& y, double alpha) {
  const auto eta = design.mv(x);
  return (eta.exp() - y * eta).mean().item<double>() +
         alpha / 2 * x.slice(0, 0, x.size(0) - 1).square().sum().item<double>();
}

// Newton's method with step halving, in double.
torch::Tensor newton(const torch::Tensor& design, const torch::Tensor& y, double alpha) {
  auto x = torch::zeros({design.size(1)}, torch::kFloat64);
  auto penalty = torch::full({design.size(1)}, alpha, torch::kFloat64);
  penalty[-1] = 0;
  const auto n = static_cast<double>(design.size(0));
  for (int i = 0; i < 100; ++i) {
    const auto mu = design.mv(x).exp();
    const auto gradient = design.t().mv(mu - y) / n + penalty * x;
    const auto hessian = design.t().mm(mu.unsqueeze(1) * design) / n + torch::diag(penalty);
    const auto step = torch::linalg_solve(hessian, gradient);
    if (step.abs().max().item<double>() < 1e-9) break;
    double length = 1;
    while (length > 1e-8 && loss_of(x - length * step, design, y, alpha) > loss_of(x, design, y, alpha))
      length /= 2;
    x = x - length * step;
  }
  return x;
}

torch::Tensor doubled(const torch::Tensor& images) {
  return torch::cat({images, torch::ones({images.size(0), 1})}, 1).to(torch::kFloat64);
}

GlmConfig one_alpha(double alpha) {
  GlmConfig config;
  config.n_alphas = 1;
  config.alpha_min = config.alpha_max = alpha;
  return config;
}

TEST(Glm, AllNeuronsTogetherReachTheLossOfNewtonsMethod) {
  const auto data = linear_neurons(400, 20, 5, 1);
  const auto design = doubled(data.images);
  for (const double alpha : {0.05, 1.0}) {
    const auto fit = fit_glm(data.images, data.responses, one_alpha(alpha), 1);
    EXPECT_TRUE(fit.converged.all().item<bool>());
    for (std::int64_t n = 0; n < 5; ++n) {
      const auto y = data.responses.select(1, n).to(torch::kFloat64);
      const double best = loss_of(newton(design, y, alpha), design, y, alpha);
      const auto found = torch::cat({fit.weights[n], fit.bias[n].view({1})}).to(torch::kFloat64);
      EXPECT_NEAR(loss_of(found, design, y, alpha), best, 1e-5) << n;
      EXPECT_NEAR(fit.loss[n].item<double>(), best, 1e-4) << n;
    }
  }
}

// Images that span a part of the pixels' space alone: the weights outside it are 0.
TEST(Glm, WithFewerImagesThanPixelsReachesTheLossOfNewtonsMethod) {
  const auto data = linear_neurons(25, 40, 3, 9);
  const auto design = doubled(data.images);
  const auto fit = fit_glm(data.images, data.responses, one_alpha(0.3), 1);
  ASSERT_EQ(fit.weights.sizes(), (torch::IntArrayRef{3, 40}));
  for (std::int64_t n = 0; n < 3; ++n) {
    const auto y = data.responses.select(1, n).to(torch::kFloat64);
    const auto found = torch::cat({fit.weights[n], fit.bias[n].view({1})}).to(torch::kFloat64);
    EXPECT_NEAR(loss_of(found, design, y, 0.3), loss_of(newton(design, y, 0.3), design, y, 0.3), 1e-5) << n;
  }
}

// PoissonRegressor of scikit-learn 1.9 (tol 1e-10) on the same numbers.
TEST(Glm, AgreesWithScikitLearn) {
  auto images = torch::empty({300, 8}), responses = torch::empty({300, 1});
  for (std::int64_t i = 0; i < 300; ++i) {
    for (std::int64_t j = 0; j < 8; ++j) {
      const auto row = static_cast<double>(i), column = static_cast<double>(j);
      images[i][j] = 1.2 * std::sin(1.7 * row * (column + 1) + 0.3 * column);
    }
    const auto x = [&](std::int64_t j) { return images[i][j].item<float>(); };
    responses[i][0] = std::floor(2.5 * std::abs(std::sin(0.9 * static_cast<double>(i))) +
                                 (x(0) > 0.5F ? 2 : 0) + (x(3) < -0.5F ? 1 : 0));
  }
  struct Peer {
    double alpha, loss, weight, bias;
  };
  for (const auto& peer : {Peer{0.1, 0.20665790041050117, 0.43045026518810087, 0.7097513120065417},
                           Peer{1.0, 0.2864795194426092, 0.2737814946021481, 0.7669990307629074},
                           Peer{5.0, 0.3755488674995372, 0.10718228217593706, 0.800652024285818}}) {
    const auto fit = fit_glm(images, responses, one_alpha(peer.alpha), 1);
    EXPECT_NEAR(fit.loss[0].item<double>(), peer.loss, 1e-5);
    EXPECT_NEAR(fit.weights[0][0].item<double>(), peer.weight, 2e-3);
    EXPECT_NEAR(fit.bias[0].item<double>(), peer.bias, 2e-3);
  }
}

TEST(Glm, EveryNeuronHasItsOwnAlpha) {
  const auto data = linear_neurons(300, 10, 4, 2);
  const auto design = torch::cat({data.images, torch::ones({300, 1})}, 1);
  const auto alpha = torch::tensor({0.01F, 0.1F, 1.0F, 10.0F});
  const auto solution =
      solve_poisson(design, data.responses, alpha, torch::ones({10}), torch::zeros({11, 4}), {});
  for (std::int64_t n = 0; n < 4; ++n) {
    const double a = alpha[n].item<double>();
    const auto y = data.responses.select(1, n).to(torch::kFloat64);
    const auto slow = newton(design.to(torch::kFloat64), y, a);
    EXPECT_NEAR(
        loss_of(solution.parameters.select(1, n).to(torch::kFloat64), design.to(torch::kFloat64), y, a),
        loss_of(slow, design.to(torch::kFloat64), y, a), 1e-5)
        << n;
  }
}

TEST(Glm, ChoosesAStrongPenaltyForNoiseAndAWeakOneForASignal) {
  auto data = linear_neurons(600, 30, 2, 3);
  data.responses.select(1, 1).copy_(torch::poisson(torch::full({600}, 0.8)));
  GlmConfig config;
  config.n_alphas = 10;
  config.alpha_min = 0.003;
  const auto fit = fit_glm(data.images, data.responses, config, 1);
  EXPECT_LT(fit.alpha[0].item<double>(), 0.2);
  EXPECT_GT(fit.alpha[1].item<double>(), 1);
}

TEST(Glm, CrossValidationIsTheMeanOverTheHeldOutFolds) {
  const auto data = linear_neurons(40, 4, 1, 4);
  auto config = one_alpha(0.3);
  config.n_folds = 40 / 2;  // two images a fold: whichever they are, the sum over folds is near leave-one-out
  const auto fit = fit_glm(data.images, data.responses, config, 1);
  const auto design = doubled(data.images);
  const auto y = data.responses.select(1, 0).to(torch::kFloat64);
  double held_out = 0;
  for (std::int64_t i = 0; i < 40; ++i) {
    const auto rest = (torch::arange(40) != i).nonzero().squeeze(1);
    const auto x = newton(design.index_select(0, rest), y.index_select(0, rest), 0.3);
    const double eta = design[i].dot(x).item<double>();
    held_out += (std::exp(eta) - y[i].item<double>() * eta) / 40;
  }
  EXPECT_NEAR(fit.cv_loss[0][0].item<double>(), held_out, 0.02);
}

// The estimate of a sufficient model is off by its standard error: n d' H d is chi-square distributed.
TEST(Glm, RecoversTheFilterThatMadeTheResponses) {
  const auto data = linear_neurons(6000, 12, 3, 5);
  const auto fit = fit_glm(data.images, data.responses, one_alpha(1e-5), 1);
  const auto design = doubled(data.images);
  for (std::int64_t n = 0; n < 3; ++n) {
    const auto truth = torch::cat({data.weights[n], data.bias[n].view({1})}).to(torch::kFloat64);
    const auto found = torch::cat({fit.weights[n], fit.bias[n].view({1})}).to(torch::kFloat64);
    const auto information = design.t().mm(design.mv(truth).exp().unsqueeze(1) * design);
    const double chi_square = (found - truth).dot(information.mv(found - truth)).item<double>();
    EXPECT_LT(chi_square, 13 + 5 * std::sqrt(2.0 * 13)) << n;
  }
  EXPECT_TRUE(torch::allclose(predict_glm(fit, data.images),
                              (data.images.mm(fit.weights.t()) + fit.bias).exp(), 1e-4));
}

TEST(Glm, ASilentNeuronIsPredictedSilent) {
  auto data = linear_neurons(100, 5, 2, 6);
  data.responses.select(1, 0).zero_();
  const auto fit = fit_glm(data.images, data.responses, one_alpha(0.5), 1);
  EXPECT_LT(predict_glm(fit, data.images).select(1, 0).max().item<double>(), 1e-4);
  EXPECT_TRUE(torch::isfinite(fit.weights).all().item<bool>());
}

TEST(Glm, BatchesOfNeuronsDoNotChangeTheFit) {
  const auto data = linear_neurons(200, 8, 7, 7);
  auto config = one_alpha(0.2);
  const auto whole = fit_glm(data.images, data.responses, config, 1);
  config.neurons_at_once = 3;
  const auto parts = fit_glm(data.images, data.responses, config, 1);
  EXPECT_TRUE(torch::allclose(whole.loss, parts.loss, 0, 1e-5));
}

TEST(Glm, DataThatCannotBeFittedAreRefused) {
  const auto data = linear_neurons(40, 3, 2, 8);
  EXPECT_THROW(fit_glm(data.images, -data.responses - 1, {}, 1), Error);
  EXPECT_THROW(fit_glm(data.images.slice(0, 0, 20), data.responses, {}, 1), Error);
  EXPECT_THROW(fit_glm(data.images.slice(0, 0, 5), data.responses.slice(0, 0, 5), {}, 1), Error);
  EXPECT_THROW(fit_glm(data.images * std::numeric_limits<float>::quiet_NaN(), data.responses, {}, 1), Error);
}

}  // namespace
}  // namespace doppel::science
