// Readouts: features -> one rate per neuron, softplus(drive), in units of the neuron's training SD.
//   factorised: drive = sum_k w_k sum_xy |m(x, y)| Phi_k(x, y) + b               (Ecker et al. 2019)
//   gaussian:   drive = sum_k w_k Phi_k(p) + b, p ~ N(mu, sigma^2) while training, mu afterwards, bilinear in
//   Phi;
//               mu = tanh(c + A xy + d), xy the cortical position                (Lurz et al. 2020)
// Positions in [-1, 1] are the centres of the first and of the last pixel (align_corners). Not thread-safe
// while training.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <memory>
#include <optional>

#include "science/layers/pixel_window.h"
#include "science/model/config.h"
#include "science/model/receptive_fields.h"
#include "util/rng.h"

namespace doppel::science {

struct ReadoutShape {
  std::int64_t n_neurons = 0;
  std::int64_t rows = 0;  // [px]
  std::int64_t cols = 0;
};

class Readout : public torch::nn::Module {
 public:
  // features: (n, channels, rows, cols). noise: (n, n_neurons, 2) standard normal draws for a readout with
  // needs_noise(), undefined for none. Returns the drive, (n, n_neurons).
  virtual torch::Tensor forward(const torch::Tensor& features, const torch::Tensor& noise) const = 0;

  // The box around all positions, `margin` px wider on every side; nothing for a readout that needs the whole
  // image.
  virtual std::optional<PixelWindow> window(std::int64_t /*margin*/) const { return std::nullopt; }
  // forward() from this part of the features. Draws that fall outside are read at its edge.
  // REQUIRES: window().
  virtual torch::Tensor forward_in(const PixelWindow& window, const torch::Tensor& features,
                                   const torch::Tensor& noise) const;
  virtual torch::Tensor penalty(const ModelConfig& config) const = 0;  // weighted, summed over neurons
  virtual bool needs_noise() const = 0;
  virtual torch::Tensor positions() const { return {}; }  // (n_neurons, 2): x, y [px]
  virtual torch::Tensor masks() const { return {}; }      // (n_neurons, rows, cols) >= 0
  // Before training. No effect on a readout without positions.
  virtual void start_at(const Retinotopy&) {}

  torch::Tensor weights;  // (n_neurons, channels), parameter
  torch::Tensor bias;     // (n_neurons,), parameter
};

// mean_response: (n_neurons,) of the normalised responses; the bias starts at 0.5 log(exp(mean) - 1), mean >=
// 1e-3. xy: (n_neurons, 2) cortical positions for the Gaussian readout; undefined: all 0.
std::shared_ptr<Readout> make_readout(const ModelConfig& config, const ReadoutShape& shape,
                                      const torch::Tensor& mean_response, const torch::Tensor& xy, Rng& rng);

}  // namespace doppel::science
