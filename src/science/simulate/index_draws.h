// Neurons drawn by what experiments make of suppression and cross-orientation inhibition, instead of by the
// strengths behind them. Of strengths drawn independently the indices are not independent: exponent,
// semi-saturation and size move both (docs/simulator.md).
#pragma once

#include <vector>

#include "science/simulate/design.h"

namespace doppel::science {

struct SimulationConfig;

// Reads each design's two strengths, in 0..2, as shares of the range 0..0.6 of an index, and puts in their
// place the strengths with which the size-contrast and the plaid experiment [paper eq. 12, 14] with the
// neuron's own Gabor (design.h), without spontaneous events, give these indices. Where the index is larger
// without that term of the pool, the strength is 0; where 8 are not enough, it is 8. An unoriented neuron's
// cross-orientation inhibition stays 0.
std::vector<NeuronDesign> with_strengths_of_indices(const SimulationConfig& config,
                                                    std::vector<NeuronDesign> designs);

}  // namespace doppel::science
