// In vivo verification: a second scan of a model's neurons that shows the Gabors chosen for them, and how far
// the size tuning curves recorded there agree with the model's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct VerificationScan {
  relation::Key key;
  std::int32_t animal_id = 0, session = 0, scan_idx = 0;
  std::int32_t n_matched_neurons = 0;
  std::string verification_sha256;
};
const relation::RowTable<VerificationScan>& verification_scan();

struct VerificationNeuron {
  relation::Key key;
  std::int32_t verification_unit_id = 0;
};
const relation::RowTable<VerificationNeuron>& verification_neuron();

struct SizeCurveAgreementConfig {
  relation::Key key;
  std::vector<std::int32_t> share_percents;
  double min_curve_oracle = 0;
};
const relation::RowTable<SizeCurveAgreementConfig>& size_curve_agreement_config();

struct SizeCurveAgreementTask {
  relation::Key key;
};
const relation::RowTable<SizeCurveAgreementTask>& size_curve_agreement_task();

struct SizeCurveAgreement {
  relation::Key key;
  std::int32_t n_verified_neurons = 0;
  double mean_curve_oracle = 0;
  std::vector<float> curve_sizes;
};
const relation::RowTable<SizeCurveAgreement>& size_curve_agreement();

struct NeuronSizeCurve {
  relation::Key key;
  double curve_oracle = 0;
  double shown_correlation = 0, optimal_correlation = 0;
  double shown_trial_correlation = 0, optimal_trial_correlation = 0;
  double model_curve_similarity = 0;
  float in_vivo_suppression = 0, shown_suppression = 0, optimal_suppression = 0;
  float in_vivo_preferred_size = 0, shown_preferred_size = 0, optimal_preferred_size = 0;
  std::vector<float> in_vivo_curve, shown_curve, optimal_curve, in_vivo_trials;
  std::vector<std::int32_t> trials_of_size;
};
const relation::RowTable<NeuronSizeCurve>& neuron_size_curve();

struct AgreementByShare {
  relation::Key key;
  std::int32_t n_subset_neurons = 0, n_reliable_neurons = 0;
  std::optional<double> subset_oracle, subset_curve_correlation, subset_trial_correlation;
  std::optional<double> curve_of_oracle_mean, curve_of_oracle_sd, trial_of_oracle_mean, trial_of_oracle_sd;
};
const relation::RowTable<AgreementByShare>& agreement_by_share();

}  // namespace doppel::schema
