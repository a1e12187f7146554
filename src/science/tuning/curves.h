// Orientation and phase tuning in silico: the optimal Gabor with one parameter swept, and the indices of the
// curve.
#pragma once

#include <span>
#include <vector>

#include "science/model/response_model.h"
#include "science/stimuli/gabor.h"

namespace doppel::science {

struct TuningCurve {
  std::vector<float> responses;  // events, at n equally spaced values from 0
  float index = 0;  // amplitude over mean: orientation F2/F0 (period 180 deg), phase F1/F0 (period 360 deg)
  float preferred = 0;  // angle of the Fourier component [deg]: 0..180 for orientation, 0..360 for phase
};

// Amplitude / mean = 2 |sum_j r_j exp(i theta_j)| / sum_j r_j with theta_j = 2 pi j / n over the curve's own
// period [paper eq. 11, read as amplitude over mean]; 0 for a curve whose sum is 0. `period` in degrees.
TuningCurve tuning_curve(std::vector<float> responses, float period);

// gabors[i] belongs to model neuron neurons[i].
std::vector<TuningCurve> orientation_tuning(const ResponseModel& model, std::span<const std::int64_t> neurons,
                                            std::span<const Gabor> gabors, int n_orientations);
std::vector<TuningCurve> phase_tuning(const ResponseModel& model, std::span<const std::int64_t> neurons,
                                      std::span<const Gabor> gabors, int n_phases);

}  // namespace doppel::science
