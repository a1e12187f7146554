// Smooth curves through tuning curves: a von Mises function of orientation, a sine of phase. Least squares;
// pure functions of the curve.
#pragma once

#include <optional>
#include <span>

namespace doppel::science {

// baseline + amplitude v(theta), amplitude >= 0, where v is exp(concentration cos 2 (theta - preferred))
// brought to 0 at its lowest point and 1 at its peak.
struct VonMisesFit {
  double baseline = 0, amplitude = 0;  // in the curve's unit: lowest point, and height of the peak above it
  double preferred = 0;                // [deg] 0..180
  double concentration = 0;            // 0.01 .. 200; 0 for a flat curve
  std::optional<double> half_width;    // at half of the height above the lowest point [deg]; absent if flat
  std::optional<double> r_squared;     // share of the variance that is explained; absent for a flat curve
};

// responses at n equally spaced orientations from 0 in 0..180 deg. REQUIRES: n >= 4. The best of a grid of
// preferred orientations and concentrations, refined by a compass search; for given ones baseline and
// amplitude are linear.
VonMisesFit fit_von_mises(std::span<const float> responses);

// baseline + amplitude cos(theta - preferred), amplitude >= 0.
struct SineFit {
  double baseline = 0, amplitude = 0;
  double preferred = 0;             // [deg] 0..360
  std::optional<double> r_squared;  // absent for a flat curve
};

// responses at n equally spaced phases from 0 in 0..360 deg. REQUIRES: n >= 3.
SineFit fit_sine(std::span<const float> responses);

}  // namespace doppel::science
