#include "schema/tuning.h"

#include "schema/model.h"
#include "schema/stimuli.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<OrientationTuningConfig>& orientation_tuning_config() {
  using C = OrientationTuningConfig;
  static const auto table = TableBuilder<C>("twin.orientation_tuning_config", Tier::lookup,
                                            "Settings of the orientation tuning experiment")
                                .key("orientation_tuning_config", Type::text, "name of the setting")
                                .column("n_tuning_orientations", &C::n_tuning_orientations, "",
                                        "orientations, evenly in 0..180 deg")
                                .check("enough_orientations", "n_tuning_orientations >= 4")
                                .build();
  return table;
}

const RowTable<PhaseTuningConfig>& phase_tuning_config() {
  using C = PhaseTuningConfig;
  static const auto table =
      TableBuilder<C>("twin.phase_tuning_config", Tier::lookup, "Settings of the phase tuning experiment")
          .key("phase_tuning_config", Type::text, "name of the setting")
          .column("n_tuning_phases", &C::n_tuning_phases, "", "phases, evenly in 0..360 deg")
          .check("enough_phases", "n_tuning_phases >= 4")
          .build();
  return table;
}

const RowTable<TuningTask>& orientation_tuning_task() {
  static const auto table =
      TableBuilder<TuningTask>("twin.orientation_tuning_task", Tier::manual,
                               "The orientation tuning experiments that somebody asked for")
          .parent(optimal_gabor_task())
          .parent(orientation_tuning_config())
          .build();
  return table;
}

const RowTable<TuningTask>& phase_tuning_task() {
  static const auto table = TableBuilder<TuningTask>("twin.phase_tuning_task", Tier::manual,
                                                     "The phase tuning experiments that somebody asked for")
                                .parent(optimal_gabor_task())
                                .parent(phase_tuning_config())
                                .build();
  return table;
}

const RowTable<OrientationTuning>& orientation_tuning() {
  using T = OrientationTuning;
  static const auto table = TableBuilder<T>("twin.orientation_tuning", Tier::computed,
                                            "The twin's responses to its optimal Gabor at every orientation")
                                .parent(optimal_gabor())
                                .parent(orientation_tuning_task())
                                .parent(orientation_tuning_config())
                                .parent(model())
                                .column("orientation_index", &T::orientation_index, "",
                                        "F2/F0 as amplitude over mean: 2 |sum r exp(2i theta)| / sum r")
                                .column("preferred_orientation", &T::preferred_orientation, "deg",
                                        "angle of the F2 component, 0..180")
                                .column("responses", &T::responses, "events",
                                        "at n_tuning_orientations orientations from 0, evenly in 0..180 deg")
                                .build();
  return table;
}

const RowTable<PhaseTuning>& phase_tuning() {
  using T = PhaseTuning;
  static const auto table =
      TableBuilder<T>("twin.phase_tuning", Tier::computed,
                      "The twin's responses to its optimal Gabor at every phase")
          .parent(optimal_gabor())
          .parent(phase_tuning_task())
          .parent(phase_tuning_config())
          .parent(model())
          .column("phase_index", &T::phase_index, "",
                  "F1/F0 as amplitude over mean: 2 |sum r exp(i theta)| / sum r; above 1 for simple cells")
          .column("preferred_phase", &T::preferred_phase, "deg", "angle of the F1 component, 0..360")
          .column("responses", &T::responses, "events",
                  "at n_tuning_phases phases from 0, evenly in 0..360 deg")
          .build();
  return table;
}

}  // namespace doppel::schema
