#include "schema/interactions.h"

#include "schema/model.h"
#include "schema/stimuli.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<SizeContrastConfigRow>& size_contrast_config() {
  using C = SizeContrastConfigRow;
  static const auto table =
      TableBuilder<C>("twin.size_contrast_config", Tier::lookup, "Settings of the size-contrast experiment")
          .key("size_contrast_config", Type::text, "name of the setting")
          .column("experiment_size_min", &C::experiment_size_min, "px", "smallest size of the Gabor")
          .column("experiment_size_factor", &C::experiment_size_factor, "", "from one size to the next")
          .column("n_experiment_sizes", &C::n_experiment_sizes, "", "sizes")
          .column("experiment_contrast_min", &C::experiment_contrast_min, "z-score", "smallest contrast")
          .column("experiment_contrast_factor", &C::experiment_contrast_factor, "",
                  "from one contrast to the next")
          .column("n_experiment_contrasts", &C::n_experiment_contrasts, "", "contrasts")
          .check("sizes_ascend", "experiment_size_min > 0 and experiment_size_factor > 1")
          .check("contrasts_ascend", "experiment_contrast_min > 0 and experiment_contrast_factor > 1")
          .check("counts_positive", "n_experiment_sizes > 0 and n_experiment_contrasts > 0")
          .build();
  return table;
}

const RowTable<PlaidConfigRow>& plaid_config() {
  using C = PlaidConfigRow;
  static const auto table =
      TableBuilder<C>("twin.plaid_config", Tier::lookup, "Settings of the plaid experiment")
          .key("plaid_config", Type::text, "name of the setting")
          .column("plaid_contrast_min", &C::plaid_contrast_min, "z-score",
                  "smallest contrast above 0 of either Gabor")
          .column("plaid_contrast_factor", &C::plaid_contrast_factor, "", "from one contrast to the next")
          .column("n_plaid_contrasts", &C::n_plaid_contrasts, "", "contrasts besides 0")
          .check("contrasts_ascend", "plaid_contrast_min > 0 and plaid_contrast_factor > 1")
          .check("counts_positive", "n_plaid_contrasts > 0")
          .build();
  return table;
}

const RowTable<InteractionTask>& size_contrast_task() {
  static const auto table =
      TableBuilder<InteractionTask>("twin.size_contrast_task", Tier::manual,
                                    "The size-contrast experiments that somebody asked for")
          .parent(optimal_gabor_task())
          .parent(size_contrast_config())
          .build();
  return table;
}

const RowTable<InteractionTask>& plaid_task() {
  static const auto table = TableBuilder<InteractionTask>("twin.plaid_task", Tier::manual,
                                                          "The plaid experiments that somebody asked for")
                                .parent(optimal_gabor_task())
                                .parent(plaid_config())
                                .build();
  return table;
}

const RowTable<SizeContrastRow>& size_contrast_tuning() {
  using T = SizeContrastRow;
  static const auto table =
      TableBuilder<T>("twin.size_contrast_tuning", Tier::computed,
                      "The twin's responses to its optimal Gabor at every size and contrast, its spatial "
                      "frequency held")
          .parent(optimal_gabor())
          .parent(size_contrast_task())
          .parent(size_contrast_config())
          .parent(model())
          .column("suppression_index", &T::suppression_index, "",
                  "at the highest contrast: (largest response - that to the largest size) / largest response")
          .column("contrast_index", &T::contrast_index, "",
                  "at the largest size: (largest response - that to the highest contrast) / largest response")
          .column("preferred_size", &T::preferred_size, "px",
                  "size of the largest response at the highest contrast, the smallest of equals")
          .column("sizes", &T::sizes, "px", "ascending")
          .column("contrasts", &T::contrasts, "z-score", "ascending")
          .column("responses", &T::responses, "events",
                  "sizes x contrasts, the contrast varying fastest: that to sizes[s], contrasts[c] is "
                  "responses[(s - 1) * cardinality(contrasts) + c]")
          .build();
  return table;
}

const RowTable<PlaidRow>& plaid_tuning() {
  using T = PlaidRow;
  static const auto table =
      TableBuilder<T>(
          "twin.plaid_tuning", Tier::computed,
          "The twin's responses to its optimal Gabor plus the same one turned by 90 degrees, each "
          "at every contrast")
          .parent(optimal_gabor())
          .parent(plaid_task())
          .parent(plaid_config())
          .parent(model())
          .column("cross_orientation_index", &T::cross_orientation_index, "",
                  "at the optimal Gabor's highest contrast: (largest response - that to the highest contrast "
                  "of the orthogonal one) / largest response")
          .column("plaid_contrasts", &T::plaid_contrasts, "z-score", "of either Gabor, ascending from 0")
          .column("responses", &T::responses, "events",
                  "optimal x orthogonal, the orthogonal's contrast varying fastest: that to "
                  "plaid_contrasts[p] of the optimal and plaid_contrasts[o] of the orthogonal one is "
                  "responses[(p - 1) * cardinality(plaid_contrasts) + o]")
          .build();
  return table;
}

}  // namespace doppel::schema
