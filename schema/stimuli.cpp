#include "schema/stimuli.h"

#include "schema/bar_code.h"
#include "schema/model.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<OptimalGaborConfig>& optimal_gabor_config() {
  using C = OptimalGaborConfig;
  static const auto table =
      TableBuilder<C>("twin.optimal_gabor_config", Tier::lookup, "Grids of Gabor stimuli")
          .key("optimal_gabor_config", Type::text, "name of the grid")
          .column("size_min", &C::size_min, "px", "smallest size")
          .column("size_factor", &C::size_factor, "", "from one size to the next")
          .column("n_sizes", &C::n_sizes, "", "sizes")
          .column("sf_min", &C::sf_min, "cycles", "smallest spatial frequency, relative: cycles per size")
          .column("sf_factor", &C::sf_factor, "", "from one frequency to the next")
          .column("n_sfs", &C::n_sfs, "", "frequencies")
          .column("contrast_min", &C::contrast_min, "z-score", "smallest contrast")
          .column("contrast_factor", &C::contrast_factor, "", "from one contrast to the next")
          .column("n_contrasts", &C::n_contrasts, "", "contrasts")
          .column("n_grid_orientations", &C::n_grid_orientations, "", "orientations, evenly in 0..180 deg")
          .column("n_grid_phases", &C::n_grid_phases, "", "phases, evenly in 0..360 deg")
          .column("location_step", &C::location_step, "px", "distance of neighbouring locations")
          .column("location_margin", &C::location_margin, "px",
                  "without a window: locations fill the box of all receptive fields plus this margin")
          .column("location_window", &C::location_window, "px",
                  "locations within so many pixels of the neuron's own receptive field; null: the "
                  "population's box")
          .build();
  return table;
}

const RowTable<OptimalGaborTask>& optimal_gabor_task() {
  static const auto table =
      TableBuilder<OptimalGaborTask>("twin.optimal_gabor_task", Tier::manual,
                                     "The searches for optimal Gabors that somebody asked for")
          .parent(training_task())
          .parent(optimal_gabor_config())
          .build();
  return table;
}

const RowTable<OptimalGaborRow>& optimal_gabor() {
  using G = OptimalGaborRow;
  static const auto table =
      TableBuilder<G>("twin.optimal_gabor", Tier::computed,
                      "The Gabor of a grid that excites the neuron's twin most")
          .parent(bar_code())
          .parent(optimal_gabor_task())
          .parent(optimal_gabor_config())
          .parent(model())
          .column("r_x", &G::r_x, "px", "column of the centre")
          .column("r_y", &G::r_y, "px", "row of the centre")
          .column("size", &G::size, "px", "+-2 SD of the envelope")
          .column("spatial_frequency", &G::spatial_frequency, "cycles/px", "of the carrier")
          .column("contrast", &G::contrast, "z-score", "in units of the training images' pixel SD")
          .column("orientation", &G::orientation, "deg", "0..180; 0: the carrier varies along x")
          .column("phase", &G::phase, "deg", "of the carrier at the centre, 0..360")
          .column("activation", &G::activation, "events", "predicted response to it")
          .column("at_grid_edge", &G::at_grid_edge, "",
                  "true: size, frequency or location is at an end of its range, so a better one may lie "
                  "outside (the highest "
                  "contrast is the rule and does not count)")
          .column("n_stimuli", &G::n_stimuli, "", "stimuli of the grid that were compared for this neuron")
          .build();
  return table;
}

}  // namespace doppel::schema
