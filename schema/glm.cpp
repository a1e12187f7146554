#include "schema/glm.h"

#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/scores.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<GlmConfigRow>& glm_config() {
  using C = GlmConfigRow;
  static const auto table =
      TableBuilder<C>("twin.glm_config", Tier::lookup, "Settings of the GLM baseline")
          .key("glm_config", Type::text, "name of the setting")
          .column("n_alphas", &C::n_alphas, "", "weights of the penalty that are tried, log-spaced")
          .column("alpha_min", &C::alpha_min, "", "smallest weight of the penalty (alpha / 2) ||w||^2")
          .column("alpha_max", &C::alpha_max, "", "largest")
          .column("n_folds", &C::n_folds, "", "folds of the cross-validation on the training images")
          .column("glm_seed", &C::glm_seed, "", "of the folds")
          .column("glm_tolerance", &C::glm_tolerance, "", "loss that is left to gain where a fit ends")
          .column("max_glm_iterations", &C::max_glm_iterations, "", "iterations of a fit at most")
          .column(
              "min_glm_correlation", &C::min_glm_correlation, "",
              "single-trial test correlation of the GLM below which the non-linearity index is not defined")
          .check("alphas_positive", "n_alphas > 0 and alpha_min > 0 and alpha_max >= alpha_min")
          .check("enough_folds", "n_folds >= 2")
          .build();
  return table;
}

const RowTable<GlmTask>& glm_task() {
  static const auto table =
      TableBuilder<GlmTask>("twin.glm_task", Tier::manual, "The GLM baselines that somebody asked for")
          .parent(dataset())
          .parent(glm_config())
          .build();
  return table;
}

const RowTable<GlmRow>& glm() {
  using G = GlmRow;
  static const auto table =
      TableBuilder<G>("twin.glm", Tier::computed,
                      "The Poisson regression of every neuron of a dataset on the pixels")
          .parent(dataset())
          .parent(glm_task())
          .parent(glm_config())
          .column("mean_glm_single_trial_correlation", &G::mean_glm_single_trial_correlation, "",
                  "prediction with single trials, mean over neurons")
          .column("mean_glm_average_correlation", &G::mean_glm_average_correlation, "",
                  "prediction with the mean over repeats, mean over neurons")
          .column("n_glm_converged", &G::n_glm_converged, "", "neurons whose final fit reached the tolerance")
          .build();
  return table;
}

const RowTable<GlmNeuron>& glm_neuron() {
  using G = GlmNeuron;
  static const auto table =
      TableBuilder<G>("twin.glm_neuron", Tier::part,
                      "The Poisson regression of one neuron: expected events = exp(w . x + bias)")
          .master(glm())
          .parent(dataset_neuron())
          .column("glm_weights", &G::glm_weights, "1 / z-score",
                  "w: rows x columns of the image, row-major; pixels z-scored over all training images that "
                  "the neuron saw")
          .column("glm_bias", &G::glm_bias, "", "log of the expected events at mean grey")
          .column("glm_alpha", &G::glm_alpha, "",
                  "chosen weight of the penalty: the lowest cross-validated loss")
          .column("cross_validated_losses", &G::cross_validated_losses, "",
                  "mean of mu - y log(mu) on the images left out, at each alpha ascending; y in units of the "
                  "neuron's SD")
          .column("cross_validated_loss", &G::cross_validated_loss, "", "the lowest of them")
          .column("glm_single_trial_correlation", &G::glm_single_trial_correlation, "",
                  "over all pairs of test image and repeat; 0 for a constant neuron")
          .column("glm_average_correlation", &G::glm_average_correlation, "", "with the mean over repeats")
          .column("glm_converged", &G::glm_converged, "", "the final fit reached the tolerance")
          .build();
  return table;
}

const RowTable<Nonlinearity>& nonlinearity() {
  using N = Nonlinearity;
  static const auto table =
      TableBuilder<N>("twin.nonlinearity", Tier::computed,
                      "How much better a twin predicts a neuron than the GLM baseline does")
          .parent(neuron_score())
          .parent(glm_neuron())
          .parent(glm_config())
          .column("nonlinearity_index", &N::nonlinearity_index, "",
                  "single_trial_correlation / glm_single_trial_correlation; null where no_nonlinearity_index "
                  "says why")
          .column("no_nonlinearity_index", &N::no_nonlinearity_index, "", "why there is no index; else null")
          .check("index_or_reason", "(nonlinearity_index is null) = (no_nonlinearity_index is not null)")
          .build();
  return table;
}

}  // namespace doppel::schema
