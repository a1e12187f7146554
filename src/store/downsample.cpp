// Images of a recording, brought to the resolution that twins are trained at.
#include <fmt/format.h>

#include <cstddef>
#include <span>
#include <vector>

#include "store/recording.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::store {
namespace {

// The mean grey of the block whose first pixel is given, rounded half up.
std::uint8_t block_mean(std::span<const std::uint8_t> image, std::size_t cols, std::size_t first_row,
                        std::size_t first_col, std::size_t factor) {
  std::size_t sum = 0;
  for (std::size_t row = first_row; row < first_row + factor; ++row)
    for (std::size_t col = first_col; col < first_col + factor; ++col) sum += image[row * cols + col];
  const std::size_t pixels = factor * factor;
  return static_cast<std::uint8_t>((2 * sum + pixels) / (2 * pixels));
}

}  // namespace

void downsample_images(Recording& recording, std::int32_t factor, const std::string& origin) {
  if (factor == 1) return;
  if (factor < 1 || recording.rows % factor != 0 || recording.cols % factor != 0) {
    throw Error(ErrorClass::bad_input,
                fmt::format("{}: images of {} x {} px have no whole blocks of {} x {} px", origin,
                            recording.rows, recording.cols, factor, factor),
                "downsample by a number that divides both sides");
  }
  if (!recording.truth.empty() || recording.simulation) {
    throw Error(ErrorClass::bad_input,
                origin + ": the scan is simulated, and its ground truth is in pixels of these images",
                "simulate it with images of the size that you want, or import it as it is");
  }
  const auto block = static_cast<std::size_t>(factor);
  const auto rows = static_cast<std::size_t>(recording.rows), cols = static_cast<std::size_t>(recording.cols);
  std::vector<std::uint8_t> averaged;
  averaged.reserve(recording.images.size() / (block * block));
  recording.image_sha256.clear();
  for (std::size_t i = 0; i < recording.n_images(); ++i) {
    const auto image = std::span(recording.images).subspan(i * rows * cols, rows * cols);
    const std::size_t begin = averaged.size();
    for (std::size_t row = 0; row < rows; row += block)
      for (std::size_t col = 0; col < cols; col += block)
        averaged.push_back(block_mean(image, cols, row, col, block));
    recording.image_sha256.push_back(sha256_hex(std::as_bytes(std::span(averaged).subspan(begin))));
  }
  recording.images = std::move(averaged);
  recording.rows /= factor;
  recording.cols /= factor;
  recording.source +=
      fmt::format("{}images averaged over {} x {} px", recording.source.empty() ? "" : "; ", factor, factor);
  validate(recording, origin);
}

}  // namespace doppel::store
