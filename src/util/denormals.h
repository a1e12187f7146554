// Numbers too small for float's full precision, which processors take a hundred cycles each for.
#pragma once

namespace doppel {

// From here on, results below 1.2e-38 are 0, in this thread and in those it starts. The tails of rendered
// Gabors and of Gaussian filters make such numbers by the thousand: a filtered image of them takes 10 to 40
// times as long. Called first in main, so that all threads compute alike. Does nothing on a processor other
// than x86-64 and ARM64.
void flush_denormals();

// A sum of two such numbers is 0 in this thread. False where it is not known how to ask for it.
bool denormals_are_flushed();

}  // namespace doppel
