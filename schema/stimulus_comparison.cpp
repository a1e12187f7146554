#include "schema/stimulus_comparison.h"

#include "schema/mei.h"
#include "schema/model.h"
#include "schema/optimal_dog.h"
#include "schema/stimuli.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<StimulusComparisonConfig>& stimulus_comparison_config() {
  using C = StimulusComparisonConfig;
  static const auto table =
      TableBuilder<C>("twin.stimulus_comparison_config", Tier::lookup,
                      "Settings of the comparison of optimal stimuli")
          .key("stimulus_comparison_config", Type::text, "name of the setting")
          .column("n_energies", &C::n_energies, "", "L2 norms, log-spaced")
          .column("energy_min", &C::energy_min, "z-score", "smallest norm")
          .column("energy_max", &C::energy_max, "z-score", "largest norm")
          .check("energies_ascend", "n_energies > 0 and energy_min > 0 and energy_max >= energy_min")
          .build();
  return table;
}

const RowTable<StimulusComparisonTask>& stimulus_comparison_task() {
  static const auto table =
      TableBuilder<StimulusComparisonTask>("twin.stimulus_comparison_task", Tier::manual,
                                           "The comparisons of optimal stimuli that somebody asked for")
          .parent(optimal_gabor_task())
          .parent(optimal_dog_task())
          .parent(mei_task())
          .parent(stimulus_comparison_config())
          .build();
  return table;
}

const RowTable<StimulusComparisonRow>& stimulus_comparison() {
  using S = StimulusComparisonRow;
  static const auto table =
      TableBuilder<S>(
          "twin.stimulus_comparison", Tier::computed,
          "The twin's responses to its optimal Gabor, difference of Gaussians and MEI at equal norms")
          .parent(optimal_gabor())
          .parent(optimal_dog())
          .parent(mei())
          .parent(stimulus_comparison_task())
          .parent(stimulus_comparison_config())
          .parent(model())
          .column("gabor_dog", &S::gabor_dog, "",
                  "response to the Gabor over that to the DoG, mean over norms; null where a divisor is 0")
          .column("gabor_mei", &S::gabor_mei, "", "Gabor over MEI, likewise")
          .column("dog_mei", &S::dog_mei, "", "DoG over MEI, likewise")
          .column("energies", &S::energies, "z-score", "L2 norms, ascending")
          .column("gabor_responses", &S::gabor_responses, "events", "to the Gabor at each norm")
          .column("dog_responses", &S::dog_responses, "events", "to the difference of Gaussians")
          .column("mei_responses", &S::mei_responses, "events", "to the MEI")
          .build();
  return table;
}

}  // namespace doppel::schema
