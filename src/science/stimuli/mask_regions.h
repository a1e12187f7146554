// What a search for factorised readouts must evaluate. Away from the image's borders a feature depends on
// (pixel - stimulus centre) alone: one pass per parameter combination over a plane serves all locations and
// neurons. A pixel that sees a border across rows (columns) needs a pass for each row (column) of locations,
// one that sees a corner a pass for each location, but of those pixels alone. A mask therefore falls into
// parts, of which those with mass need their passes.
#pragma once

#include <torch/types.h>

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "science/layers/pixel_window.h"
#include "science/model/twin.h"
#include "science/stimuli/location_box.h"

namespace doppel::science::masks {

// The borders of one axis that a pixel's feature sees.
struct Borders {
  bool low = false, high = false;
  bool any() const { return low || high; }  // the location on this axis matters by itself
  auto operator<=>(const Borders&) const = default;
};

struct Pixel {
  std::int64_t row = 0, col = 0;
  float mass = 0;
};

// Of one neuron's mask, the pixels that see the same borders.
struct Part {
  std::int64_t neuron = 0;  // in the caller's list
  LocationBox box;
  std::int64_t first_sum = 0;  // where the neuron's locations begin in all sums (mask_sums.h)
  std::vector<Pixel> pixels;
  PixelWindow bounds;  // of the pixels
};

struct Region {
  Borders rows, cols;
  std::vector<Part> parts;
  PixelWindow bounds;     // of all parts
  torch::Tensor weights;  // (parts, n_channels)
  // (parts, n_channels x pixels of bounds): weight times mass. Where both axes have a border in reach, so
  // that each location has features, and a part a single sum, of its own; else undefined.
  torch::Tensor readers;
};

// One stimulus at a place, or everywhere, and the features that the parts then read.
struct Pass {
  std::int64_t y = 0, x = 0;  // location on an axis with a border in reach, else 0
  PixelWindow needed, image;  // on an axis without one relative to the stimulus; a plane ends nowhere
  std::vector<std::int64_t> parts;
};

// radius: how far a feature sees [px]. Masks are read as they are, mass by mass that is not 0.
std::vector<Region> regions_of(const Twin::Readout& readout, std::span<const std::int64_t> neurons,
                               std::span<const LocationBox> boxes, std::int64_t radius);

std::vector<Pass> passes_of(const Region& region, std::int64_t rows, std::int64_t cols);

}  // namespace doppel::science::masks
