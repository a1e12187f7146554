// A neuron's optimal Gabor, difference of Gaussians and MEI side by side, at equal norms.
#pragma once

#include <optional>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct StimulusComparisonConfig {
  relation::Key key;
  std::int32_t n_energies = 0;
  float energy_min = 0, energy_max = 0;
};
const relation::RowTable<StimulusComparisonConfig>& stimulus_comparison_config();

struct StimulusComparisonTask {
  relation::Key key;
};
const relation::RowTable<StimulusComparisonTask>& stimulus_comparison_task();

struct StimulusComparisonRow {
  relation::Key key;
  std::optional<float> gabor_dog, gabor_mei, dog_mei;
  std::vector<float> energies, gabor_responses, dog_responses, mei_responses;
};
const relation::RowTable<StimulusComparisonRow>& stimulus_comparison();

}  // namespace doppel::schema
