// How reliable neurons are (oracle) and how well twins predict them (scores).
#pragma once

#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct ScanOracle {
  relation::Key key;
  std::int32_t n_repeated_images = 0, n_repeats = 0;
  float mean_jackknife_oracle = 0, mean_conservative_oracle = 0;
};
const relation::RowTable<ScanOracle>& scan_oracle();

struct Oracle {
  relation::Key key;
  float jackknife_oracle = 0, conservative_oracle = 0;
};
const relation::RowTable<Oracle>& oracle();

struct ModelScore {
  relation::Key key;
  float mean_single_trial_correlation = 0, mean_average_correlation = 0;
  float mean_test_oracle = 0, mean_test_conservative_oracle = 0;
  float fraction_oracle = 0, fraction_conservative_oracle = 0;
};
const relation::RowTable<ModelScore>& model_score();

struct NeuronScore {
  relation::Key key;
  float single_trial_correlation = 0, average_correlation = 0;
  std::vector<float> test_predictions, test_means;
};
const relation::RowTable<NeuronScore>& neuron_score();

}  // namespace doppel::schema
