// The pictures of an in vivo verification: each chosen Gabor at each size, in grey. A function of the
// settings and the model's grey scale alone, so that the maker that notes their hashes, the command that
// writes them and the reader of a scan mean the same bytes.
#pragma once

#include <span>
#include <string>

#include "schema/suboptimal_gabor.h"
#include "science/stimuli/gabor.h"
#include "science/stimuli/grey_gabor.h"
#include "store/stimulus_file.h"

namespace doppel::workers {

struct StimulusSettings {
  std::vector<float> sizes;  // [px], ascending
  float contrast = 0;        // [z-score]
  std::int32_t rows = 0, cols = 0;
  science::GreyScale scale;
};

// Throws Error(bad_input) where the sizes of the configuration do not ascend. `grid_contrast`: the highest of
// the grid, for a configuration without a contrast of its own.
StimulusSettings stimulus_settings(const schema::SuboptimalGaborConfig& config, float grid_contrast);

// Gabors in the order of their rank, sizes within; equal pictures are one image.
store::StimulusSet verification_stimuli(std::span<const science::Gabor> chosen,
                                        const StimulusSettings& settings);

science::Gabor gabor_of(const schema::ChosenGaborRow& row);

// The hash of a stimulus's picture.
const std::string& sha256_of(const store::StimulusSet& set, const store::Stimulus& stimulus);

}  // namespace doppel::workers
