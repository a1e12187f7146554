// The two exact searches behind find_optimal_gabors(): one for readouts that look at four pixels, one for
// masks.
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "science/model/twin.h"
#include "science/stimuli/gabor_grid.h"

namespace doppel::science {

// The best stimulus found so far for each neuron of a search, by drive (what softplus is applied to: the same
// order).
struct BestStimulus {
  GridPoint point;
  float drive = 0;
  bool found = false;
};

// boxes[i] belongs to neurons[i]. Both throw Error(interrupted) soon after a stop was requested.
std::vector<BestStimulus> search_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                                       std::span<const LocationBox> boxes, const GaborGrid& grid,
                                       std::stop_token stop);
std::vector<BestStimulus> search_masks(const Twin& twin, std::span<const std::int64_t> neurons,
                                       std::span<const LocationBox> boxes, const GaborGrid& grid,
                                       std::stop_token stop);

}  // namespace doppel::science
