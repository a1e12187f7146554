// From recordings to what training works on: the split, and a normalisation that sees the fitting part alone.
#pragma once

#include <torch/types.h>

#include "science/model/data.h"

namespace doppel::science {

struct Batch {
  torch::Tensor images;     // (n, rows, cols), z-scored with image_mean, image_sd
  torch::Tensor responses;  // (n, n_neurons), divided by response_sd; 0 where not seen
  torch::Tensor seen;       // (n, n_neurons) float32 0 or 1; undefined: every pair was recorded
};

// The recording itself is referred to, not copied, and normalised batch by batch: so it may be larger than
// the memory (its tensors lie in a file then) and than the device's (it stays on the host).
struct PreparedData {
  torch::Tensor images;      // (n_train, rows, cols), as recorded
  torch::Tensor responses;   // (n_train, n_neurons), as recorded
  torch::Tensor seen;        // (n_train, n_neurons) bool; undefined: every pair was recorded
  torch::Tensor fit;         // (n_fit,) int64: images that are fitted, in a random order
  torch::Tensor validation;  // (n_validation,) int64
  float image_mean = 0;      // grey values of the fitting part
  float image_sd = 1;
  torch::Tensor response_sd;    // (n_neurons,), events; 1 where it is below mean(SD) / 100
  torch::Tensor mean_response;  // (n_neurons,) of the normalised responses of the fitting part

  std::int64_t n_bytes() const;  // of images, responses, seen
  void move_to(const torch::Device& device);
  // The rows of `index` (n,), int64, on `device`, wherever the recording lies.
  Batch batch(const torch::Tensor& index, const torch::Device& device) const;
};

// Deterministic for (data, share, seed). Throws Error(bad_input) on shapes that disagree, values that are not
// finite, negative responses, or fewer than one image on either side of the split.
PreparedData prepare(const ModelData& data, float validation_share, std::uint64_t seed);

// Has the device room for a training set of as many bytes, and as much again for the training itself?
bool has_room(const torch::Device& device, std::int64_t n_bytes);

// A permutation of 0 .. n - 1 (Fisher-Yates), the same on every platform. int64, CPU.
torch::Tensor random_permutation(std::int64_t n, std::uint64_t seed);

}  // namespace doppel::science
