#include "science/layers/pixel_window.h"

#include <algorithm>
#include <array>

namespace doppel::science {
namespace {

PixelSpan grown(PixelSpan span, std::int64_t by, PixelSpan limit) {
  return {std::max(span.first - by, limit.first), std::min(span.last + by, limit.last)};
}

}  // namespace

PixelWindow whole_image(std::int64_t rows, std::int64_t cols) { return {{0, rows - 1}, {0, cols - 1}}; }

PixelWindow grown(const PixelWindow& window, std::int64_t by, const PixelWindow& limit) {
  return {grown(window.rows, by, limit.rows), grown(window.cols, by, limit.cols)};
}

std::vector<PixelWindow> windows_into(const std::vector<std::int64_t>& radii, const PixelWindow& needed,
                                      const PixelWindow& image) {
  std::vector<PixelWindow> windows(radii.size() + 1, needed);
  for (std::size_t i = radii.size(); i-- > 0;) windows[i] = grown(windows[i + 1], radii[i], image);
  return windows;
}

torch::Tensor crop(const torch::Tensor& image, const PixelWindow& window) {
  return image.narrow(-2, window.rows.first, window.rows.count())
      .narrow(-1, window.cols.first, window.cols.count());
}

torch::Tensor with_border(const torch::Tensor& x, const PixelWindow& in, const PixelWindow& out,
                          std::int64_t radius) {
  const std::array<std::int64_t, 4> missing{
      in.cols.first - (out.cols.first - radius), out.cols.last + radius - in.cols.last,
      in.rows.first - (out.rows.first - radius), out.rows.last + radius - in.rows.last};
  const bool none = std::ranges::all_of(missing, [](std::int64_t pixels) { return pixels == 0; });
  return none ? x : torch::constant_pad_nd(x, missing);
}

}  // namespace doppel::science
