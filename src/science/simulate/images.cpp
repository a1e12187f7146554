#include "science/simulate/images.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

constexpr int kSupersampling = 2;    // per axis; edges of leaves become anti-aliased
constexpr double kRadiusMin = 1.0;   // [px]
constexpr double kRadiusMax = 48.0;  // [px]
constexpr double kSharpening = 0.17;
constexpr double kGreyMean = 110.0;      // over images
constexpr double kGreyMeanSd = 14.0;     // of the images' means
constexpr double kGreySd = 45.0;         // typical, within an image
constexpr double kGreySdSpread = 0.2;    // SD of its logarithm over images
constexpr double kShareCovered = 0.995;  // stop when so many samples are covered; the rest is background

struct Leaf {
  double x, y, radius;               // [px]
  double level;                      // of its fill, arbitrary units
  double amplitude, kx, ky, offset;  // its texture: a grating, wave vector in [rad/px]
};

// Radii follow p(r) ~ r^-3 (Lee, Mumford & Huang 2001): the power law that makes dead leaves scale-invariant.
double power_law_radius(Rng& rng) {
  const double a = 1.0 / (kRadiusMin * kRadiusMin);
  const double b = 1.0 / (kRadiusMax * kRadiusMax);
  return 1.0 / std::sqrt(a - rng.uniform() * (a - b));
}

Leaf draw_leaf(Rng& rng, std::int32_t rows, std::int32_t cols) {
  Leaf leaf{};
  leaf.radius = power_law_radius(rng);
  leaf.x = rng.uniform(-leaf.radius, cols + leaf.radius);
  leaf.y = rng.uniform(-leaf.radius, rows + leaf.radius);
  leaf.level = rng.normal();
  const double frequency = 0.05 * std::pow(8.0, rng.uniform());  // 0.05..0.4 cycles/px
  const double angle = rng.uniform(0.0, std::numbers::pi);
  leaf.amplitude = 0.06 / frequency * rng.uniform();  // amplitude ~ 1/f, as the whole image
  leaf.kx = 2.0 * std::numbers::pi * frequency * std::cos(angle);
  leaf.ky = 2.0 * std::numbers::pi * frequency * std::sin(angle);
  leaf.offset = rng.uniform(0.0, 2.0 * std::numbers::pi);
  return leaf;
}

// Front to back: a sample belongs to the first leaf that covers it. Returns (rows * s, cols * s) levels.
std::vector<double> lay_leaves(Rng& rng, std::int32_t rows, std::int32_t cols) {
  const int height = rows * kSupersampling;
  const int width = cols * kSupersampling;
  std::vector<double> levels(static_cast<std::size_t>(height) * width, 0.0);
  std::vector<char> covered(levels.size(), 0);
  auto remaining = static_cast<std::int64_t>(levels.size());
  const auto allowed = static_cast<std::int64_t>((1.0 - kShareCovered) * static_cast<double>(levels.size()));
  while (remaining > allowed) {
    const Leaf leaf = draw_leaf(rng, rows, cols);
    const int top = std::max(0, static_cast<int>((leaf.y - leaf.radius) * kSupersampling));
    const int bottom = std::min(height, static_cast<int>((leaf.y + leaf.radius) * kSupersampling) + 1);
    for (int i = top; i < bottom; ++i) {
      const double dy = (i + 0.5) / kSupersampling - leaf.y;
      const double half = leaf.radius * leaf.radius - dy * dy;
      if (half <= 0.0) continue;
      const int left =
          std::max(0, static_cast<int>(std::ceil((leaf.x - std::sqrt(half)) * kSupersampling - 0.5)));
      const int right = std::min(
          width - 1, static_cast<int>(std::floor((leaf.x + std::sqrt(half)) * kSupersampling - 0.5)));
      for (int j = left; j <= right; ++j) {
        const std::size_t at = static_cast<std::size_t>(i) * width + j;
        if (covered[at] != 0) continue;
        covered[at] = 1;
        --remaining;
        const double dx = (j + 0.5) / kSupersampling - leaf.x;
        levels[at] = leaf.level + leaf.amplitude * std::cos(leaf.kx * dx + leaf.ky * dy + leaf.offset);
      }
    }
  }
  return levels;
}

std::vector<double> downsample(const std::vector<double>& levels, std::int32_t rows, std::int32_t cols) {
  std::vector<double> image(static_cast<std::size_t>(rows) * cols, 0.0);
  const int width = cols * kSupersampling;
  for (std::size_t at = 0; at < levels.size(); ++at) {
    const std::size_t row = at / width / kSupersampling;
    const std::size_t col = at % width / kSupersampling;
    image[row * cols + col] += levels[at] / (kSupersampling * kSupersampling);
  }
  return image;
}

// Averaging samples to pixels steepens the spectrum; this small Laplacian (gain 1 + 4 kSharpening at the
// Nyquist frequency of one axis) brings it back to about 1/f. Borders repeat their last pixel.
std::vector<double> sharpened(const std::vector<double>& image, std::int32_t rows, std::int32_t cols) {
  const auto at = [&](std::int32_t row, std::int32_t col) {
    row = std::clamp(row, 0, rows - 1);
    col = std::clamp(col, 0, cols - 1);
    return image[static_cast<std::size_t>(row) * cols + col];
  };
  std::vector<double> sharp(image.size());
  for (std::int32_t i = 0; i < rows; ++i) {
    for (std::int32_t j = 0; j < cols; ++j) {
      const double around = at(i - 1, j) + at(i + 1, j) + at(i, j - 1) + at(i, j + 1);
      sharp[static_cast<std::size_t>(i) * cols + j] = at(i, j) + kSharpening * (4.0 * at(i, j) - around);
    }
  }
  return sharp;
}

// Sets mean and SD of the image to a drawn luminance and contrast and rounds to 0..255.
void expose(const std::vector<double>& image, Rng& rng, std::uint8_t* grey) {
  double sum = 0;
  double sum_of_squares = 0;
  for (const double value : image) {
    sum += value;
    sum_of_squares += value * value;
  }
  const auto count = static_cast<double>(image.size());
  const double mean = sum / count;
  const double sd = std::sqrt(std::max(sum_of_squares / count - mean * mean, 1e-12));
  const double grey_mean = kGreyMean + kGreyMeanSd * rng.normal();
  const double grey_sd = kGreySd * std::exp(kGreySdSpread * rng.normal());
  for (const double value : image) {
    const double exposed = std::clamp(grey_mean + grey_sd * (value - mean) / sd, 0.0, 255.0);
    *grey++ = static_cast<std::uint8_t>(std::lround(exposed));
  }
}

}  // namespace

std::vector<std::uint8_t> dead_leaves(std::int64_t n, std::int32_t rows, std::int32_t cols,
                                      std::uint64_t seed) {
  if (n < 0 || rows < 1 || cols < 1) {
    throw Error(ErrorClass::bad_input,
                "dead leaves: " + std::to_string(n) + " images of " + std::to_string(rows) + " x " +
                    std::to_string(cols),
                "ask for at least 0 images of at least 1 x 1 px");
  }
  const auto pixels = static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
  std::vector<std::uint8_t> images(static_cast<std::size_t>(n) * pixels);
  for (std::int64_t i = 0; i < n; ++i) {
    Rng rng(derive_seed(seed, "dead leaves " + std::to_string(i)));
    const auto image = sharpened(downsample(lay_leaves(rng, rows, cols), rows, cols), rows, cols);
    expose(image, rng, &images[static_cast<std::size_t>(i) * pixels]);
  }
  return images;
}

}  // namespace doppel::science
