#include "schema/simulation.h"

#include "schema/interactions.h"
#include "schema/recording.h"
#include "schema/stimuli.h"
#include "schema/tuning.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;

const RowTable<SimulationRow>& simulation() {
  using S = SimulationRow;
  static const auto table =
      TableBuilder<S>(
          "twin.simulation", Tier::manual,
          "What a simulated population was drawn with: with the scan's seed and training images enough "
          "to build it again; import fills it")
          .parent(scan())
          .column("target_oracle", &S::target_oracle, "",
                  "mean jackknife oracle that the gains were chosen for")
          .column("share_unoriented", &S::share_unoriented, "", "expected share of centre-surround neurons")
          .column("coupling", &S::coupling, "",
                  "rank correlation of suppression and cross-orientation inhibition as drawn")
          .column("noiseless", &S::noiseless, "",
                  "true: the responses are the expected events; repeats are identical and every oracle is 1")
          .later_column(
              "draw_indices", &S::draw_indices, "",
              "true: the indices of suppression and cross-orientation inhibition were drawn, and the "
              "strengths that give them found; null: the strengths were drawn")
          .build();
  return table;
}

const RowTable<PerfectTwinTask>& perfect_twin_task() {
  static const auto table =
      TableBuilder<PerfectTwinTask>(
          "twin.perfect_twin_task", Tier::manual,
          "The searches and experiments on simulated neurons themselves that somebody asked for")
          .parent(simulation())
          .parent(optimal_gabor_config())
          .parent(orientation_tuning_config())
          .parent(phase_tuning_config())
          .parent(size_contrast_config())
          .parent(plaid_config())
          .build();
  return table;
}

const RowTable<PerfectTwinRow>& perfect_twin() {
  using P = PerfectTwinRow;
  static const auto table =
      TableBuilder<P>(
          "twin.perfect_twin", Tier::computed,
          "What the method makes of a perfect twin: search and experiments on the simulated neuron itself")
          .parent(ground_truth())
          .parent(perfect_twin_task())
          .parent(simulation())
          .parent(optimal_gabor_config())
          .parent(orientation_tuning_config())
          .parent(phase_tuning_config())
          .parent(size_contrast_config())
          .parent(plaid_config())
          .parent(scan())
          .column("perfect_r_x", &P::perfect_r_x, "px", "column of the centre of the grid's best Gabor")
          .column("perfect_r_y", &P::perfect_r_y, "px", "row of its centre")
          .column("perfect_size", &P::perfect_size, "px", "+-2 SD of its envelope")
          .column("perfect_spatial_frequency", &P::perfect_spatial_frequency, "cycles/px", "of its carrier")
          .column("perfect_contrast", &P::perfect_contrast, "z-score", "of it")
          .column("perfect_orientation", &P::perfect_orientation, "deg", "of it, 0..180")
          .column("perfect_phase", &P::perfect_phase, "deg", "of it, 0..360")
          .column("perfect_activation", &P::perfect_activation, "events", "expected response to it")
          .column("perfect_at_grid_edge", &P::perfect_at_grid_edge, "",
                  "true: size, frequency or location is at an end of its range")
          .column("perfect_share", &P::perfect_share, "",
                  "of the true optimum's expected response (ground_truth.activation)")
          .column("perfect_preferred_orientation", &P::perfect_preferred_orientation, "deg",
                  "angle of the F2 component of the orientation tuning curve, 0..180")
          .column("perfect_orientation_index", &P::perfect_orientation_index, "",
                  "F2/F0 as amplitude over mean")
          .column("perfect_phase_index", &P::perfect_phase_index, "", "F1/F0 as amplitude over mean")
          .column("perfect_suppression_index", &P::perfect_suppression_index, "",
                  "relative fall from the best to the largest size")
          .column("perfect_cross_orientation_index", &P::perfect_cross_orientation_index, "",
                  "relative fall from the best to the highest contrast of the orthogonal Gabor")
          .build();
  return table;
}

const RowTable<OptimumInTruthRow>& optimum_in_truth() {
  using O = OptimumInTruthRow;
  static const auto table =
      TableBuilder<O>("twin.optimum_in_truth", Tier::computed,
                      "What the optimal Gabor of a twin is worth in the simulated neuron that it stands for")
          .parent(optimal_gabor())
          .parent(ground_truth())
          .parent(simulation())
          .parent(scan())
          .column("truth_activation", &O::truth_activation, "events",
                  "expected response of the simulated neuron to the twin's optimal Gabor")
          .column("truth_share", &O::truth_share, "",
                  "of the expected response to its own optimal Gabor (ground_truth.activation)")
          .column(
              "blank_share", &O::blank_share, "",
              "the same share for a uniform grey image: what the spontaneous rate gives whatever is shown")
          .build();
  return table;
}

}  // namespace doppel::schema
