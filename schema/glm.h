// The linear-nonlinear baseline of a dataset's neurons, and how far a twin is above it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct GlmConfigRow {
  relation::Key key;
  std::int32_t n_alphas = 0;
  float alpha_min = 0, alpha_max = 0;
  std::int32_t n_folds = 0;
  std::int64_t glm_seed = 0;
  float glm_tolerance = 0;
  std::int32_t max_glm_iterations = 0;
  float min_glm_correlation = 0;
};
const relation::RowTable<GlmConfigRow>& glm_config();

struct GlmTask {
  relation::Key key;
};
const relation::RowTable<GlmTask>& glm_task();

struct GlmRow {
  relation::Key key;
  float mean_glm_single_trial_correlation = 0, mean_glm_average_correlation = 0;
  std::int32_t n_glm_converged = 0;
};
const relation::RowTable<GlmRow>& glm();

struct GlmNeuron {
  relation::Key key;
  std::vector<float> glm_weights;
  float glm_bias = 0, glm_alpha = 0;
  std::vector<float> cross_validated_losses;
  float cross_validated_loss = 0, glm_single_trial_correlation = 0, glm_average_correlation = 0;
  bool glm_converged = false;
};
const relation::RowTable<GlmNeuron>& glm_neuron();

struct Nonlinearity {
  relation::Key key;
  std::optional<float> nonlinearity_index;
  std::optional<std::string> no_nonlinearity_index;
};
const relation::RowTable<Nonlinearity>& nonlinearity();

}  // namespace doppel::schema
