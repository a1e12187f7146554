#include "schema/tuning_fit.h"

#include "schema/tuning.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;

const RowTable<OrientationFit>& orientation_fit() {
  using F = OrientationFit;
  static const auto table =
      TableBuilder<F>("twin.orientation_fit", Tier::computed,
                      "A von Mises function fitted to the orientation tuning curve by least squares")
          .parent(orientation_tuning())
          .column("fitted_orientation", &F::fitted_orientation, "deg", "of the peak, 0..180; 0 if flat")
          .column("orientation_baseline", &F::orientation_baseline, "events", "lowest point of the function")
          .column("orientation_amplitude", &F::orientation_amplitude, "events", "height of the peak above it")
          .column("concentration", &F::concentration, "",
                  "k in exp(k cos 2 (theta - fitted_orientation)), .01..200; 0 if flat")
          .column("orientation_half_width", &F::orientation_half_width, "deg",
                  "from the peak to half of its height above the lowest point; null if flat")
          .column("orientation_r_squared", &F::orientation_r_squared, "",
                  "share of the curve's variance that the function explains; null if flat")
          .build();
  return table;
}

const RowTable<PhaseFit>& phase_fit() {
  using F = PhaseFit;
  static const auto table =
      TableBuilder<F>("twin.phase_fit", Tier::computed,
                      "A sine fitted to the phase tuning curve by least squares")
          .parent(phase_tuning())
          .column("fitted_phase", &F::fitted_phase, "deg", "of the peak, 0..360")
          .column("phase_baseline", &F::phase_baseline, "events", "mean of the sine")
          .column("phase_amplitude", &F::phase_amplitude, "events", "height of the peak above the mean")
          .column("phase_r_squared", &F::phase_r_squared, "",
                  "share of the curve's variance that the sine explains; null if flat")
          .build();
  return table;
}

}  // namespace doppel::schema
