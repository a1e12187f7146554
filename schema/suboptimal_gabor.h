// A few Gabors in the middle of the image that stand for the optimal Gabors of a whole population, so that
// one recording can show them: settings, what was asked for, the Gabors, the pictures to show, and how far
// each neuron is driven.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct CompleteOptimalGabors {
  relation::Key key;
  std::int32_t n_searched_neurons = 0;
  std::string optimal_gabors_sha256;
};
const relation::RowTable<CompleteOptimalGabors>& complete_optimal_gabors();

struct SuboptimalGaborConfig {
  relation::Key key;
  float driven_share = 0;
  std::int32_t n_gabors = 0;
  bool highest_contrast_only = false;
  std::vector<float> verification_sizes;
  std::optional<float> verification_contrast;
};
const relation::RowTable<SuboptimalGaborConfig>& suboptimal_gabor_config();

struct SuboptimalGaborTask {
  relation::Key key;
};
const relation::RowTable<SuboptimalGaborTask>& suboptimal_gabor_task();

struct SuboptimalGaborRow {
  relation::Key key;
  std::int64_t n_centred_stimuli = 0;
  std::int32_t n_chosen_gabors = 0, n_driven_neurons = 0;
  float driven_neurons_share = 0;
  float stimulus_grey_mean = 0, stimulus_grey_sd = 0;
  std::int32_t n_stimulus_images = 0, n_clipped_images = 0;
  std::string stimuli_sha256;
};
const relation::RowTable<SuboptimalGaborRow>& suboptimal_gabor();

struct ChosenGaborRow {
  relation::Key key;
  float chosen_x = 0, chosen_y = 0, chosen_size = 0, chosen_frequency = 0, chosen_contrast = 0,
        chosen_orientation = 0, chosen_phase = 0;
  std::int32_t n_driven_alone = 0, n_newly_driven = 0;
  float cumulated_share = 0;
};
const relation::RowTable<ChosenGaborRow>& chosen_gabor();

struct VerificationStimulus {
  relation::Key key;
  float stimulus_size = 0, stimulus_contrast = 0;
  std::string stimulus_sha256;
  float clipped_share = 0;
};
const relation::RowTable<VerificationStimulus>& verification_stimulus();

struct GaborCoverage {
  relation::Key key;
  std::int32_t best_gabor_rank = 0;
  float share_of_optimum = 0;
  std::vector<float> gabor_shares;
};
const relation::RowTable<GaborCoverage>& gabor_coverage();

}  // namespace doppel::schema
