#include "schema/model_set.h"

#include "schema/dataset.h"
#include "schema/model.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<ModelSet>& model_set() {
  static const auto table =
      TableBuilder<ModelSet>(
          "twin.model_set", Tier::manual,
          "Models of one dataset whose ensemble somebody asked for (doppel request ensemble)")
          .parent(dataset())
          .key("model_set", Type::text, "name of the set")
          .build();
  return table;
}

const RowTable<ModelSetMember>& model_set_member() {
  static const auto table =
      TableBuilder<ModelSetMember>("twin.model_set_member", Tier::manual,
                                   "The models of a set: of other seeds or settings")
          .parent(model_set())
          .parent(training_task())
          .column("model_set_index", &ModelSetMember::model_set_index, "", "place in the set, from 0")
          .unique({"dataset", "model_set", "model_set_index"})
          .build();
  return table;
}

const RowTable<CompleteModelSet>& complete_model_set() {
  using S = CompleteModelSet;
  static const auto table =
      TableBuilder<S>("twin.complete_model_set", Tier::manual,
                      "Sets all of whose models are scored; triggers keep it (sql/complete_sets.sql)")
          .parent(model_set())
          .column("n_set_models", &S::n_set_models, "", "models")
          .column("model_scores_sha256", &S::model_scores_sha256, "",
                  "SHA-256 over the places and row hashes of the models' scores")
          .build();
  return table;
}

const RowTable<Ensemble>& ensemble() {
  using E = Ensemble;
  static const auto table =
      TableBuilder<E>("twin.ensemble", Tier::computed,
                      "How well the mean of several twins' predictions agrees with the test images' trials")
          .parent(complete_model_set())
          .parent(dataset())
          .column("mean_ensemble_single_trial_correlation", &E::mean_ensemble_single_trial_correlation, "",
                  "of the ensemble with single trials, mean over neurons")
          .column("mean_ensemble_average_correlation", &E::mean_ensemble_average_correlation, "",
                  "of the ensemble with the mean over repeats, mean over neurons")
          .column("mean_members_single_trial_correlation", &E::mean_members_single_trial_correlation, "",
                  "of a member with single trials, mean over members and neurons")
          .column("mean_members_average_correlation", &E::mean_members_average_correlation, "",
                  "of a member with the mean over repeats, mean over members and neurons")
          .column("best_member_single_trial_correlation", &E::best_member_single_trial_correlation, "",
                  "of the best member with single trials, mean over neurons")
          .build();
  return table;
}

const RowTable<EnsembleScore>& ensemble_score() {
  using S = EnsembleScore;
  static const auto table =
      TableBuilder<S>("twin.ensemble_score", Tier::part,
                      "How well an ensemble predicts one neuron, with its predictions")
          .master(ensemble())
          .parent(dataset_neuron())
          .column("ensemble_single_trial_correlation", &S::ensemble_single_trial_correlation, "",
                  "over all pairs of test image and repeat; 0 for a constant neuron")
          .column("ensemble_average_correlation", &S::ensemble_average_correlation, "",
                  "with the mean over repeats")
          .column("members_single_trial_correlation", &S::members_single_trial_correlation, "",
                  "neuron_score.single_trial_correlation, mean over members")
          .column("members_average_correlation", &S::members_average_correlation, "",
                  "neuron_score.average_correlation, mean over members")
          .column("ensemble_predictions", &S::ensemble_predictions, "events",
                  "mean of the members' neuron_score.test_predictions")
          .build();
  return table;
}

}  // namespace doppel::schema
