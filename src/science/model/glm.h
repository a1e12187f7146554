// The linear-nonlinear baseline of the paper: for each neuron a Poisson regression with log link on the
// z-scored pixels,
//
//   minimise  mean_i (mu_i - y_i log mu_i) + (alpha / 2) ||w||^2,   mu_i = exp(w . x_i + b),   b unpenalised,
//
// alpha chosen for each neuron by cross-validation. All neurons share the images, so they are solved
// together: L-BFGS in the images' principal axes, where mean(y) * eigenvalue + alpha is close to the Hessian
// of every neuron.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <stop_token>
#include <vector>

namespace doppel::science {

struct GlmConfig {
  std::int32_t n_alphas = 48;  // log-spaced
  double alpha_min = 0.1, alpha_max = 5;
  std::int32_t n_folds = 5;
  double tolerance = 1e-6;            // on the loss that is left to gain, by the quadratic estimate
  std::int32_t max_iterations = 200;  // a fit
  std::int32_t neurons_at_once = 2000;
  void check() const;
};

struct GlmFit {
  torch::Tensor weights;    // (neurons, pixels) float32 [1 / z-scored grey]
  torch::Tensor bias;       // (neurons,)
  torch::Tensor alpha;      // (neurons,) the chosen ones
  torch::Tensor cv_loss;    // (neurons, n_alphas) mean held-out loss, alphas ascending
  torch::Tensor loss;       // (neurons,) penalised, on all images
  torch::Tensor converged;  // (neurons,) bool
};

std::vector<double> alphas(const GlmConfig& config);  // ascending

// images: (images, pixels) float32, z-scored; responses: (images, neurons) float32, >= 0. The folds are drawn
// from `seed`. Runs on the images' device. Throws Error(bad_input) for shapes that do not match, fewer images
// than folds, or values that are not finite or negative; Error(interrupted) soon after a stop was requested.
GlmFit fit_glm(const torch::Tensor& images, const torch::Tensor& responses, const GlmConfig& config,
               std::uint64_t seed, std::stop_token stop = {});

// exp(w . x + b): (images, neurons).
torch::Tensor predict_glm(const GlmFit& fit, const torch::Tensor& images);

// Solves one problem for given alphas (neurons,), from a start (pixels + 1, neurons): weights, then bias.
// `axes` makes the eigenvalues of images' * images / n known; any orthogonal basis is correct.
struct GlmSolution {
  torch::Tensor parameters;  // (pixels + 1, neurons)
  torch::Tensor loss, converged;
  std::int32_t iterations = 0;
};
GlmSolution solve_poisson(const torch::Tensor& design, const torch::Tensor& responses,
                          const torch::Tensor& alpha, const torch::Tensor& eigenvalues,
                          const torch::Tensor& start, const GlmConfig& config);

}  // namespace doppel::science
