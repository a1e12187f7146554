#include "science/simulate/index_draws.h"

#include <algorithm>
#include <numeric>

#include "science/simulate/population.h"
#include "science/tuning/interactions.h"

namespace doppel::science {
namespace {

constexpr float kLargestDraw = 2;      // of a strength (design.cpp)
constexpr float kLargestIndex = 0.6F;  // which nearly every neuron reaches with a strength below the next
constexpr float kLargestStrength = 8;
constexpr int kSteps = 14;  // of bisection, to a strength of 0.0005
constexpr int kRounds = 2;  // either strength moves the other's index a little

// An index is 0 where all responses are. A pool that silences a neuron is too strong.
float index_or_silent(float index, const std::vector<float>& responses) {
  return *std::ranges::max_element(responses) > 0 ? index : 1;
}

using Strength = float NeuronDesign::*;
using Indices = std::vector<float> (*)(const SimulatedPopulation&, const std::vector<std::int64_t>&,
                                       const std::vector<Gabor>&);

std::vector<float> suppression_indices(const SimulatedPopulation& population,
                                       const std::vector<std::int64_t>& neurons,
                                       const std::vector<Gabor>& gabors) {
  SizeContrastConfig experiment;
  experiment.contrast_min = kLargestContrast;
  experiment.n_contrasts = 1;
  std::vector<float> indices;
  for (const auto& tuning : size_contrast_tuning(population, neurons, gabors, experiment))
    indices.push_back(index_or_silent(tuning.suppression_index, tuning.responses));
  return indices;
}

std::vector<float> cross_orientation_indices(const SimulatedPopulation& population,
                                             const std::vector<std::int64_t>& neurons,
                                             const std::vector<Gabor>& gabors) {
  PlaidConfig experiment;  // the paper's highest contrast by fewer steps: the index looks at its row alone
  experiment.contrast_min = 0.25F;
  experiment.contrast_factor = 2;
  experiment.n_contrasts = 4;
  std::vector<float> indices;
  for (const auto& tuning : plaid_tuning(population, neurons, gabors, experiment))
    indices.push_back(index_or_silent(tuning.cross_orientation_index, tuning.responses));
  return indices;
}

// Bisects one strength of all designs at once. An index grows with its strength.
void solve(const SimulationConfig& config, std::vector<NeuronDesign>& designs, Strength strength,
           const std::vector<float>& targets, Indices measure) {
  std::vector<std::int64_t> neurons(designs.size());
  std::iota(neurons.begin(), neurons.end(), 0);
  std::vector<Gabor> gabors;
  for (const NeuronDesign& design : designs) gabors.push_back(own_gabor(design));
  std::vector<float> low(designs.size(), 0), high(designs.size(), kLargestStrength);
  for (int step = 0; step < kSteps; ++step) {
    for (std::size_t i = 0; i < designs.size(); ++i) designs[i].*strength = (low[i] + high[i]) / 2;
    const auto found = measure(SimulatedPopulation(config, designs), neurons, gabors);
    for (std::size_t i = 0; i < designs.size(); ++i)
      (found[i] < targets[i] ? low : high)[i] = designs[i].*strength;
  }
  for (std::size_t i = 0; i < designs.size(); ++i) designs[i].*strength = low[i];
}

std::vector<float> targets_of(const std::vector<NeuronDesign>& designs, Strength draw) {
  std::vector<float> targets;
  for (const NeuronDesign& design : designs) targets.push_back(kLargestIndex * design.*draw / kLargestDraw);
  return targets;
}

}  // namespace

std::vector<NeuronDesign> with_strengths_of_indices(const SimulationConfig& config,
                                                    std::vector<NeuronDesign> designs) {
  constexpr Strength suppression = &NeuronDesign::suppression_strength;
  constexpr Strength inhibition = &NeuronDesign::cross_inhibition_strength;
  const auto suppressed = targets_of(designs, suppression);
  const auto inhibited = targets_of(designs, inhibition);  // 0 of the unoriented, so that they keep 0
  for (int round = 0; round < kRounds; ++round) {
    solve(config, designs, suppression, suppressed, suppression_indices);
    solve(config, designs, inhibition, inhibited, cross_orientation_indices);
  }
  return designs;
}

}  // namespace doppel::science
