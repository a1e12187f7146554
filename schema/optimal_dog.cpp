#include "schema/optimal_dog.h"

#include "schema/bar_code.h"
#include "schema/model.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<OptimalDogConfig>& optimal_dog_config() {
  using C = OptimalDogConfig;
  static const auto table =
      TableBuilder<C>("twin.optimal_dog_config", Tier::lookup, "Grids of differences of Gaussians")
          .key("optimal_dog_config", Type::text, "name of the grid")
          .column("sigma_cen_min", &C::sigma_cen_min, "px", "smallest SD of the centre")
          .column("sigma_cen_max", &C::sigma_cen_max, "px", "largest")
          .column("n_sigma_cens", &C::n_sigma_cens, "", "SDs of the centre, log-spaced")
          .column("sigma_ratios", &C::sigma_ratios, "", "SD of the surround over that of the centre")
          .column("a_surs", &C::a_surs, "", "weights of the surround; 0: none")
          .column("a_cen_min", &C::a_cen_min, "z-score", "smallest contrast; each of either sign")
          .column("a_cen_factor", &C::a_cen_factor, "", "from one contrast to the next")
          .column("n_a_cens", &C::n_a_cens, "", "contrasts")
          .column("dog_location_step", &C::dog_location_step, "px", "distance of neighbouring locations")
          .column("dog_location_margin", &C::dog_location_margin, "px",
                  "without a window: locations fill the box of all receptive fields plus this margin")
          .column("dog_location_window", &C::dog_location_window, "px",
                  "locations within so many pixels of the neuron's own receptive field; null: the "
                  "population's box")
          .build();
  return table;
}

const RowTable<OptimalDogTask>& optimal_dog_task() {
  static const auto table = TableBuilder<OptimalDogTask>(
                                "twin.optimal_dog_task", Tier::manual,
                                "The searches for optimal differences of Gaussians that somebody asked for")
                                .parent(training_task())
                                .parent(optimal_dog_config())
                                .build();
  return table;
}

const RowTable<OptimalDogRow>& optimal_dog() {
  using D = OptimalDogRow;
  static const auto table =
      TableBuilder<D>(
          "twin.optimal_dog", Tier::computed,
          "The difference of Gaussians of a grid that excites the neuron's twin most: a_cen [(1 + "
          "a_sur) g(sigma_cen) - a_sur g(sigma_sur)]")
          .parent(bar_code())
          .parent(optimal_dog_task())
          .parent(optimal_dog_config())
          .parent(model())
          .column("dog_r_x", &D::dog_r_x, "px", "column of the centre")
          .column("dog_r_y", &D::dog_r_y, "px", "row of the centre")
          .column("sigma_cen", &D::sigma_cen, "px", "SD of the centre")
          .column("sigma_sur", &D::sigma_sur, "px",
                  "SD of the surround; without surround (a_sur = 0) the first of the grid")
          .column("a_cen", &D::a_cen, "z-score", "value at the middle; negative: dark")
          .column("a_sur", &D::a_sur, "", "weight of the surround")
          .column("dog_activation", &D::dog_activation, "events", "predicted response to it")
          .column("dog_grid_edges", &D::dog_grid_edges, "",
                  "ends of the grid that it touches (sigma_cen_min, r_x_max, ...), so that a better one may "
                  "lie beyond; the highest contrast is the rule and does not count")
          .column("n_dog_stimuli", &D::n_dog_stimuli, "",
                  "stimuli of the grid that were compared for this neuron")
          .build();
  return table;
}

}  // namespace doppel::schema
