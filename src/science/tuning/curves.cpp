#include "science/tuning/curves.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <string>

#include "science/tuning/experiment.h"
#include "util/error.h"

namespace doppel::science {

TuningCurve tuning_curve(std::vector<float> responses, float period) {
  if (responses.empty() || !(period > 0)) {
    throw Error(ErrorClass::bad_input,
                "a tuning curve of " + std::to_string(responses.size()) + " points with period " +
                    std::to_string(period),
                "give at least one response and a positive period in degrees");
  }
  std::complex<double> component = 0;
  double sum = 0;
  const auto n = static_cast<double>(responses.size());
  for (std::size_t j = 0; j < responses.size(); ++j) {
    component +=
        std::polar(static_cast<double>(responses[j]), 2.0 * std::numbers::pi * static_cast<double>(j) / n);
    sum += responses[j];
  }
  TuningCurve curve;
  curve.responses = std::move(responses);
  if (sum == 0) return curve;
  curve.index = static_cast<float>(2.0 * std::abs(component) / sum);
  const double turn = std::arg(component) / (2.0 * std::numbers::pi);  // -0.5..0.5 of the period
  curve.preferred = static_cast<float>((turn < 0 ? turn + 1.0 : turn) * period);
  if (curve.preferred >= period) curve.preferred = 0;  // rounding of a tiny negative turn
  return curve;
}

namespace {

// Sweeps one angle of each neuron's own Gabor through n equal steps of `period`.
std::vector<TuningCurve> sweep(const ResponseModel& model, std::span<const std::int64_t> neurons,
                               std::span<const Gabor> gabors, int n, float Gabor::*angle, float period) {
  if (n < 1) {
    throw Error(ErrorClass::bad_input, "a tuning curve of " + std::to_string(n) + " points",
                "ask for at least one");
  }
  const auto stimulus = [&](std::size_t i, std::size_t j) {
    Gabor gabor = gabors[i];
    gabor.*angle = period * static_cast<float>(j) / static_cast<float>(n);
    return gabor;
  };
  std::vector<TuningCurve> curves;
  curves.reserve(neurons.size());
  for (auto& responses : gabor_experiment(model, neurons, gabors, static_cast<std::size_t>(n), stimulus)) {
    curves.push_back(tuning_curve(std::move(responses), period));
  }
  return curves;
}

}  // namespace

std::vector<TuningCurve> orientation_tuning(const ResponseModel& model, std::span<const std::int64_t> neurons,
                                            std::span<const Gabor> gabors, int n_orientations) {
  return sweep(model, neurons, gabors, n_orientations, &Gabor::orientation, 180.0F);
}

std::vector<TuningCurve> phase_tuning(const ResponseModel& model, std::span<const std::int64_t> neurons,
                                      std::span<const Gabor> gabors, int n_phases) {
  return sweep(model, neurons, gabors, n_phases, &Gabor::phase, 360.0F);
}

}  // namespace doppel::science
