// Exact searches of a StimulusGrid for the stimulus that excites each neuron most: one for readouts that look
// at four pixels, one for masks, and the slow one that both must equal. Ties go to the first in grid order.
// What is found for a neuron, to the last bit, does not depend on the neurons that are searched for beside it
// (on the CPU, for a number of threads).
#pragma once

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "science/model/twin.h"
#include "science/stimuli/location_box.h"
#include "science/stimuli/near_ties.h"
#include "science/stimuli/stimulus_grid.h"

namespace doppel::science {

// The stimuli of a neuron's highest drives (what softplus is applied to, less a constant: the same order as
// responses, finer only where they underflow to 0); on a GPU the first of the highest in each batch. boxes[i]
// belongs to neurons[i]. Both throw Error(interrupted) soon after a stop was requested.
std::vector<NearTies> search_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                                   std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                   std::stop_token stop);
std::vector<NearTies> search_masks(const Twin& twin, std::span<const std::int64_t> neurons,
                                   std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                   const std::stop_token& stop);

// What every stimulus of the grid drives every neuron to, (places[i], one location each) its centre: handed
// over stimulus by stimulus, `place` the neuron's in the list. Rounds as the neurons' number has it.
using TakeDrive = std::function<void(std::size_t place, std::int64_t parameters, float drive)>;
void drive_quads(const Twin& twin, std::span<const std::int64_t> neurons, std::span<const LocationBox> places,
                 const StimulusGrid& grid, const TakeDrive& take, std::stop_token stop);

// Multiply-adds of either.
double operations_of_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                           std::span<const LocationBox> boxes, const StimulusGrid& grid);

struct BestResponse {
  GridPoint point;
  float response = 0;  // events
};

// The one of the two that fits the twin's readout, decided by the responses of LocalTwin.
std::vector<BestResponse> search(const Twin& twin, std::span<const std::int64_t> neurons,
                                 std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                 const std::stop_token& stop);

// Shows every stimulus of the grid to any model.
std::vector<BestResponse> search_exhaustively(const ResponseModel& model,
                                              std::span<const std::int64_t> neurons,
                                              std::span<const LocationBox> boxes, const StimulusGrid& grid);

// The boxes of `neurons` around the centres that a model reports: (n, 2) x, y [px] of all its neurons.
std::vector<LocationBox> boxes_of(const LocationGrid& grid, const torch::Tensor& receptive_fields,
                                  std::span<const std::int64_t> neurons, const ResponseModel& model);

}  // namespace doppel::science
