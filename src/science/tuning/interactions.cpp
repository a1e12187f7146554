#include "science/tuning/interactions.h"

#include <cmath>
#include <string>

#include "science/tuning/experiment.h"
#include "science/tuning/size_curve.h"
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

std::vector<float> geometric(float minimum, float factor, std::int32_t n) {
  std::vector<float> axis;
  for (std::int32_t k = 0; k < n; ++k) axis.push_back(minimum * std::pow(factor, static_cast<float>(k)));
  return axis;
}

// n values that are `stride` apart in a table, from `first`.
std::vector<float> slice(const std::vector<float>& table, std::size_t first, std::size_t n,
                         std::size_t stride) {
  std::vector<float> values;
  for (std::size_t k = 0; k < n; ++k) values.push_back(table[first + k * stride]);
  return values;
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
  const auto sizes = geometric(config.size_min, config.size_factor, config.n_sizes);
  const auto contrasts = geometric(config.contrast_min, config.contrast_factor, config.n_contrasts);
  const std::size_t n_sizes = sizes.size(), n_contrasts = contrasts.size();
  const auto stimulus = [&](std::size_t i, std::size_t j) {
    Gabor gabor = gabors[i];
    gabor.size = sizes[j / n_contrasts];
    gabor.contrast = contrasts[j % n_contrasts];
    return gabor;
  };
  std::vector<SizeContrastTuning> tuning;
  tuning.reserve(neurons.size());
  for (auto& responses : gabor_experiment(model, neurons, gabors, n_sizes * n_contrasts, stimulus)) {
    const auto at_highest =
        size_curve_indices(sizes, slice(responses, n_contrasts - 1, n_sizes, n_contrasts));
    SizeContrastTuning one{sizes, contrasts, {}, 0, 0, 0};
    one.suppression_index = at_highest.suppression_index;
    one.preferred_size = at_highest.preferred_size;
    one.contrast_index = drop_from_peak(slice(responses, (n_sizes - 1) * n_contrasts, n_contrasts, 1));
    one.responses = std::move(responses);
    tuning.push_back(std::move(one));
  }
  return tuning;
}

std::vector<PlaidTuning> plaid_tuning(const ResponseModel& model, std::span<const std::int64_t> neurons,
                                      std::span<const Gabor> gabors, const PlaidConfig& config) {
  config.check();
  std::vector<float> contrasts{0};
  for (const float contrast : geometric(config.contrast_min, config.contrast_factor, config.n_contrasts))
    contrasts.push_back(contrast);
  const std::size_t levels = contrasts.size();
  const auto preferred = [&](std::size_t i, std::size_t j) {
    Gabor gabor = gabors[i];
    gabor.contrast = contrasts[j / levels];
    return gabor;
  };
  const auto orthogonal = [&](std::size_t i, std::size_t j) {
    Gabor gabor = gabors[i];
    gabor.orientation += 90.0F;  // same phase: not wrapped to 0..180, which would turn its sign
    gabor.contrast = contrasts[j % levels];
    return gabor;
  };
  std::vector<PlaidTuning> tuning;
  tuning.reserve(neurons.size());
  for (auto& responses : plaid_experiment(model, neurons, gabors, levels * levels, preferred, orthogonal)) {
    PlaidTuning one{contrasts, {}, 0};
    one.cross_orientation_index = drop_from_peak(slice(responses, (levels - 1) * levels, levels, 1));
    one.responses = std::move(responses);
    tuning.push_back(std::move(one));
  }
  return tuning;
}

}  // namespace doppel::science
