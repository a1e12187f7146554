// The GLM baseline of a whole dataset: each neuron fitted on the training images that it saw, and its
// predictions of the test images. Neurons that saw the same images are solved together.
#pragma once

#include <stop_token>

#include "science/model/data.h"
#include "science/model/glm.h"

namespace doppel::science {

struct GlmBaseline {
  GlmFit fit;                 // of responses in units of each neuron's SD; tensors on the CPU
  torch::Tensor bias;         // (neurons,) of expected events: the fit's bias plus log SD
  torch::Tensor predictions;  // (n_test, neurons), events
};

// Pixels are z-scored with one mean and SD over the training images seen, responses divided by their SD; an
// SD below a hundredth of the mean SD counts as 1. Throws Error(interrupted) soon after a stop was requested.
GlmBaseline fit_baseline(const ModelData& data, const GlmConfig& config, std::uint64_t seed,
                         const torch::Device& device, std::stop_token stop = {});

}  // namespace doppel::science
