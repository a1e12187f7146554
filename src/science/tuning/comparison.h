// How well simple stimuli stand for a neuron's most exciting image: its optimal Gabor, difference of
// Gaussians and MEI, all scaled to the same L2 norm, at several norms [paper eq. 15-17].
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "science/model/response_model.h"

namespace doppel::science {

struct ComparisonConfig {
  std::int32_t n_energies = 10;           // log-spaced
  float energy_min = 3, energy_max = 24;  // L2 norms, in z-scored grey
  void check() const;
};

struct StimulusComparison {
  std::vector<float> energies;                                       // ascending
  std::vector<float> gabor_responses, dog_responses, mei_responses;  // (n_energies,), events
  // Mean over energies of the ratio of responses; absent where one of the divisors is 0.
  std::optional<float> gabor_dog, gabor_mei, dog_mei;
};

// One image of each kind for each of `neurons`, (n, rows, cols) of any norm but 0.
struct ComparedStimuli {
  torch::Tensor gabors, dogs, meis;
};

std::vector<StimulusComparison> compare_stimuli(const ResponseModel& model,
                                                std::span<const std::int64_t> neurons,
                                                const ComparedStimuli& stimuli,
                                                const ComparisonConfig& config);

}  // namespace doppel::science
