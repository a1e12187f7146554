#include "science/stimuli/gabor_grid.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "util/error.h"

namespace doppel::science {
namespace {

float geometric(float minimum, float factor, std::int64_t k) {
  return minimum * std::pow(factor, static_cast<float>(k));
}

// The lattice pixels within `window` of the centre, which is first rounded to the lattice (and into the
// image).
LocationAxis around(float centre, const GaborGrid& grid, std::int64_t pixels) {
  const std::int64_t step = grid.location_step;
  const std::int64_t last = (pixels - 1) / step;  // lattice index
  const auto middle = std::clamp<std::int64_t>(std::lround(centre / static_cast<float>(step)), 0, last);
  const std::int64_t reach = grid.window / step;
  const std::int64_t first = std::max<std::int64_t>(0, middle - reach);
  return {first * step, std::min(last, middle + reach) - first + 1, step};
}

// Every step-th pixel from the lowest to the highest centre of the population, with the margin.
LocationAxis across(float lowest, float highest, const GaborGrid& grid, std::int64_t pixels) {
  const auto first = std::clamp<std::int64_t>(std::lround(std::floor(lowest)) - grid.margin, 0, pixels - 1);
  const auto last =
      std::clamp<std::int64_t>(std::lround(std::ceil(highest)) + grid.margin, first, pixels - 1);
  return {first, (last - first) / grid.location_step + 1, grid.location_step};
}

LocationBox population_box(const GaborGrid& grid, std::span<const float> centres, std::int64_t rows,
                           std::int64_t cols) {
  float low[2] = {centres[0], centres[1]};
  float high[2] = {centres[0], centres[1]};
  for (std::size_t i = 0; i < centres.size(); ++i) {
    low[i % 2] = std::min(low[i % 2], centres[i]);
    high[i % 2] = std::max(high[i % 2], centres[i]);
  }
  return {across(low[1], high[1], grid, rows), across(low[0], high[0], grid, cols)};
}

bool at_end(std::int64_t k, std::int64_t count) { return count > 1 && (k == 0 || k == count - 1); }

}  // namespace

void GaborGrid::check() const {
  const auto require = [](bool holds, const char* what) {
    if (!holds)
      throw Error(ErrorClass::bad_input, std::string("Gabor grid: ") + what, "correct the grid's parameters");
  };
  require(size_min > 0 && size_factor > 0 && n_sizes >= 1, "sizes must be positive and at least one");
  require(sf_min > 0 && sf_factor > 0 && n_sfs >= 1, "spatial frequencies must be positive and at least one");
  require(contrast_min > 0 && contrast_factor > 0 && n_contrasts >= 1,
          "contrasts must be positive and at least one");
  require(n_orientations >= 1 && n_phases >= 1, "n_orientations and n_phases must be at least 1");
  require(location_step >= 1, "location_step must be at least 1");
  require(margin >= 0, "margin must not be negative");
}

bool LocationAxis::contains(std::int64_t pixel) const {
  return pixel >= first && pixel <= last() && (pixel - first) % step == 0;
}

std::int64_t n_parameters(const GaborGrid& grid) {
  return std::int64_t{grid.n_sizes} * grid.n_sfs * grid.n_contrasts * grid.n_orientations * grid.n_phases;
}

ParameterIndex split(const GaborGrid& grid, std::int64_t index) {
  return {index / grid.n_phases / grid.n_orientations, index / grid.n_phases % grid.n_orientations,
          index % grid.n_phases};
}

std::int64_t join(const GaborGrid& grid, const ParameterIndex& index) {
  return (index.rest * grid.n_orientations + index.orientation) * grid.n_phases + index.phase;
}

Gabor grid_gabor(const GaborGrid& grid, std::int64_t index, float x, float y) {
  const ParameterIndex part = split(grid, index);
  Gabor gabor;
  gabor.r_x = x;
  gabor.r_y = y;
  gabor.size = geometric(grid.size_min, grid.size_factor, part.rest / grid.n_contrasts / grid.n_sfs);
  gabor.spatial_frequency =
      geometric(grid.sf_min, grid.sf_factor, part.rest / grid.n_contrasts % grid.n_sfs) / gabor.size;
  gabor.contrast = geometric(grid.contrast_min, grid.contrast_factor, part.rest % grid.n_contrasts);
  gabor.orientation = 180.0F * static_cast<float>(part.orientation) / static_cast<float>(grid.n_orientations);
  gabor.phase = 360.0F * static_cast<float>(part.phase) / static_cast<float>(grid.n_phases);
  return gabor;
}

std::vector<LocationBox> locations(const GaborGrid& grid, std::span<const float> centres,
                                   std::span<const std::int64_t> neurons, std::int64_t rows,
                                   std::int64_t cols) {
  for (const std::int64_t neuron : neurons) {
    if (neuron < 0 || 2 * neuron >= static_cast<std::int64_t>(centres.size())) {
      throw Error(ErrorClass::bad_input,
                  "neuron " + std::to_string(neuron) + " of a model of " + std::to_string(centres.size() / 2),
                  "give indices into the model's neurons");
    }
  }
  if (neurons.empty()) return {};
  if (grid.window < 0) return {neurons.size(), population_box(grid, centres, rows, cols)};
  std::vector<LocationBox> boxes;
  for (const std::int64_t neuron : neurons) {
    const auto at = static_cast<std::size_t>(2 * neuron);
    boxes.push_back({around(centres[at + 1], grid, rows), around(centres[at], grid, cols)});
  }
  return boxes;
}

OptimalGabor describe(const GaborGrid& grid, const LocationBox& box, const GridPoint& best,
                      float activation) {
  const std::int64_t rest = split(grid, best.parameters).rest;
  OptimalGabor result;
  result.gabor = grid_gabor(grid, best.parameters, static_cast<float>(best.x), static_cast<float>(best.y));
  result.activation = activation;
  result.at_grid_edge = at_end(rest / grid.n_contrasts / grid.n_sfs, grid.n_sizes) ||
                        at_end(rest / grid.n_contrasts % grid.n_sfs, grid.n_sfs) ||
                        at_end(box.y.index_of(best.y), box.y.count) ||
                        at_end(box.x.index_of(best.x), box.x.count);
  result.n_stimuli = n_parameters(grid) * box.count();
  return result;
}

}  // namespace doppel::science
