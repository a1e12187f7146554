// The experiments that rows of size_contrast_config and plaid_config describe.
#pragma once

#include "schema/interactions.h"
#include "science/tuning/interactions.h"

namespace doppel::workers {

inline science::SizeContrastConfig experiment_of(const schema::SizeContrastConfigRow& row) {
  science::SizeContrastConfig config;
  config.size_min = row.experiment_size_min;
  config.size_factor = row.experiment_size_factor;
  config.n_sizes = row.n_experiment_sizes;
  config.contrast_min = row.experiment_contrast_min;
  config.contrast_factor = row.experiment_contrast_factor;
  config.n_contrasts = row.n_experiment_contrasts;
  return config;
}

inline science::PlaidConfig experiment_of(const schema::PlaidConfigRow& row) {
  science::PlaidConfig config;
  config.contrast_min = row.plaid_contrast_min;
  config.contrast_factor = row.plaid_contrast_factor;
  config.n_contrasts = row.n_plaid_contrasts;
  return config;
}

}  // namespace doppel::workers
