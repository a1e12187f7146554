// A finite family of stimuli, parameters times locations, that a search goes through: the Gabors of a
// GaborGrid, the differences of Gaussians of a DogGrid. Parameters have an order, the location (y, x) varies
// fastest after them; the order decides between equal responses. Immutable, thread-safe.
#pragma once

#include <torch/types.h>

#include <compare>
#include <cstdint>
#include <span>

namespace doppel::science {

// An image of rows x cols pixels with the stimulus centred at (x, y) [px], which may lie outside.
struct Canvas {
  std::int64_t rows = 0, cols = 0;
  float x = 0, y = 0;
  torch::Device device = torch::kCPU;
};

// A stimulus of a neuron's grid: parameters and place in its own box.
struct GridPoint {
  std::int64_t parameters = 0, y = 0, x = 0;  // y, x: [px]
  auto operator<=>(const GridPoint&) const = default;
};

class StimulusGrid {
 public:
  virtual ~StimulusGrid() = default;
  virtual std::int64_t n_parameters() const = 0;
  virtual std::int64_t location_step() const = 0;  // [px]
  // The stimuli with parameters first .. first + count - 1: (count, rows, cols) float32, on the canvas'
  // device.
  virtual torch::Tensor render(std::int64_t first, std::int64_t count, const Canvas& canvas) const = 0;
  // Each stimulus at its own place: (points.size(), rows, cols).
  virtual torch::Tensor render(std::span<const GridPoint> points, std::int64_t rows, std::int64_t cols,
                               const torch::Device& device) const = 0;

  // Whether an image turned by 90 degrees shows a stimulus of the grid again.
  virtual bool closed_under_quarter_turns() const = 0;
  // The parameters of a stimulus that has `index` after `turns` quarter turns of its image, counter-clockwise
  // as displayed. REQUIRES: closed_under_quarter_turns(), or turns == 0.
  virtual std::int64_t unturned(std::int64_t index, int turns) const = 0;
};

}  // namespace doppel::science
