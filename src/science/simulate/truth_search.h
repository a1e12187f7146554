// The pipeline's own search for optimal Gabors, run on the simulated neurons themselves: what a perfect twin
// would give, so that the loss of the method can be told from that of the model.
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "science/simulate/population.h"
#include "science/stimuli/optimal_gabor.h"

namespace doppel::science {

// The argmax over the grid, as find_optimal_gabors_exhaustively gives it around the neurons' true centres, in
// a hundredth of its time. Three facts of the simulator make it so: excitation and pool both grow with the
// square of contrast, so that the highest contrast is never beaten; a phase mixes two images; and a shifted
// Gabor is a window of a larger picture, the same for all neurons. Throws Error(interrupted) soon after a
// stop was requested.
std::vector<OptimalGabor> search_truth(const SimulatedPopulation& population,
                                       std::span<const std::int64_t> neurons, const GaborGrid& grid,
                                       const std::stop_token& stop = {});

// The centres of all neurons' receptive fields as designed: (n_neurons, 2) x, y [px].
torch::Tensor true_receptive_fields(const SimulatedPopulation& population);

}  // namespace doppel::science
