// Smooth functions fitted to the orientation and phase tuning curves.
#pragma once

#include <optional>

#include "relation/row_table.h"

namespace doppel::schema {

struct OrientationFit {
  relation::Key key;
  float fitted_orientation = 0, orientation_baseline = 0, orientation_amplitude = 0, concentration = 0;
  std::optional<float> orientation_half_width, orientation_r_squared;
};
const relation::RowTable<OrientationFit>& orientation_fit();

struct PhaseFit {
  relation::Key key;
  float fitted_phase = 0, phase_baseline = 0, phase_amplitude = 0;
  std::optional<float> phase_r_squared;
};
const relation::RowTable<PhaseFit>& phase_fit();

}  // namespace doppel::schema
