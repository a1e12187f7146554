// What a model is trained and scored on. Tensors are contiguous float32 on the CPU unless stated.
#pragma once

#include <torch/types.h>

#include <vector>

namespace doppel::science {

struct ModelData {
  torch::Tensor train_images;     // (n_train, rows, cols), grey values 0..255, not normalised
  torch::Tensor train_responses;  // (n_train, n_neurons), events, not normalised
  torch::Tensor train_seen;       // (n_train, n_neurons) bool; undefined: every pair was recorded
  torch::Tensor test_images;      // (n_test, rows, cols)
  torch::Tensor test_responses;   // (n_test, n_repeats, n_neurons), events
  torch::Tensor test_seen;        // (n_test, n_neurons) bool; undefined: all
  torch::Tensor positions;        // (n_neurons, 2) cortical x, y, z-scored per scan; 0 where unknown
};

}  // namespace doppel::science
