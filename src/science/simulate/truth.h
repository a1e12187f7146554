// The noiseless truth about model neurons of known design: their optimal Gabor with continuous parameters,
// and the indices that the pipeline's own experiments give with it.
#pragma once

#include <span>
#include <vector>

#include "science/simulate/population.h"

namespace doppel::science {

// The Gabor that excites designs[i] most, among contrast 4 (the highest of the search grid of
// optimal_gabor.h), sizes 6..40 px, frequencies 0.02..0.25 cycles/px, centres inside the image: a coarse grid
// of size, frequency and phase around the design, then a pattern search over all six parameters down to 0.06
// px, 0.5 deg and 1 %.
std::vector<Gabor> true_optimal_gabors(const ResponseModel& model, std::span<const NeuronDesign> designs);

// All fields but the gain.
std::vector<NeuronTruth> measure_truth(const ResponseModel& model, std::span<const NeuronDesign> designs);

}  // namespace doppel::science
