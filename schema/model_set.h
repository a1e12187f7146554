// Several models of one dataset as one: of other seeds or settings. Their ensemble predicts by the mean of
// their predictions.
#pragma once

#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct ModelSet {
  relation::Key key;
};
const relation::RowTable<ModelSet>& model_set();

struct ModelSetMember {
  relation::Key key;
  std::int32_t model_set_index = 0;
};
const relation::RowTable<ModelSetMember>& model_set_member();

struct CompleteModelSet {
  relation::Key key;
  std::int32_t n_set_models = 0;
  std::string model_scores_sha256;
};
const relation::RowTable<CompleteModelSet>& complete_model_set();

struct Ensemble {
  relation::Key key;
  float mean_ensemble_single_trial_correlation = 0, mean_ensemble_average_correlation = 0;
  float mean_members_single_trial_correlation = 0, mean_members_average_correlation = 0;
  float best_member_single_trial_correlation = 0;
};
const relation::RowTable<Ensemble>& ensemble();

struct EnsembleScore {
  relation::Key key;
  float ensemble_single_trial_correlation = 0, ensemble_average_correlation = 0;
  float members_single_trial_correlation = 0, members_average_correlation = 0;
  std::vector<float> ensemble_predictions;
};
const relation::RowTable<EnsembleScore>& ensemble_score();

}  // namespace doppel::schema
