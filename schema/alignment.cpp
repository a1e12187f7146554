#include "schema/alignment.h"

#include "schema/bar_code.h"
#include "schema/model.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<AlignmentConfigRow>& alignment_config() {
  using C = AlignmentConfigRow;
  static const auto table =
      TableBuilder<C>("twin.alignment_config", Tier::lookup, "Ways to align bar codes")
          .key("alignment_config", Type::text, "name of the setting")
          .column("alignment_method", &C::alignment_method, "",
                  "none (codes of length 1), peak (rolled to their strongest orientation as well), fitted "
                  "(an angle "
                  "a neuron, by gradient); the columns that follow are of the last")
          .column("n_betas", &C::n_betas, "", "weights of the blur term that are tried, log-spaced")
          .column("beta_min", &C::beta_min, "", "smallest of them")
          .column("beta_max", &C::beta_max, "", "largest of them")
          .column("n_alignment_restarts", &C::n_alignment_restarts, "", "fits with each")
          .column("angle_learning_rate", &C::angle_learning_rate, "", "of Adam, in the first phase")
          .column("evaluate_every", &C::evaluate_every, "iterations", "steps between evaluations")
          .column("evaluation_patience", &C::evaluation_patience, "evaluations",
                  "without improvement that end a phase")
          .column("n_rate_phases", &C::n_rate_phases, "", "phases, each at 1/sqrt(10) of the last one's rate")
          .column("min_improvement", &C::min_improvement, "", "relative fall of the loss that counts as one")
          .column("initial_angle_sd", &C::initial_angle_sd, "", "of v, where the angle is 2 pi sigmoid(v)")
          .column("sharp_enough", &C::sharp_enough, "", "a fit with a sharpness T above it is sharp")
          .column("alignment_seed", &C::alignment_seed, "", "of the initial angles")
          .check("method_known", "alignment_method in ('none', 'peak', 'fitted')")
          .check("counts_positive",
                 "n_betas > 0 and n_alignment_restarts > 0 and evaluate_every > 0 and evaluation_patience > "
                 "0 and "
                 "n_rate_phases > 0")
          .check("betas_ordered", "beta_min > 0 and beta_max >= beta_min")
          .build();
  return table;
}

const RowTable<AlignmentTask>& alignment_task() {
  static const auto table = TableBuilder<AlignmentTask>("twin.alignment_task", Tier::manual,
                                                        "The alignments that somebody asked for")
                                .parent(training_task())
                                .parent(alignment_config())
                                .build();
  return table;
}

const RowTable<AlignmentRow>& alignment() {
  using A = AlignmentRow;
  static const auto table =
      TableBuilder<A>("twin.alignment", Tier::computed, "The bar codes of a twin, aligned with one another")
          .parent(readout())
          .parent(alignment_task())
          .parent(alignment_config())
          .column("pair_loss_before", &A::pair_loss_before, "",
                  "mean squared distance of two codes of length 1, over all pairs, as they were")
          .column("pair_loss", &A::pair_loss, "", "the same of the aligned codes")
          .column("blur_loss", &A::blur_loss, "", "of the fit kept: mean squared change of a code at angle 0")
          .column("beta", &A::beta, "", "of the fit kept: weight of the blur term")
          .column("sharpness", &A::sharpness, "", "of the fit kept: T")
          .column("n_sharp_fits", &A::n_sharp_fits, "", "fits with T above sharp_enough")
          .column("no_fit_is_sharp", &A::no_fit_is_sharp, "",
                  "true: none was, so that the smallest pair loss of all was kept, and codes may be blurred")
          .build();
  return table;
}

const RowTable<AlignmentFitRow>& alignment_fit() {
  using F = AlignmentFitRow;
  static const auto table =
      TableBuilder<F>(
          "twin.alignment_fit", Tier::part,
          "The fits of an alignment: that with the smallest pair loss among the sharp ones was kept")
          .master(alignment())
          .key("beta_index", Type::integer, "number of the weight, from 0, the smallest first")
          .key("alignment_restart", Type::integer, "number of the fit with it, from 0")
          .column("fit_beta", &F::fit_beta, "", "weight of the blur term")
          .column("fit_pair_loss", &F::fit_pair_loss, "", "mean squared distance of two aligned codes")
          .column("fit_blur_loss", &F::fit_blur_loss, "", "mean squared change of a code at angle 0")
          .column("fit_sharpness", &F::fit_sharpness, "", "T")
          .column("fit_iterations", &F::fit_iterations, "", "steps of Adam")
          .build();
  return table;
}

const RowTable<AlignedBarCode>& aligned_bar_code() {
  using A = AlignedBarCode;
  static const auto table =
      TableBuilder<A>("twin.aligned_bar_code", Tier::part, "A neuron's bar code, aligned with the others'")
          .master(alignment())
          .parent(bar_code())
          .column("alignment_angle", &A::alignment_angle, "deg",
                  "by which the code was shifted along the orientation axis, 0..360")
          .column("aligned_weights", &A::aligned_weights, "",
                  "of length 1 before the shift; element orientation * n_features + feature")
          .build();
  return table;
}

}  // namespace doppel::schema
