#include "science/tuning/interactions.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "science/tuning/experiment.h"
#include "util/error.h"

namespace doppel::science {
namespace {

void check_axis(const char* name, float minimum, float factor, std::int32_t n) {
  if (minimum > 0 && factor > 1 && n > 0) return;
  throw Error(ErrorClass::bad_input,
              std::string(name) + ": minimum " + std::to_string(minimum) + ", factor " +
                  std::to_string(factor) + ", number " + std::to_string(n),
              "the minimum must be positive, the factor above 1 and the number at least 1");
}

float geometric(float minimum, float factor, std::size_t k) {
  return minimum * std::pow(factor, static_cast<float>(k));
}

// (max - last) / max of n values that are `stride` apart; 0 where the maximum is not positive.
float drop_from_peak(const float* values, std::size_t n, std::size_t stride) {
  float peak = values[0];
  for (std::size_t k = 1; k < n; ++k) peak = std::max(peak, values[k * stride]);
  return peak > 0 ? (peak - values[(n - 1) * stride]) / peak : 0.0F;
}

}  // namespace

void SizeContrastConfig::check() const {
  check_axis("sizes", size_min, size_factor, n_sizes);
  check_axis("contrasts", contrast_min, contrast_factor, n_contrasts);
}

void PlaidConfig::check() const { check_axis("contrasts", contrast_min, contrast_factor, n_contrasts); }

std::vector<SizeContrastTuning> size_contrast_tuning(const ResponseModel& model,
                                                     std::span<const std::int64_t> neurons,
                                                     std::span<const Gabor> gabors,
                                                     const SizeContrastConfig& config) {
  config.check();
  const auto sizes = static_cast<std::size_t>(config.n_sizes);
  const auto contrasts = static_cast<std::size_t>(config.n_contrasts);
  const auto stimulus = [&](std::size_t i, std::size_t j) {
    Gabor gabor = gabors[i];
    gabor.size = geometric(config.size_min, config.size_factor, j / contrasts);
    gabor.contrast = geometric(config.contrast_min, config.contrast_factor, j % contrasts);
    return gabor;
  };
  std::vector<SizeContrastTuning> tuning;
  tuning.reserve(neurons.size());
  for (auto& responses : gabor_experiment(model, neurons, gabors, sizes * contrasts, stimulus)) {
    SizeContrastTuning one;
    one.suppression_index = drop_from_peak(&responses[contrasts - 1], sizes, contrasts);
    one.contrast_index = drop_from_peak(&responses[(sizes - 1) * contrasts], contrasts, 1);
    one.responses = std::move(responses);
    tuning.push_back(std::move(one));
  }
  return tuning;
}

std::vector<PlaidTuning> plaid_tuning(const ResponseModel& model, std::span<const std::int64_t> neurons,
                                      std::span<const Gabor> gabors, const PlaidConfig& config) {
  config.check();
  const auto levels = static_cast<std::size_t>(config.n_contrasts) + 1;
  const auto contrast = [&](std::size_t k) {
    return k == 0 ? 0.0F : geometric(config.contrast_min, config.contrast_factor, k - 1);
  };
  const auto preferred = [&](std::size_t i, std::size_t j) {
    Gabor gabor = gabors[i];
    gabor.contrast = contrast(j / levels);
    return gabor;
  };
  const auto orthogonal = [&](std::size_t i, std::size_t j) {
    Gabor gabor = gabors[i];
    gabor.orientation += 90.0F;  // same phase: not wrapped to 0..180, which would turn its sign
    gabor.contrast = contrast(j % levels);
    return gabor;
  };
  std::vector<PlaidTuning> tuning;
  tuning.reserve(neurons.size());
  for (auto& responses : plaid_experiment(model, neurons, gabors, levels * levels, preferred, orthogonal)) {
    PlaidTuning one;
    one.cross_orientation_index = drop_from_peak(&responses[(levels - 1) * levels], levels, 1);
    one.responses = std::move(responses);
    tuning.push_back(std::move(one));
  }
  return tuning;
}

}  // namespace doppel::science
