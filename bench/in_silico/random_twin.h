// A twin of two dense layers that nobody trained, for measuring speed: its weights are large enough that
// stimuli move the responses.
#pragma once

#include <memory>

#include "science/model/twin.h"

namespace doppel::bench {

inline constexpr std::int64_t kRows = 36, kCols = 64;  // [px]

// Receptive fields all over the image, or in its middle rows x cols. The same for the same arguments.
std::unique_ptr<science::Twin> random_twin(std::int64_t n_neurons);
std::unique_ptr<science::Twin> random_twin_in_the_middle(std::int64_t n_neurons, std::int64_t rows,
                                                         std::int64_t cols);

}  // namespace doppel::bench
