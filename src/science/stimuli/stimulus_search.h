// Exact searches of a StimulusGrid for the stimulus that excites each neuron most: one for readouts that look
// at four pixels, one for masks, and the slow one that both must equal. Ties go to the first in grid order.
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "science/model/twin.h"
#include "science/stimuli/location_box.h"
#include "science/stimuli/stimulus_grid.h"

namespace doppel::science {

// The best stimulus found for a neuron, by drive (what softplus is applied to: the same order as responses,
// finer only where they underflow to 0).
struct BestStimulus {
  GridPoint point;
  float drive = 0;
  bool found = false;
};

// boxes[i] belongs to neurons[i]. Both throw Error(interrupted) soon after a stop was requested.
std::vector<BestStimulus> search_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                                       std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                       std::stop_token stop);
std::vector<BestStimulus> search_masks(const Twin& twin, std::span<const std::int64_t> neurons,
                                       std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                       std::stop_token stop);

// Multiply-adds of search_quads().
double operations_of_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                           std::span<const LocationBox> boxes, const StimulusGrid& grid);

struct BestResponse {
  GridPoint point;
  float response = 0;  // events
};

// The one of the two that fits the twin's readout.
std::vector<BestResponse> search(const Twin& twin, std::span<const std::int64_t> neurons,
                                 std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                 std::stop_token stop);

// Shows every stimulus of the grid to any model.
std::vector<BestResponse> search_exhaustively(const ResponseModel& model,
                                              std::span<const std::int64_t> neurons,
                                              std::span<const LocationBox> boxes, const StimulusGrid& grid);

// The boxes of `neurons` around the centres that a model reports: (n, 2) x, y [px] of all its neurons.
std::vector<LocationBox> boxes_of(const LocationGrid& grid, const torch::Tensor& receptive_fields,
                                  std::span<const std::int64_t> neurons, const ResponseModel& model);

}  // namespace doppel::science
