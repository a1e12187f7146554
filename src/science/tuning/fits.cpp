#include "science/tuning/fits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <string>

#include "util/error.h"

namespace doppel::science {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kSmallestConcentration = 0.01, kLargestConcentration = 200;
constexpr int kCentres = 36, kConcentrations = 24;  // of the grid
constexpr int kShrinkages = 40;                     // of the refinement's steps

struct Shape {
  double centre = 0;  // [rad] of the doubled angle
  double log_concentration = 0;
};

// The curve's best baseline and amplitude for a shape, and what is left.
struct LinearFit {
  double baseline = 0, amplitude = 0, squares = 0;
};

// From 0 at the lowest point to 1 at the peak.
double bump(const Shape& shape, double angle) {
  const double concentration = std::exp(shape.log_concentration);
  return std::expm1(concentration * (std::cos(angle - shape.centre) + 1)) / std::expm1(2 * concentration);
}

double mean_of(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double squares_around(std::span<const float> values, double mean) {
  double sum = 0;
  for (const float value : values) sum += (value - mean) * (value - mean);
  return sum;
}

LinearFit fit_linear(std::span<const float> responses, const Shape& shape) {
  const auto n = static_cast<double>(responses.size());
  double b = 0, bb = 0, r = 0, rb = 0;
  for (std::size_t j = 0; j < responses.size(); ++j) {
    const double value = bump(shape, kTurn * static_cast<double>(j) / n);
    b += value;
    bb += value * value;
    r += responses[j];
    rb += responses[j] * value;
  }
  const double spread = bb - b * b / n;
  LinearFit fit;
  fit.amplitude = spread > 1e-12 * bb ? std::max(0.0, (rb - b * r / n) / spread) : 0;
  fit.baseline = (r - fit.amplitude * b) / n;
  for (std::size_t j = 0; j < responses.size(); ++j) {
    const double value = bump(shape, kTurn * static_cast<double>(j) / n);
    const double rest = responses[j] - fit.baseline - fit.amplitude * value;
    fit.squares += rest * rest;
  }
  return fit;
}

Shape best_of_grid(std::span<const float> responses) {
  Shape best;
  double squares = INFINITY;
  for (int i = 0; i < kCentres; ++i) {
    for (int k = 0; k < kConcentrations; ++k) {
      const double share = static_cast<double>(k) / (kConcentrations - 1);
      const Shape shape{kTurn * i / kCentres,
                        std::log(kSmallestConcentration) +
                            share * std::log(kLargestConcentration / kSmallestConcentration)};
      const double left = fit_linear(responses, shape).squares;
      if (left < squares) {
        squares = left;
        best = shape;
      }
    }
  }
  return best;
}

// A compass search: a step in either direction of either parameter, halved where none helps.
Shape refined(std::span<const float> responses, Shape best) {
  double centre_step = kTurn / kCentres;
  double concentration_step = std::log(kLargestConcentration / kSmallestConcentration) / kConcentrations;
  double squares = fit_linear(responses, best).squares;
  for (int shrinkage = 0; shrinkage < kShrinkages;) {
    bool moved = false;
    for (const auto& [centre, concentration] : std::array<std::array<double, 2>, 4>{
             {{centre_step, 0}, {-centre_step, 0}, {0, concentration_step}, {0, -concentration_step}}}) {
      const Shape shape{best.centre + centre,
                        std::clamp(best.log_concentration + concentration, std::log(kSmallestConcentration),
                                   std::log(kLargestConcentration))};
      const double left = fit_linear(responses, shape).squares;
      if (left >= squares) continue;
      squares = left;
      best = shape;
      moved = true;
    }
    if (moved) continue;
    centre_step /= 2;
    concentration_step /= 2;
    ++shrinkage;
  }
  return best;
}

// Degrees of a period, from radians of its own turn.
double degrees(double angle, double period) {
  const double turns = angle / kTurn - std::floor(angle / kTurn);
  const double result = turns * period;
  return result < period ? result : 0;
}

// Where exp(k (cos d - 1)) is half way between its largest and smallest value, in orientation.
double half_width_of(double concentration) {
  const double floor = std::exp(-2 * concentration);
  const double cosine = 1 + std::log((1 + floor) / 2) / concentration;
  return std::acos(std::clamp(cosine, -1.0, 1.0)) * 90 / std::numbers::pi;
}

void require_points(std::span<const float> responses, std::size_t n) {
  if (responses.size() >= n) return;
  throw Error(ErrorClass::bad_input, "a tuning curve of " + std::to_string(responses.size()) + " points",
              "a fit needs at least " + std::to_string(n));
}

}  // namespace

VonMisesFit fit_von_mises(std::span<const float> responses) {
  require_points(responses, 4);
  const double mean = mean_of(responses), variance = squares_around(responses, mean);
  VonMisesFit fit;
  fit.baseline = mean;
  if (variance <= 1e-12 * mean * mean) return fit;
  const Shape shape = refined(responses, best_of_grid(responses));
  const LinearFit linear = fit_linear(responses, shape);
  fit.baseline = linear.baseline;
  fit.amplitude = linear.amplitude;
  fit.preferred = degrees(shape.centre, 180);
  fit.concentration = std::exp(shape.log_concentration);
  fit.half_width = half_width_of(fit.concentration);
  fit.r_squared = 1 - linear.squares / variance;
  return fit;
}

SineFit fit_sine(std::span<const float> responses) {
  require_points(responses, 3);
  const auto n = static_cast<double>(responses.size());
  std::complex<double> component = 0;
  for (std::size_t j = 0; j < responses.size(); ++j)
    component += static_cast<double>(responses[j]) * std::polar(1.0, kTurn * static_cast<double>(j) / n);
  SineFit fit;
  fit.baseline = mean_of(responses);
  const double variance = squares_around(responses, fit.baseline);
  if (variance <= 1e-12 * fit.baseline * fit.baseline) return fit;
  // Sines of the period are orthogonal at equally spaced points: least squares is the Fourier component.
  fit.amplitude = 2 * std::abs(component) / n;
  fit.preferred = degrees(std::arg(component), 360);
  fit.r_squared = n * fit.amplitude * fit.amplitude / 2 / variance;
  return fit;
}

}  // namespace doppel::science
