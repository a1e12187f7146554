// What the loops over channels-last float32 activations share. Channels lie innermost: value (row, col,
// channel) is at (row cols + col) channels + channel. A loop's body is inlined into a caller for each kind of
// processor, because code is compiled for its caller's; they differ by rounding.
#pragma once

#include <cstdint>

#define DOPPEL_BODY inline __attribute__((always_inline))
#if defined(__x86_64__)
#define DOPPEL_AVX2 __attribute__((target("avx2,fma")))
#else
#define DOPPEL_AVX2
#endif

namespace doppel::science {

struct ImageShape {
  std::int64_t rows = 0, cols = 0, channels = 0;
  std::int64_t size() const { return rows * cols * channels; }
};

inline bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") > 0 && __builtin_cpu_supports("fma") > 0;
#else
  return false;
#endif
}

// Eight floats side by side, wherever they lie.
constexpr std::int64_t n_lanes = 8;
using Lanes = float __attribute__((vector_size(n_lanes * sizeof(float)), aligned(alignof(float)), may_alias));
DOPPEL_AVX2 DOPPEL_BODY Lanes load_lanes(const float* at) { return *reinterpret_cast<const Lanes*>(at); }
DOPPEL_AVX2 DOPPEL_BODY void store_lanes(float* at, const Lanes& value) {
  *reinterpret_cast<Lanes*>(at) = value;
}

}  // namespace doppel::science
