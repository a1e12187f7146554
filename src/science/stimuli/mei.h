// Most exciting images [paper eq. 3]: gradient ascent on a neuron's predicted response, minus the roughness
// of the image, among images of one norm:
//
//   maximise f(x) - lambda sum (L * x)^2   subject to ||x|| = norm,   L =
//   [[.25,.5,.25],[.5,-3,.5],[.25,.5,.25]]
//
// from several random starts. The gradient is smoothed in Fourier space (each component divided by the root
// of its radial index, where that exceeds 1); steps are Adam's, each followed by the scaling back to the
// norm. At the paper's rate of 1 a step moves every pixel by more than an image's SD, so that the ascent ends
// in circles around its goal: from the best image so far it goes on at a tenth of the rate, twice.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace doppel::science {

struct MeiConfig {
  float norm = 12;            // L2, in z-scored grey
  float smoothness = 0.005F;  // lambda
  float learning_rate = 1;    // of Adam
  std::int32_t n_starts = 8;  // a neuron
  std::int32_t max_steps = 2000;
  std::int32_t n_drops = 2;     // of the rate, to a tenth, each where patience has ended
  std::int32_t patience = 100;  // steps without a rise of the objective's moving average
  float averaging = 0.9F;       // of that average
  // Starts agree with the best one where their images' correlation is above, and their response at least that
  // share of its.
  float agreement_correlation = 0.9F, agreement_activation = 0.99F;
  std::int32_t border = 2;  // [px] width of the border whose share of the energy is told
  void check() const;
};

struct Mei {
  std::vector<float> image;        // (rows, cols) row-major, z-scored grey: the start that ended highest
  float activation = 0;            // its response, events
  float roughness = 0;             // sum (L * x)^2
  std::vector<float> activations;  // (n_starts,) of each start's image
  std::int32_t best_start = 0;     // the start that ended highest, from 0
  std::int32_t n_agreeing = 0;     // starts that ended at the same image, itself included
  float border_energy = 0;         // share of sum x^2 that lies in the border
  std::int32_t n_steps = 0;        // of the best start
  bool converged = false;          // it ended by patience, not by max_steps
};

// Responses of model neuron neurons[i] to images[i], (n,), and their gradients by the image, (n, rows, cols).
struct ResponseGradient {
  torch::Tensor responses, gradients;
};
using PairedGradient =
    std::function<ResponseGradient(const torch::Tensor& images, const torch::Tensor& neurons)>;

// One MEI for each of `neurons`, which name themselves to `gradient`; images of (rows, cols). The starts are
// drawn from `seed` and the neuron's index, so that they do not depend on the batch. Throws
// Error(interrupted) soon after a stop was requested.
std::vector<Mei> find_meis(const PairedGradient& gradient, std::span<const std::int64_t> neurons,
                           std::int64_t rows, std::int64_t cols, const MeiConfig& config, std::uint64_t seed,
                           std::stop_token stop = {});

// L * x with zeros beyond the border: (n, rows, cols) to the same.
torch::Tensor laplacian_of(const torch::Tensor& images);

}  // namespace doppel::science
