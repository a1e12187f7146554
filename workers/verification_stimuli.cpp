#include "workers/verification_stimuli.h"

#include <algorithm>
#include <map>

#include "util/error.h"
#include "util/sha256.h"

namespace doppel::workers {

StimulusSettings stimulus_settings(const schema::SuboptimalGaborConfig& config, float grid_contrast) {
  const auto& sizes = config.verification_sizes;
  if (!std::ranges::is_sorted(sizes) || std::ranges::adjacent_find(sizes) != sizes.end()) {
    throw Error(ErrorClass::bad_input,
                "suboptimal_gabor_config '" + config.key.text("suboptimal_gabor_config") +
                    "': verification_sizes do not ascend",
                "add a setting whose sizes go from the smallest to the largest");
  }
  StimulusSettings settings;
  settings.sizes = sizes;
  settings.contrast = config.verification_contrast.value_or(grid_contrast);
  return settings;
}

store::StimulusSet verification_stimuli(std::span<const science::Gabor> chosen,
                                        const StimulusSettings& settings) {
  store::StimulusSet set;
  set.rows = settings.rows;
  set.cols = settings.cols;
  set.image_mean = settings.scale.mean;
  set.image_sd = settings.scale.sd;
  std::map<std::string, std::int32_t> row_of;  // by content
  for (std::size_t g = 0; g < chosen.size(); ++g) {
    for (std::size_t s = 0; s < settings.sizes.size(); ++s) {
      science::Gabor gabor = chosen[g];
      gabor.size = settings.sizes[s];
      gabor.contrast = settings.contrast;
      const auto grey = science::grey_gabor(gabor, settings.rows, settings.cols, settings.scale);
      const auto sha256 = sha256_hex(std::as_bytes(std::span(grey.pixels)));
      const auto [place, is_new] = row_of.emplace(sha256, static_cast<std::int32_t>(set.n_images()));
      if (is_new) {
        set.images.insert(set.images.end(), grey.pixels.begin(), grey.pixels.end());
        set.image_sha256.push_back(sha256);
      }
      set.stimuli.push_back({static_cast<std::int32_t>(g) + 1, static_cast<std::int32_t>(s) + 1,
                             place->second, gabor.r_x, gabor.r_y, gabor.size, gabor.spatial_frequency,
                             gabor.contrast, gabor.orientation, gabor.phase, grey.clipped_share});
    }
  }
  return set;
}

science::Gabor gabor_of(const schema::ChosenGaborRow& row) {
  return {row.chosen_x,        row.chosen_y,           row.chosen_size, row.chosen_frequency,
          row.chosen_contrast, row.chosen_orientation, row.chosen_phase};
}

const std::string& sha256_of(const store::StimulusSet& set, const store::Stimulus& stimulus) {
  return set.image_sha256[static_cast<std::size_t>(stimulus.image)];
}

}  // namespace doppel::workers
