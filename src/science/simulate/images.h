// Natural-like images: dead leaves (occluding discs with power-law sizes and textured fills), 1/f amplitude
// spectrum, grey 0..255. Deterministic from the seed.
#pragma once

#include <cstdint>
#include <vector>

namespace doppel::science {

// (n, rows, cols), grey. Image i depends on (seed, i) alone.
std::vector<std::uint8_t> dead_leaves(std::int64_t n, std::int32_t rows, std::int32_t cols,
                                      std::uint64_t seed);

}  // namespace doppel::science
