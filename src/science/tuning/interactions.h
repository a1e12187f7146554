// Size-contrast and plaid experiments in silico: surround suppression, contrast saturation and
// cross-orientation inhibition with the neuron's optimal Gabor [paper eq. 12-14].
#pragma once

#include <span>
#include <vector>

#include "science/model/response_model.h"
#include "science/stimuli/gabor.h"

namespace doppel::science {

struct SizeContrastConfig {
  float size_min = 8, size_factor = 1.2F;  // [px]
  std::int32_t n_sizes = 12;
  float contrast_min = 0.08838835F, contrast_factor = 1.41421356F;  // 2^-3.5 sqrt(2)^k
  std::int32_t n_contrasts = 12;
  void check() const;
};

struct SizeContrastTuning {
  std::vector<float> sizes, contrasts;  // ascending, [px] and z-scored grey
  std::vector<float> responses;         // (n_sizes, n_contrasts) row-major, events
  float suppression_index =
      0;  // (max over sizes - at the largest size) / max over sizes, at the highest contrast
  float contrast_index = 0;  // the same over contrasts, at the largest size
  float preferred_size = 0;  // of the largest response at the highest contrast, the smallest of equals [px]
};

// The spatial frequency nu of each Gabor is held. 0 where the maximum is not positive.
std::vector<SizeContrastTuning> size_contrast_tuning(const ResponseModel& model,
                                                     std::span<const std::int64_t> neurons,
                                                     std::span<const Gabor> gabors,
                                                     const SizeContrastConfig& config = {});

struct PlaidConfig {
  float contrast_min = 0.125F, contrast_factor = 1.41421356F;  // 2^-3 sqrt(2)^k, besides 0
  std::int32_t n_contrasts = 9;
  void check() const;
};

struct PlaidTuning {
  std::vector<float> contrasts;  // of either Gabor: 0, then ascending
  std::vector<float>
      responses;  // (n_contrasts + 1 preferred, n_contrasts + 1 orthogonal) row-major, from contrast 0
  float cross_orientation_index =
      0;  // at the highest preferred contrast: (max over orthogonal - at the highest) / max
};

// The optimal Gabor plus the same one turned by 90 degrees, same phase.
std::vector<PlaidTuning> plaid_tuning(const ResponseModel& model, std::span<const std::int64_t> neurons,
                                      std::span<const Gabor> gabors, const PlaidConfig& config = {});

}  // namespace doppel::science
