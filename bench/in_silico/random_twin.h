// Twins that nobody trained, for measuring speed: their weights are large enough that stimuli move the
// responses.
#pragma once

#include <memory>

#include "science/model/twin.h"

namespace doppel::bench {

inline constexpr std::int64_t kRows = 36, kCols = 64;  // [px]

// Two dense layers; receptive fields all over the image, or in its middle rows x cols. The same for the same
// arguments.
std::unique_ptr<science::Twin> random_twin(std::int64_t n_neurons);
std::unique_ptr<science::Twin> random_twin_in_the_middle(std::int64_t n_neurons, std::int64_t rows,
                                                         std::int64_t cols);

// The same layers with factorised readouts: masks of an SD of 2 px centred in the middle rows x cols, without
// what is less than least_mass of their highest.
std::unique_ptr<science::Twin> random_masked_twin(std::int64_t n_neurons, std::int64_t rows,
                                                  std::int64_t cols, float least_mass);

// The paper's core with a Gaussian readout; receptive fields where the paper has them, x 27..48, y 5..27.
std::unique_ptr<science::Twin> paper_twin(std::int64_t n_neurons, const std::string& device);

}  // namespace doppel::bench
