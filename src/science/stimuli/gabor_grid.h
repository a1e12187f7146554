// The stimuli of a GaborGrid in their order: parameters first (size, spatial frequency, contrast,
// orientation, phase; the last varies fastest), then the location (y, x). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "science/stimuli/optimal_gabor.h"
#include "science/stimuli/stimulus_grid.h"

namespace doppel::science {

std::int64_t n_parameters(const GaborGrid& grid);  // sizes x frequencies x contrasts x orientations x phases

// The Gabor with the index-th parameters, centred at (x, y) [px].
Gabor grid_gabor(const GaborGrid& grid, std::int64_t index, float x, float y);

// Splits an index into its orientation and phase steps and the rest, and joins them again.
struct ParameterIndex {
  std::int64_t rest = 0, orientation = 0, phase = 0;
};
ParameterIndex split(const GaborGrid& grid, std::int64_t index);
std::int64_t join(const GaborGrid& grid, const ParameterIndex& index);

class GaborStimuli : public StimulusGrid {
 public:
  explicit GaborStimuli(const GaborGrid& grid) : grid_(grid) { grid_.check(); }
  std::int64_t n_parameters() const override { return science::n_parameters(grid_); }
  std::int64_t location_step() const override { return grid_.location_step; }
  torch::Tensor render(std::int64_t first, std::int64_t count, const Canvas& canvas) const override;
  torch::Tensor render(std::span<const GridPoint> points, std::int64_t rows, std::int64_t cols,
                       const torch::Device& device) const override;
  bool closed_under_quarter_turns() const override { return grid_.n_orientations % 2 == 0; }
  std::int64_t unturned(std::int64_t index, int turns) const override;

 private:
  GaborGrid grid_;
};

// The result for a neuron whose best stimulus is known.
OptimalGabor describe(const GaborGrid& grid, const LocationBox& box, const GridPoint& best, float activation);

// The ends of ranges where a Gabor of the grid lies, so that a better one may lie beyond: size_min, size_max,
// spatial_frequency_min, ..., r_x_max. The highest contrast is the rule and does not count; nor does an axis
// of one value.
std::vector<std::string> grid_edges(const GaborGrid& grid, const LocationBox& box, const Gabor& gabor);

}  // namespace doppel::science
