// Parts of an image, and what a stack of SAME-padded filters needs of it for a part of its output. Pure
// functions; pixels beyond the image are zeros, as SAME padding has them.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace doppel::science {

// Pixels first..last of an axis, both included.
struct PixelSpan {
  std::int64_t first = 0, last = -1;
  std::int64_t count() const { return last - first + 1; }
  bool operator==(const PixelSpan&) const = default;
};

struct PixelWindow {
  PixelSpan rows, cols;
  bool operator==(const PixelWindow&) const = default;
};

PixelWindow whole_image(std::int64_t rows, std::int64_t cols);

// Wider by `by` px on each side, inside the limit.
PixelWindow grown(const PixelWindow& window, std::int64_t by, const PixelWindow& limit);

// needed, and what each layer below must give for it: window i goes into layer i, the last one is `needed`.
// radii: (filter size - 1) / 2 of each layer [px].
std::vector<PixelWindow> windows_into(const std::vector<std::int64_t>& radii, const PixelWindow& needed,
                                      const PixelWindow& image);

// (..., rows, cols) of a whole image -> a view of the window.
torch::Tensor crop(const torch::Tensor& image, const PixelWindow& window);

// x: (n, channels, rows, cols) of the window `in` -> with the zeros beyond the image that a filter of this
// radius sees from the window `out`. REQUIRES: `in` has all pixels of the image that it sees.
torch::Tensor with_border(const torch::Tensor& x, const PixelWindow& in, const PixelWindow& out,
                          std::int64_t radius);

}  // namespace doppel::science
