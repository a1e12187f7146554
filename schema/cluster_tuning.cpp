#include "schema/cluster_tuning.h"

#include "schema/model.h"
#include "schema/stimuli.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;

namespace {

// The neuron comes first in the key: statistics look results up by neuron.
template <class Row>
TableBuilder<Row> experiment(const std::string& name, const std::string& comment) {
  TableBuilder<Row> builder(name, Tier::computed, comment);
  builder.parent(optimal_gabor()).parent(cluster_gabor_member()).parent(cluster_gabor());
  builder.parent(cluster_experiment_task());
  return builder;
}

}  // namespace

const RowTable<ClusterStimulusTask>& cluster_experiment_task() {
  static const auto table =
      TableBuilder<ClusterStimulusTask>("twin.cluster_experiment_task", Tier::manual,
                                        "The clusterings whose Gabors shall go through all experiments that "
                                        "are asked for with the neurons' "
                                        "own")
          .parent(cluster_gabor_task())
          .build();
  return table;
}

const RowTable<OrientationTuning>& cluster_orientation_tuning() {
  using T = OrientationTuning;
  static const auto table = experiment<T>("twin.cluster_orientation_tuning",
                                          "The twin's responses to its cluster's Gabor at every orientation")
                                .parent(orientation_tuning_task())
                                .parent(orientation_tuning_config())
                                .parent(model())
                                .column("cluster_orientation_index", &T::orientation_index, "",
                                        "F2/F0 as orientation_tuning.orientation_index")
                                .column("cluster_preferred_orientation", &T::preferred_orientation, "deg",
                                        "angle of the F2 component, 0..180")
                                .column("cluster_orientation_responses", &T::responses, "events",
                                        "at n_tuning_orientations orientations from 0, evenly in 0..180 deg")
                                .build();
  return table;
}

const RowTable<PhaseTuning>& cluster_phase_tuning() {
  using T = PhaseTuning;
  static const auto table =
      experiment<T>("twin.cluster_phase_tuning", "The twin's responses to its cluster's Gabor at every phase")
          .parent(phase_tuning_task())
          .parent(phase_tuning_config())
          .parent(model())
          .column("cluster_phase_index", &T::phase_index, "", "F1/F0 as phase_tuning.phase_index")
          .column("cluster_preferred_phase", &T::preferred_phase, "deg",
                  "angle of the F1 component, 0..360, of the Gabor at an orientation in 0..180")
          .column("cluster_phase_responses", &T::responses, "events",
                  "at n_tuning_phases phases from 0, evenly in 0..360 deg")
          .build();
  return table;
}

const RowTable<SizeContrastRow>& cluster_size_contrast_tuning() {
  using T = SizeContrastRow;
  static const auto table =
      experiment<T>("twin.cluster_size_contrast_tuning",
                    "The twin's responses to its cluster's Gabor at every size and contrast, its spatial "
                    "frequency held")
          .parent(size_contrast_task())
          .parent(size_contrast_config())
          .parent(model())
          .column("cluster_suppression_index", &T::suppression_index, "",
                  "as size_contrast_tuning.suppression_index")
          .column("cluster_contrast_index", &T::contrast_index, "", "as size_contrast_tuning.contrast_index")
          .column("cluster_preferred_size", &T::preferred_size, "px",
                  "size of the largest response at the highest contrast, the smallest of equals")
          .column("cluster_gabor_sizes", &T::sizes, "px", "that were shown, ascending")
          .column("cluster_gabor_contrasts", &T::contrasts, "z-score", "that were shown, ascending")
          .column("cluster_size_contrast_responses", &T::responses, "events",
                  "sizes x contrasts, the contrast varying fastest, as size_contrast_tuning.responses")
          .build();
  return table;
}

const RowTable<PlaidRow>& cluster_plaid_tuning() {
  using T = PlaidRow;
  static const auto table =
      experiment<T>(
          "twin.cluster_plaid_tuning",
          "The twin's responses to its cluster's Gabor plus the same one turned by 90 degrees, each at "
          "every contrast")
          .parent(plaid_task())
          .parent(plaid_config())
          .parent(model())
          .column("cluster_cross_orientation_index", &T::cross_orientation_index, "",
                  "as plaid_tuning.cross_orientation_index")
          .column("cluster_plaid_contrasts", &T::plaid_contrasts, "z-score",
                  "of either Gabor, ascending from 0")
          .column("cluster_plaid_responses", &T::responses, "events",
                  "Gabor x orthogonal, the orthogonal's contrast varying fastest, as plaid_tuning.responses")
          .build();
  return table;
}

const RowTable<ClusterStimulusTask>& cluster_stimulus_comparison_task() {
  static const auto table =
      TableBuilder<ClusterStimulusTask>("twin.cluster_stimulus_comparison_task", Tier::manual,
                                        "The comparisons of clusters' stimuli that somebody asked for")
          .parent(cluster_dog_task())
          .parent(cluster_mei_task())
          .parent(stimulus_comparison_config())
          .build();
  return table;
}

const RowTable<StimulusComparisonRow>& cluster_stimulus_comparison() {
  using S = StimulusComparisonRow;
  static const auto table =
      TableBuilder<S>("twin.cluster_stimulus_comparison", Tier::computed,
                      "The twin's responses to its cluster's Gabor, difference of Gaussians and MEI at equal "
                      "norms")
          .parent(optimal_gabor())
          .parent(cluster_gabor_member())
          .parent(cluster_gabor())
          .parent(cluster_dog())
          .parent(cluster_mei_member())
          .parent(cluster_mei())
          .parent(cluster_stimulus_comparison_task())
          .parent(stimulus_comparison_config())
          .parent(cluster_mei_config())
          .parent(model())
          .column("cluster_gabor_dog", &S::gabor_dog, "",
                  "response to the Gabor over that to the DoG, mean over norms; null where a divisor is 0")
          .column("cluster_gabor_mei", &S::gabor_mei, "", "Gabor over MEI, likewise")
          .column("cluster_dog_mei", &S::dog_mei, "", "DoG over MEI, likewise")
          .column("cluster_energies", &S::energies, "z-score", "L2 norms, ascending")
          .column("cluster_gabor_responses", &S::gabor_responses, "events", "to the Gabor at each norm")
          .column("cluster_dog_responses", &S::dog_responses, "events", "to the difference of Gaussians")
          .column("cluster_mei_responses", &S::mei_responses, "events", "to the MEI")
          .build();
  return table;
}

}  // namespace doppel::schema
