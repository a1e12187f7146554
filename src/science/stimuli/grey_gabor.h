// A Gabor as the picture that a screen shows: grey levels 0..255. Contrasts are in units of z-scored pixels,
// so a grey is mean + sd * value, rounded; what the screen has not is clipped, and how much is reported.
// Computed in double precision by plain loops, so that every machine makes the same picture, by which a scan
// is known to have shown it.
#pragma once

#include <cstdint>
#include <vector>

#include "science/stimuli/gabor.h"

namespace doppel::science {

struct GreyScale {
  float mean = 0, sd = 1;  // of the images that the model was fitted on, 0..255
};

struct GreyImage {
  std::vector<std::uint8_t> pixels;  // (rows, cols)
  float clipped_share = 0;           // of the pixels: whose grey lies outside 0..255
};

GreyImage grey_gabor(const Gabor& gabor, std::int32_t rows, std::int32_t cols, const GreyScale& scale);

}  // namespace doppel::science
