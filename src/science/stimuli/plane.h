// Windows that need not end where an image does, for searches away from its borders. Pure.
#pragma once

#include <algorithm>
#include <cstdint>

#include "science/layers/pixel_window.h"

namespace doppel::science {

constexpr std::int64_t kPlane = std::int64_t{1} << 40;  // "no border on this side"
constexpr PixelWindow kNowhere{{kPlane, -kPlane}, {kPlane, -kPlane}};

inline void include(PixelSpan& span, std::int64_t first, std::int64_t last) {
  span = {std::min(span.first, first), std::max(span.last, last)};
}

}  // namespace doppel::science
