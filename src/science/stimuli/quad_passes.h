// What a search for Gaussian readouts must evaluate. A neuron reads four pixels, which see `radius` pixels
// around them. Away from the image's borders features depend on (pixel - stimulus centre) alone: one small
// pass per parameter combination serves every neuron and location. Near a border the absolute coordinate
// matters on that axis only, so there is one pass per combination and row (or column, or in a corner both) of
// locations. A core with shared batch norm is exactly equivariant under quarter turns: borders and corners
// are turned onto the top and the top left, so that neurons of all four share those passes.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <span>
#include <vector>

#include "science/model/twin.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/location_box.h"
#include "science/stimuli/stimulus_grid.h"

namespace doppel::science::quads {

// What one axis of an image means to a neuron.
struct Axis {
  std::int64_t pixel = 0;  // first of the two that are read
  LocationAxis locations;  // ascending
  bool absolute = false;   // a border is within reach
  PixelSpan image;         // where it ends; a plane on the sides that are out of reach
};

// A neuron in the frame where the search sees it: the image turned by quarter turns (counter-clockwise as
// displayed).
struct Searcher {
  std::size_t place = 0;  // in the caller's list
  std::int64_t neuron = 0;
  int turns = 0;
  Axis row, col;
  torch::Tensor weights;  // (n_channels,), turned; on the CPU, as the shares
  torch::Tensor shares;   // (2, 2): bilinear, of the four pixels, turned
};

// Where a neuron reads the features of one pass: coordinates start, start + step, ... for its successive
// locations, counted from the last to the first on a free axis.
struct Reads {
  std::int64_t start = 0, count = 1;
  auto operator<=>(const Reads&) const = default;
};
Reads reads_of(const Axis& axis);

// The location of the k-th read; on an absolute axis that of the pass.
std::int64_t location_of(const Axis& axis, std::int64_t pass_location, std::int64_t k);

// A location (y, x) of the turned frame in the frame of the image, rows x cols.
GridPoint unturned_location(GridPoint point, int turns, std::int64_t rows, std::int64_t cols);

// Where a member reads in the window of its team: at row, row + step, ...
struct MemberReads {
  std::int64_t row = 0, col = 0, n_rows = 0, n_cols = 0;
};

// Neurons that read nearly the same places of the features, within a tile of each other: one matrix product
// reads them all at every pixel of their common window, which is little more than what each of them needs.
struct Team {
  PixelWindow window;  // with the second pixels of the last reads
  std::vector<const Searcher*> members;
  torch::Tensor weights;  // (members, n_channels)
  torch::Tensor shares;   // (4, members, 1, 1): of the four pixels
  torch::Tensor others;   // (members, rows - 1, cols - 1): 0 where a member reads, else minus infinity
  std::vector<MemberReads> reads;
};

// All neurons that a pass with the stimulus at (y, x) serves.
struct Pass {
  std::int64_t y = 0, x = 0;
  PixelWindow needed, image;
  std::vector<Team> teams;
};

std::vector<Searcher> make_searchers(const Twin& twin, std::span<const std::int64_t> neurons,
                                     std::span<const LocationBox> boxes, const LocalCore& core,
                                     const StimulusGrid& grid);

// The searchers must outlive the passes, whose tensors lie where the core computes.
std::vector<Pass> make_passes(const std::vector<Searcher>& searchers, const LocalCore& core,
                              const StimulusGrid& grid);

}  // namespace doppel::science::quads
