// Size-contrast and plaid experiments in silico, with the neuron's own optimal Gabor: settings, what was
// asked for, curves and indices.
#pragma once

#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct SizeContrastConfigRow {
  relation::Key key;
  float experiment_size_min = 0, experiment_size_factor = 0;
  std::int32_t n_experiment_sizes = 0;
  float experiment_contrast_min = 0, experiment_contrast_factor = 0;
  std::int32_t n_experiment_contrasts = 0;
};
const relation::RowTable<SizeContrastConfigRow>& size_contrast_config();

struct PlaidConfigRow {
  relation::Key key;
  float plaid_contrast_min = 0, plaid_contrast_factor = 0;
  std::int32_t n_plaid_contrasts = 0;
};
const relation::RowTable<PlaidConfigRow>& plaid_config();

struct InteractionTask {
  relation::Key key;
};
const relation::RowTable<InteractionTask>& size_contrast_task();
const relation::RowTable<InteractionTask>& plaid_task();

struct SizeContrastRow {
  relation::Key key;
  float suppression_index = 0, contrast_index = 0, preferred_size = 0;
  std::vector<float> sizes, contrasts, responses;
};
const relation::RowTable<SizeContrastRow>& size_contrast_tuning();

struct PlaidRow {
  relation::Key key;
  float cross_orientation_index = 0;
  std::vector<float> plaid_contrasts, responses;
};
const relation::RowTable<PlaidRow>& plaid_tuning();

}  // namespace doppel::schema
