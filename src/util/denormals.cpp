#include "util/denormals.h"

#include <limits>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace doppel {

void flush_denormals() {
#if defined(__SSE2__)
  constexpr unsigned int flush_to_zero = 0x8000, denormals_are_zero = 0x0040;
  _mm_setcsr(_mm_getcsr() | flush_to_zero | denormals_are_zero);
#elif defined(__aarch64__)
  constexpr unsigned long flush_to_zero = 1UL << 24;
  unsigned long control = 0;
  asm volatile("mrs %0, fpcr" : "=r"(control));
  asm volatile("msr fpcr, %0" : : "r"(control | flush_to_zero));
#endif
}

bool denormals_are_flushed() {
  // Not known at compile time, where the result would be that of the compiler.
  volatile float smallest = std::numeric_limits<float>::min();
  return smallest / 4 == 0;
}

}  // namespace doppel
