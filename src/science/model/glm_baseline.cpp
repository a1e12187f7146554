#include "science/model/glm_baseline.h"

#include <vector>

namespace doppel::science {
namespace {

using torch::Tensor;

constexpr double kSmallestSd = 0.01;  // of the mean SD

// Neurons begin..end saw the same training images.
struct SameImages {
  std::int64_t begin = 0, end = 0;
  Tensor images;  // int64
};

std::vector<SameImages> neurons_by_images(const ModelData& data) {
  const std::int64_t n_neurons = data.train_responses.size(1);
  if (!data.train_seen.defined()) return {{0, n_neurons, torch::arange(data.train_images.size(0))}};
  std::vector<SameImages> runs;
  for (std::int64_t n = 0; n < n_neurons; ++n) {
    const Tensor seen = data.train_seen.select(1, n);
    if (n == 0 || !torch::equal(seen, data.train_seen.select(1, n - 1))) {
      runs.push_back({n, n, seen.nonzero().view({-1})});
    }
    runs.back().end = n + 1;
  }
  return runs;
}

Tensor response_sd(const Tensor& responses) {
  const Tensor sd = responses.std(0, /*unbiased=*/false);
  return torch::where(sd < kSmallestSd * sd.mean(), torch::ones_like(sd), sd);
}

}  // namespace

GlmBaseline fit_baseline(const ModelData& data, const GlmConfig& config, std::uint64_t seed,
                         const torch::Device& device, std::stop_token stop) {
  const torch::NoGradGuard no_grad;
  std::vector<Tensor> weights, fit_bias, alpha, cv_loss, loss, converged, bias, predictions;
  for (const SameImages& run : neurons_by_images(data)) {
    const Tensor images = data.train_images.index_select(0, run.images).flatten(1);
    const Tensor responses = data.train_responses.slice(1, run.begin, run.end).index_select(0, run.images);
    const Tensor mean = images.mean(), sd = images.std(/*unbiased=*/false);
    const auto pixels = [&](const Tensor& grey) { return ((grey.flatten(1) - mean) / sd).to(device); };
    const Tensor unit = response_sd(responses);
    const GlmFit fit = fit_glm(pixels(images), (responses / unit).to(device), config, seed, stop);
    predictions.push_back(predict_glm(fit, pixels(data.test_images)).to(torch::kCPU) * unit);
    weights.push_back(fit.weights.to(torch::kCPU));
    fit_bias.push_back(fit.bias.to(torch::kCPU));
    alpha.push_back(fit.alpha.to(torch::kCPU));
    cv_loss.push_back(fit.cv_loss.to(torch::kCPU));
    loss.push_back(fit.loss.to(torch::kCPU));
    converged.push_back(fit.converged.to(torch::kCPU));
    bias.push_back(fit_bias.back() + unit.log());
  }
  return {{torch::cat(weights), torch::cat(fit_bias), torch::cat(alpha), torch::cat(cv_loss),
           torch::cat(loss), torch::cat(converged)},
          torch::cat(bias),
          torch::cat(predictions, 1)};
}

}  // namespace doppel::science
