#include "science/simulate/truth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "science/tuning/curves.h"
#include "science/tuning/experiment.h"
#include "science/tuning/interactions.h"

namespace doppel::science {
namespace {

constexpr float kSizeMin = 6, kSizeMax = 40;
constexpr float kFrequencyMin = 0.02F, kFrequencyMax = 0.25F;
constexpr int kPhases = 8;
constexpr std::array kFactors = {0.7F, 1.0F, 1.4F};  // on size and on frequency, in the coarse grid
constexpr int kHalvings = 6;                         // of the pattern search's steps
constexpr int kMaxMoves = 60;

struct Candidate {
  Gabor gabor;
  float response = 0;
};

float wrapped(float angle, float period) {
  const float rest = std::fmod(angle, period);
  return rest < 0 ? rest + period : rest;
}

// Brings a Gabor into the ranges; an orientation beyond 180 degrees is the same Gabor with the phase's sign
// turned.
Gabor normalised(Gabor gabor, const ResponseModel& model) {
  gabor.size = std::clamp(gabor.size, kSizeMin, kSizeMax);
  gabor.spatial_frequency = std::clamp(gabor.spatial_frequency, kFrequencyMin, kFrequencyMax);
  gabor.r_x = std::clamp(gabor.r_x, 0.0F, static_cast<float>(model.cols() - 1));
  gabor.r_y = std::clamp(gabor.r_y, 0.0F, static_cast<float>(model.rows() - 1));
  gabor.orientation = wrapped(gabor.orientation, 360.0F);
  if (gabor.orientation >= 180.0F) {
    gabor.orientation -= 180.0F;
    gabor.phase = -gabor.phase;
  }
  gabor.phase = wrapped(gabor.phase, 360.0F);
  return gabor;
}

// Evaluates n variants of each neuron's Gabor and keeps the best of them and itself. Returns which neurons
// moved.
std::vector<bool> keep_best(const ResponseModel& model, const std::vector<std::int64_t>& neurons,
                            std::vector<Candidate>& best, std::size_t n, const GaborStimulus& variant) {
  std::vector<Gabor> gabors;
  for (const std::int64_t neuron : neurons) gabors.push_back(best[static_cast<std::size_t>(neuron)].gabor);
  const auto responses = gabor_experiment(model, neurons, gabors, n, variant);
  std::vector<bool> moved(neurons.size(), false);
  std::vector<Candidate> after = best;  // `variant` reads `best`, so it must not change on the way
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    Candidate& mine = after[static_cast<std::size_t>(neurons[i])];
    const auto top = std::max_element(responses[i].begin(), responses[i].end());
    if (*top <= mine.response) continue;
    mine = {variant(i, static_cast<std::size_t>(top - responses[i].begin())), *top};
    moved[i] = true;
  }
  best = std::move(after);
  return moved;
}

// The k-th of the 12 neighbours at the scale of a step: one parameter a step up or down.
Gabor neighbour(Gabor gabor, std::size_t k, float scale) {
  const float sign = k % 2 == 0 ? scale : -scale;
  switch (k / 2) {
    case 0:
      gabor.r_x += 2.0F * sign;
      break;
    case 1:
      gabor.r_y += 2.0F * sign;
      break;
    case 2:
      gabor.size *= std::pow(1.35F, sign);
      break;
    case 3:
      gabor.spatial_frequency *= std::pow(1.35F, sign);
      break;
    case 4:
      gabor.orientation += 16.0F * sign;
      break;
    default:
      gabor.phase += 24.0F * sign;
  }
  return gabor;
}

void search_coarsely(const ResponseModel& model, const std::vector<std::int64_t>& neurons,
                     std::vector<Candidate>& best) {
  const std::size_t n = kFactors.size() * kFactors.size() * kPhases;
  keep_best(model, neurons, best, n, [&](std::size_t i, std::size_t j) {
    Gabor gabor = best[static_cast<std::size_t>(neurons[i])].gabor;
    gabor.phase += 360.0F * static_cast<float>(j % kPhases) / kPhases;
    gabor.size *= kFactors[j / kPhases % kFactors.size()];
    gabor.spatial_frequency *= kFactors[j / kPhases / kFactors.size()];
    return normalised(gabor, model);
  });
}

// Each neuron walks at its own step, halves it where no neighbour is better, and leaves when the step is
// small enough.
void refine(const ResponseModel& model, std::vector<std::int64_t> walking, std::vector<Candidate>& best) {
  std::vector<int> halvings(best.size(), 0);
  for (int move = 0; move < kMaxMoves && !walking.empty(); ++move) {
    const auto moved = keep_best(model, walking, best, 12, [&](std::size_t i, std::size_t j) {
      const auto neuron = static_cast<std::size_t>(walking[i]);
      return normalised(
          neighbour(best[neuron].gabor, j, std::pow(0.5F, static_cast<float>(halvings[neuron]))), model);
    });
    std::vector<std::int64_t> still;
    for (std::size_t i = 0; i < walking.size(); ++i) {
      int& mine = halvings[static_cast<std::size_t>(walking[i])];
      if (!moved[i]) ++mine;
      if (mine < kHalvings) still.push_back(walking[i]);
    }
    walking = std::move(still);
  }
}

std::vector<Candidate> search(const ResponseModel& model, std::span<const NeuronDesign> designs) {
  std::vector<std::int64_t> neurons(designs.size());
  std::iota(neurons.begin(), neurons.end(), 0);
  std::vector<Candidate> best;
  for (const NeuronDesign& design : designs) best.push_back({normalised(own_gabor(design), model), -1.0F});
  search_coarsely(model, neurons, best);
  refine(model, neurons, best);
  return best;
}

NeuronTruth from_design(const NeuronDesign& design, const Candidate& optimum) {
  NeuronTruth truth;
  truth.optimal_gabor = optimum.gabor;
  truth.activation = optimum.response;
  truth.oriented = design.oriented;
  truth.phase_invariance = design.phase_invariance;
  truth.suppression_strength = design.suppression_strength;
  truth.cross_inhibition_strength = design.cross_inhibition_strength;
  truth.receptive_field_x = design.x;
  truth.receptive_field_y = design.y;
  return truth;
}

}  // namespace

std::vector<Gabor> true_optimal_gabors(const ResponseModel& model, std::span<const NeuronDesign> designs) {
  std::vector<Gabor> gabors;
  for (const Candidate& best : search(model, designs)) gabors.push_back(best.gabor);
  return gabors;
}

std::vector<NeuronTruth> measure_truth(const ResponseModel& model, std::span<const NeuronDesign> designs) {
  std::vector<NeuronTruth> truths;
  std::vector<Gabor> gabors;
  const auto optima = search(model, designs);
  for (std::size_t i = 0; i < designs.size(); ++i) {
    truths.push_back(from_design(designs[i], optima[i]));
    gabors.push_back(optima[i].gabor);
  }
  std::vector<std::int64_t> neurons(designs.size());
  std::iota(neurons.begin(), neurons.end(), 0);
  const auto orientation = orientation_tuning(model, neurons, gabors, 24);
  const auto phase = phase_tuning(model, neurons, gabors, 24);
  const auto size_contrast = size_contrast_tuning(model, neurons, gabors);
  const auto plaid = plaid_tuning(model, neurons, gabors);
  for (std::size_t i = 0; i < truths.size(); ++i) {
    truths[i].orientation_index = orientation[i].index;
    if (truths[i].oriented) truths[i].preferred_orientation = orientation[i].preferred;
    truths[i].phase_index = phase[i].index;
    truths[i].suppression_index = size_contrast[i].suppression_index;
    truths[i].cross_orientation_index = plaid[i].cross_orientation_index;
  }
  return truths;
}

}  // namespace doppel::science
