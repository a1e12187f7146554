// In silico experiments: each neuron is shown its own list of stimuli, all neurons and stimuli in bounded
// batches. Every experiment of this folder runs through these functions, on a twin and on the simulator's
// truth alike.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "science/model/response_model.h"
#include "science/stimuli/gabor.h"

namespace doppel::science {

// The j-th stimulus of the i-th neuron of the experiment (its place in `neurons`).
using GaborStimulus = std::function<Gabor(std::size_t i, std::size_t j)>;

// Responses [events] of model neuron neurons[i] to its n_stimuli Gabors: one vector a neuron. gabors[i]
// belongs to neurons[i]; throws Error(bad_input) when their numbers differ or a neuron is not one of the
// model's.
std::vector<std::vector<float>> gabor_experiment(const ResponseModel& model,
                                                 std::span<const std::int64_t> neurons,
                                                 std::span<const Gabor> gabors, std::size_t n_stimuli,
                                                 const GaborStimulus& stimulus);

// The same for stimuli that are the sum of two Gabors.
std::vector<std::vector<float>> plaid_experiment(const ResponseModel& model,
                                                 std::span<const std::int64_t> neurons,
                                                 std::span<const Gabor> gabors, std::size_t n_stimuli,
                                                 const GaborStimulus& first, const GaborStimulus& second);

}  // namespace doppel::science
