// From recordings to what training works on: the split, and a normalisation that sees the fitting part alone.
#pragma once

#include <torch/torch.h>

#include "science/model/data.h"

namespace doppel::science {

struct PreparedData {
  torch::Tensor images;      // (n_train, rows, cols), z-scored with image_mean, image_sd
  torch::Tensor responses;   // (n_train, n_neurons), divided by response_sd; 0 where not seen
  torch::Tensor seen;        // (n_train, n_neurons) float32 0 or 1; undefined: every pair was recorded
  torch::Tensor fit;         // (n_fit,) int64: images that are fitted, in a random order
  torch::Tensor validation;  // (n_validation,) int64
  float image_mean = 0;      // grey values of the fitting part
  float image_sd = 1;
  torch::Tensor response_sd;    // (n_neurons,), events; 1 where it is below mean(SD) / 100
  torch::Tensor mean_response;  // (n_neurons,) of the normalised responses of the fitting part
};

// Deterministic for (data, share, seed). Throws Error(bad_input) on shapes that disagree, values that are not
// finite, negative responses, or fewer than one image on either side of the split.
PreparedData prepare(const ModelData& data, float validation_share, std::uint64_t seed);

// A permutation of 0 .. n - 1 (Fisher-Yates), the same on every platform. int64, CPU.
torch::Tensor random_permutation(std::int64_t n, std::uint64_t seed);

}  // namespace doppel::science
