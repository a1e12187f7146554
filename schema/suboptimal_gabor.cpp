#include "schema/suboptimal_gabor.h"

#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/stimuli.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<CompleteOptimalGabors>& complete_optimal_gabors() {
  using C = CompleteOptimalGabors;
  static const auto table =
      TableBuilder<C>("twin.complete_optimal_gabors", Tier::manual,
                      "Models all of whose neurons have their optimal Gabor; triggers keep it "
                      "(sql/complete_sets.sql)")
          .parent(optimal_gabor_task())
          .column("n_searched_neurons", &C::n_searched_neurons, "", "neurons")
          .column("optimal_gabors_sha256", &C::optimal_gabors_sha256, "",
                  "SHA-256 over the row hashes of their optimal Gabors")
          .build();
  return table;
}

const RowTable<SuboptimalGaborConfig>& suboptimal_gabor_config() {
  using C = SuboptimalGaborConfig;
  static const auto table =
      TableBuilder<C>("twin.suboptimal_gabor_config", Tier::lookup,
                      "How few Gabors are chosen for many neurons, and how they are shown")
          .key("suboptimal_gabor_config", Type::text, "name of the setting")
          .column("driven_share", &C::driven_share, "",
                  "a Gabor drives a neuron that answers with at least this share of its response to its own "
                  "optimal Gabor")
          .column("n_gabors", &C::n_gabors, "", "Gabors to choose, at most")
          .column("highest_contrast_only", &C::highest_contrast_only, "",
                  "true: among the Gabors of the grid's highest contrast alone")
          .column("verification_sizes", &C::verification_sizes, "px",
                  "sizes at which each chosen Gabor is shown, ascending; its spatial frequency is held")
          .column("verification_contrast", &C::verification_contrast, "z-score",
                  "contrast at which it is shown; null: the grid's highest")
          .check("share_positive", "driven_share > 0")
          .check("gabors_positive", "n_gabors > 0")
          .check("sizes_there", "cardinality(verification_sizes) > 1 and 0 < all (verification_sizes)")
          .check("contrast_positive", "verification_contrast > 0")
          .build();
  return table;
}

const RowTable<SuboptimalGaborTask>& suboptimal_gabor_task() {
  static const auto table =
      TableBuilder<SuboptimalGaborTask>("twin.suboptimal_gabor_task", Tier::manual,
                                        "The choices of Gabors for a population that somebody asked for")
          .parent(optimal_gabor_task())
          .parent(suboptimal_gabor_config())
          .build();
  return table;
}

const RowTable<SuboptimalGaborRow>& suboptimal_gabor() {
  using S = SuboptimalGaborRow;
  static const auto table =
      TableBuilder<S>("twin.suboptimal_gabor", Tier::computed,
                      "A few Gabors at the image's centre, chosen greedily so that each newly drives most "
                      "neurons")
          .parent(complete_optimal_gabors())
          .parent(suboptimal_gabor_task())
          .parent(suboptimal_gabor_config())
          .parent(optimal_gabor_config())
          .parent(model())
          .column("n_centred_stimuli", &S::n_centred_stimuli, "", "Gabors of the grid that were compared")
          .column("n_chosen_gabors", &S::n_chosen_gabors, "",
                  "Gabors chosen; fewer than asked for where no other drives a further neuron")
          .column("n_driven_neurons", &S::n_driven_neurons, "", "neurons that one of them drives, at least")
          .column("driven_neurons_share", &S::driven_neurons_share, "", "the same over all neurons")
          .column("stimulus_grey_mean", &S::stimulus_grey_mean, "grey",
                  "of the pictures: grey of a pixel of value 0, the model's image mean")
          .column("stimulus_grey_sd", &S::stimulus_grey_sd, "grey",
                  "of the pictures: greys per unit of contrast, the model's image SD")
          .column("n_stimulus_images", &S::n_stimulus_images, "", "different pictures to show")
          .column("n_clipped_images", &S::n_clipped_images, "",
                  "of them: with a pixel that the contrast would take outside the greys 0..255")
          .column(
              "stimuli_sha256", &S::stimuli_sha256, "",
              "SHA-256 over the lines of verification_stimulus.stimulus_sha256, in the order of their key")
          .build();
  return table;
}

const RowTable<ChosenGaborRow>& chosen_gabor() {
  using G = ChosenGaborRow;
  static const auto table =
      TableBuilder<G>("twin.chosen_gabor", Tier::part, "One of the few Gabors, as the grid has it")
          .master(suboptimal_gabor())
          .key("gabor_rank", Type::integer, "place in the order of the choice, from 1")
          .column("chosen_x", &G::chosen_x, "px", "column of the centre, the image's")
          .column("chosen_y", &G::chosen_y, "px", "row of the centre, the image's")
          .column("chosen_size", &G::chosen_size, "px", "+-2 SD of the envelope")
          .column("chosen_frequency", &G::chosen_frequency, "cycles/px", "spatial frequency")
          .column("chosen_contrast", &G::chosen_contrast, "z-score",
                  "in units of the training images' pixel SD")
          .column("chosen_orientation", &G::chosen_orientation, "deg", "0..180")
          .column("chosen_phase", &G::chosen_phase, "deg", "at the centre, 0..360")
          .column("n_driven_alone", &G::n_driven_alone, "", "neurons that it drives")
          .column("n_newly_driven", &G::n_newly_driven, "", "of them: that none before it drives")
          .column("cumulated_share", &G::cumulated_share, "",
                  "of all neurons: that it or one before it drives")
          .build();
  return table;
}

const RowTable<VerificationStimulus>& verification_stimulus() {
  using S = VerificationStimulus;
  static const auto table =
      TableBuilder<S>("twin.verification_stimulus", Tier::part,
                      "A picture to show: a chosen Gabor at one of the sizes")
          .master(suboptimal_gabor())
          .parent(chosen_gabor())
          .key("size_rank", Type::integer, "place among suboptimal_gabor_config.verification_sizes, from 1")
          .column("stimulus_size", &S::stimulus_size, "px", "+-2 SD of the envelope")
          .column("stimulus_contrast", &S::stimulus_contrast, "z-score", "contrast")
          .column("stimulus_sha256", &S::stimulus_sha256, "",
                  "SHA-256 of the picture's row-major grey bytes: image.image_sha256 where a scan showed it")
          .column("clipped_share", &S::clipped_share, "",
                  "of its pixels: the contrast would take them outside the greys 0..255")
          .build();
  return table;
}

const RowTable<GaborCoverage>& gabor_coverage() {
  using C = GaborCoverage;
  static const auto table =
      TableBuilder<C>("twin.gabor_coverage", Tier::part, "How far the few Gabors drive a neuron")
          .master(suboptimal_gabor())
          .parent(dataset_neuron())
          .column("best_gabor_rank", &C::best_gabor_rank, "",
                  "the chosen Gabor that it answers most to, the first of equals")
          .column("share_of_optimum", &C::share_of_optimum, "",
                  "response to it over that to the neuron's optimal Gabor")
          .column("gabor_shares", &C::gabor_shares, "",
                  "the same for every chosen Gabor, in the order of gabor_rank")
          .build();
  return table;
}

}  // namespace doppel::schema
