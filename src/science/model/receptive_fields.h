// Where in the image each neuron looks, before there is a model: where its responses follow the local
// contrast.
#pragma once

#include <torch/types.h>

#include "science/model/preparation.h"

namespace doppel::science {

struct ReceptiveFields {
  torch::Tensor centres;   // (n_neurons, 2) x, y in [-1, 1]: the centres of the first and the last pixel
  torch::Tensor strength;  // (n_neurons,) the correlation there, in SDs of one without any relation
};

// From the fitting part. The correlation, over images, of a neuron's response with the local contrast around
// each pixel (SD of the image after subtraction of its local mean, in windows of 7 px); the centre is the
// centroid of what exceeds seven tenths of the largest. Some 2 n_fit n_neurons pixels operations, float32 on
// the CPU.
ReceptiveFields estimate_receptive_fields(const PreparedData& data);

// The retinotopic map z = offset + xy linear^T to z = atanh(centres), by least squares over the neurons with
// strengths above 3, weighted by the excess, and how far each neuron is from it (0 where its own centre is
// not sure: shrunk by (strength - 4) / 4 in [0, 1]).
struct Retinotopy {
  torch::Tensor offset;      // (2,)
  torch::Tensor linear;      // (2, 2)
  torch::Tensor deviations;  // (n_neurons, 2)
};
// xy: (n_neurons, 2) cortical positions, z-scored; 0 where unknown.
Retinotopy fit_retinotopy(const ReceptiveFields& fields, const torch::Tensor& xy);

}  // namespace doppel::science
