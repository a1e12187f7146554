#include "schema/verification.h"

#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/recording.h"
#include "schema/suboptimal_gabor.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<VerificationScan>& verification_scan() {
  using V = VerificationScan;
  static const auto table =
      TableBuilder<V>("twin.verification_scan", Tier::manual,
                      "A second scan of neurons of a model that shows the Gabors chosen for them")
          .parent(suboptimal_gabor_task())
          .key("verification", Type::text, "name of the verification, e.g. that of the second scan")
          .column("animal_id", &V::animal_id, "", "the second scan, not that of the model")
          .column("session", &V::session, "", "the second scan, not that of the model")
          .column("scan_idx", &V::scan_idx, "", "the second scan, not that of the model")
          .column("n_matched_neurons", &V::n_matched_neurons, "", "neurons of the model that it shows again")
          .column("verification_sha256", &V::verification_sha256, "",
                  "SHA-256 over its recording and the matched neurons: what the agreement depends on")
          .refers_to(scan())
          .check("neurons_matched", "n_matched_neurons > 0")
          .build();
  return table;
}

const RowTable<VerificationNeuron>& verification_neuron() {
  static const auto table =
      TableBuilder<VerificationNeuron>("twin.verification_neuron", Tier::manual,
                                       "A neuron of the model, found again in the second scan")
          .parent(verification_scan())
          .parent(dataset_neuron())
          .column("verification_unit_id", &VerificationNeuron::verification_unit_id, "",
                  "its unit_id in the second scan")
          .unique({"dataset", "model_config", "training_config", "seed", "optimal_gabor_config",
                   "suboptimal_gabor_config", "verification", "verification_unit_id"})
          .build();
  return table;
}

const RowTable<SizeCurveAgreementConfig>& size_curve_agreement_config() {
  using C = SizeCurveAgreementConfig;
  static const auto table =
      TableBuilder<C>("twin.size_curve_agreement_config", Tier::lookup,
                      "How agreement of recorded and predicted size curves is summarised")
          .key("size_curve_agreement_config", Type::text, "name of the setting")
          .column("share_percents", &C::share_percents, "%",
                  "subsets: neurons that the Gabor shown drives to at least so much of their optimum")
          .column("min_curve_oracle", &C::min_curve_oracle, "",
                  "correlations over oracle are averaged over neurons whose oracle is at least this")
          .check("subsets_there", "cardinality(share_percents) > 0")
          .check("oracle_positive", "min_curve_oracle > 0")
          .build();
  return table;
}

const RowTable<SizeCurveAgreementTask>& size_curve_agreement_task() {
  static const auto table =
      TableBuilder<SizeCurveAgreementTask>("twin.size_curve_agreement_task", Tier::manual,
                                           "The comparisons of size curves that somebody asked for")
          .parent(verification_scan())
          .parent(size_curve_agreement_config())
          .build();
  return table;
}

const RowTable<SizeCurveAgreement>& size_curve_agreement() {
  using A = SizeCurveAgreement;
  static const auto table =
      TableBuilder<A>("twin.size_curve_agreement", Tier::computed,
                      "How size tuning curves recorded in a second scan agree with the model's")
          .parent(suboptimal_gabor())
          .parent(verification_scan())
          .parent(size_curve_agreement_task())
          .parent(size_curve_agreement_config())
          .parent(model())
          .column("n_verified_neurons", &A::n_verified_neurons, "", "neurons compared")
          .column("mean_curve_oracle", &A::mean_curve_oracle, "",
                  "mean over them of neuron_size_curve.curve_oracle")
          .column("curve_sizes", &A::curve_sizes, "px", "sizes of the curves of neuron_size_curve, ascending")
          .build();
  return table;
}

const RowTable<NeuronSizeCurve>& neuron_size_curve() {
  using N = NeuronSizeCurve;
  static const auto table =
      TableBuilder<N>("twin.neuron_size_curve", Tier::part,
                      "A neuron's size curves: recorded, and the model's under the Gabor shown "
                      "(gabor_coverage.best_gabor_rank) and its own optimal one")
          .master(size_curve_agreement())
          .parent(verification_neuron())
          .column("curve_oracle", &N::curve_oracle, "",
                  "correlation of each trial with the mean of the other trials of its size")
          .column("shown_correlation", &N::shown_correlation, "",
                  "of shown_curve with in_vivo_curve, over sizes")
          .column("optimal_correlation", &N::optimal_correlation, "",
                  "of optimal_curve with in_vivo_curve, over sizes")
          .column("shown_trial_correlation", &N::shown_trial_correlation, "",
                  "of shown_curve with single trials")
          .column("optimal_trial_correlation", &N::optimal_trial_correlation, "",
                  "of optimal_curve with single trials")
          .column("model_curve_similarity", &N::model_curve_similarity, "",
                  "correlation of shown_curve with optimal_curve, over sizes")
          .column("in_vivo_suppression", &N::in_vivo_suppression, "",
                  "of in_vivo_curve: (largest response - that to the largest size) / largest response")
          .column("shown_suppression", &N::shown_suppression, "", "of shown_curve")
          .column("optimal_suppression", &N::optimal_suppression, "", "of optimal_curve")
          .column("in_vivo_preferred_size", &N::in_vivo_preferred_size, "px",
                  "size of the largest response of in_vivo_curve, the smallest of equals")
          .column("shown_preferred_size", &N::shown_preferred_size, "px", "of shown_curve")
          .column("optimal_preferred_size", &N::optimal_preferred_size, "px", "of optimal_curve")
          .column("in_vivo_curve", &N::in_vivo_curve, "events", "mean recorded response at each size")
          .column("shown_curve", &N::shown_curve, "events", "the model's response to the very pictures shown")
          .column("optimal_curve", &N::optimal_curve, "events",
                  "the model's response to the neuron's optimal Gabor at each size, at the contrast shown")
          .column("in_vivo_trials", &N::in_vivo_trials, "events", "recorded responses, size by size")
          .column("trials_of_size", &N::trials_of_size, "", "how many of in_vivo_trials belong to each size")
          .build();
  return table;
}

const RowTable<AgreementByShare>& agreement_by_share() {
  using A = AgreementByShare;
  static const auto table =
      TableBuilder<A>("twin.agreement_by_share", Tier::part,
                      "Agreement over the neurons that the Gabor shown drives far enough")
          .master(size_curve_agreement())
          .key("model_curve", Type::text,
               "shown: the model under the pictures shown; optimal: under the neuron's optimal Gabor")
          .key("share_percent", Type::integer,
               "neurons that the Gabor shown drives to at least so much of their optimum", "%")
          .column("n_subset_neurons", &A::n_subset_neurons, "", "neurons of the subset")
          .column("n_reliable_neurons", &A::n_reliable_neurons, "",
                  "of them: with an oracle of at least min_curve_oracle")
          .column("subset_oracle", &A::subset_oracle, "", "mean curve_oracle of the subset")
          .column("subset_curve_correlation", &A::subset_curve_correlation, "",
                  "mean correlation with in_vivo_curve")
          .column("subset_trial_correlation", &A::subset_trial_correlation, "",
                  "mean correlation with single trials")
          .column("curve_of_oracle_mean", &A::curve_of_oracle_mean, "",
                  "mean of correlation with in_vivo_curve / oracle, over the reliable ones")
          .column("curve_of_oracle_sd", &A::curve_of_oracle_sd, "", "its SD over neurons")
          .column("trial_of_oracle_mean", &A::trial_of_oracle_mean, "",
                  "mean of correlation with single trials / oracle, over the reliable ones")
          .column("trial_of_oracle_sd", &A::trial_of_oracle_sd, "", "its SD over neurons")
          .check("curve_known", "model_curve in ('shown', 'optimal')")
          .build();
  return table;
}

}  // namespace doppel::schema
