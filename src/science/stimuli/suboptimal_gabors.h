// A few Gabors in the middle of the image that stand for the optimal ones of a whole population, so that one
// recording can show them [paper, in vivo verification]: of a grid's Gabors at the image's centre, greedily
// those that newly drive most neurons to a share of their own optimum (greedy_cover.h; ties go to the first
// in grid order: size, frequency, contrast, orientation, phase).
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "science/model/response_model.h"
#include "science/stimuli/gabor.h"
#include "science/stimuli/optimal_gabor.h"

namespace doppel::science {

struct GaborCoverConfig {
  float driven_share = 0.5F;  // a Gabor drives a neuron that answers with this share of its own optimum
  std::int32_t n_gabors = 20;
  bool highest_contrast_only = false;  // of the grid's contrasts
  void check() const;
};

struct ChosenGabor {
  Gabor gabor;
  std::int32_t n_driven = 0, n_newly_driven = 0;  // neurons: by it alone; by it and none before
};

struct GaborChoice {
  std::vector<ChosenGabor> gabors;         // in the order chosen; fewer than asked for if no more help
  std::vector<std::vector<float>> shares;  // (n_neurons, gabors): response over the neuron's optimum
  std::int64_t n_stimuli = 0;              // that were compared
};

// activations: the response of each of the model's neurons to its own optimal Gabor [events]; a neuron whose
// optimum is 0 has shares of 0. Throws Error(interrupted) soon after a stop was requested.
GaborChoice choose_gabors(const ResponseModel& model, const GaborGrid& grid,
                          std::span<const float> activations, const GaborCoverConfig& config,
                          const std::stop_token& stop = {});

}  // namespace doppel::science
