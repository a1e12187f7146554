#include "science/stimuli/grey_gabor.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace doppel::science {

GreyImage grey_gabor(const Gabor& gabor, std::int32_t rows, std::int32_t cols, const GreyScale& scale) {
  constexpr double radians = std::numbers::pi / 180.0;
  const double cos_phi = std::cos(gabor.orientation * radians);
  const double sin_phi = std::sin(gabor.orientation * radians);
  const double sd = gabor.size / 4.0;
  GreyImage image;
  std::int64_t clipped = 0;
  for (std::int32_t row = 0; row < rows; ++row) {
    for (std::int32_t col = 0; col < cols; ++col) {
      const double dx = col - static_cast<double>(gabor.r_x), dy = row - static_cast<double>(gabor.r_y);
      const double along = dx * cos_phi - dy * sin_phi;  // x'
      const double carrier =
          std::cos(2.0 * std::numbers::pi * gabor.spatial_frequency * along + gabor.phase * radians);
      const double value = 0.5 * gabor.contrast * std::exp(-(dx * dx + dy * dy) / (2.0 * sd * sd)) * carrier;
      const double grey = std::round(scale.mean + scale.sd * value);
      if (grey < 0 || grey > 255) ++clipped;
      image.pixels.push_back(static_cast<std::uint8_t>(std::clamp(grey, 0.0, 255.0)));
    }
  }
  image.clipped_share = static_cast<float>(static_cast<double>(clipped) / (static_cast<double>(rows) * cols));
  return image;
}

}  // namespace doppel::science
