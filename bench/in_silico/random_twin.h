// A twin of two dense layers that nobody trained, for measuring speed: its receptive fields lie all over the
// image, and its weights are large enough that stimuli move the responses.
#pragma once

#include <memory>

#include "science/model/twin.h"

namespace doppel::bench {

inline constexpr std::int64_t kRows = 36, kCols = 64;  // [px]

// The same for the same number of neurons.
std::unique_ptr<science::Twin> random_twin(std::int64_t n_neurons);

}  // namespace doppel::bench
