// What speaks for and against an optimal Gabor of a grid: which ends of the grid it touches, how much a local
// ascent from it gains, how much of it lies outside the image, and whether its spectrum leaves the band that
// pixels can show.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "science/model/twin.h"
#include "science/stimuli/mei.h"
#include "science/stimuli/optimal_gabor.h"

namespace doppel::science {

struct PolishedGabor {
  Gabor gabor;
  float activation = 0;  // its response, events
  float gain = 0;        // relative to the start's response; never negative
};

// Gradient ascent on all seven parameters from each of `gabors`, whose i-th belongs to model neuron
// neurons[i]; the contrast stays below largest_contrast. Images of (rows, cols). Throws Error(interrupted)
// soon after a stop was requested.
struct PolishFrame {
  std::int64_t rows = 0, cols = 0;  // [px]
  float largest_contrast = 4;
};
std::vector<PolishedGabor> polish_gabors(const PairedGradient& gradient,
                                         std::span<const std::int64_t> neurons, std::span<const Gabor> gabors,
                                         const PolishFrame& frame, const std::stop_token& stop = {});

// Share of sum x^2 that would lie on pixels outside an image of (rows, cols).
float energy_outside(const Gabor& gabor, std::int64_t rows, std::int64_t cols);

// Distance of its spectrum from the highest frequency of the pixel lattice along either axis [cycles/px]:
// .5 - (nu of that axis + 2 SD of the spectrum); negative: it is aliased.
float alias_margin(const Gabor& gabor);

struct GaborCertificate {
  std::vector<std::string> edges;  // as grid_edges() names them
  PolishedGabor polished;
  float energy_outside = 0;
  float alias_margin = 0;  // [cycles/px]
};

// gabors[i]: the optimum on the grid of model neuron neurons[i].
std::vector<GaborCertificate> certify_gabors(const Twin& twin, std::span<const std::int64_t> neurons,
                                             std::span<const Gabor> gabors, const GaborGrid& grid,
                                             const std::stop_token& stop = {});

}  // namespace doppel::science
