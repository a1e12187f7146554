#include "science/stimuli/gabor_grid.h"

#include <cmath>

#include "util/error.h"

namespace doppel::science {
namespace {

float geometric(float minimum, float factor, std::int64_t k) {
  return minimum * std::pow(factor, static_cast<float>(k));
}

// The step of a geometric axis that a value of it is.
std::int64_t step_of(float value, float minimum, float factor) {
  return std::lround(std::log(value / minimum) / std::log(factor));
}

void add_edges(std::vector<std::string>& edges, const std::string& axis, std::int64_t k, std::int64_t count) {
  if (count < 2) return;
  if (k == 0) edges.push_back(axis + "_min");
  if (k == count - 1) edges.push_back(axis + "_max");
}

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

torch::Tensor GaborStimuli::render(std::int64_t first, std::int64_t count, const Canvas& canvas) const {
  std::vector<Gabor> gabors;
  for (std::int64_t k = first; k < first + count; ++k)
    gabors.push_back(grid_gabor(grid_, k, canvas.x, canvas.y));
  return science::render(gabors, canvas.rows, canvas.cols, canvas.device);
}

torch::Tensor GaborStimuli::render(std::span<const GridPoint> points, std::int64_t rows, std::int64_t cols,
                                   const torch::Device& device) const {
  std::vector<Gabor> gabors;
  for (const GridPoint& at : points)
    gabors.push_back(grid_gabor(grid_, at.parameters, static_cast<float>(at.x), static_cast<float>(at.y)));
  return science::render(gabors, rows, cols, device);
}

std::int64_t GaborStimuli::unturned(std::int64_t index, int turns) const {
  ParameterIndex part = split(grid_, index);
  for (int turn = 0; turn < turns; ++turn) {
    part.orientation -= grid_.n_orientations / 2;
    if (part.orientation >= 0) continue;
    part.orientation += grid_.n_orientations;  // the same Gabor with its phase's sign turned
    part.phase = (grid_.n_phases - part.phase) % grid_.n_phases;
  }
  return join(grid_, part);
}

std::vector<std::string> grid_edges(const GaborGrid& grid, const LocationBox& box, const Gabor& gabor) {
  std::vector<std::string> edges;
  add_edges(edges, "size", step_of(gabor.size, grid.size_min, grid.size_factor), grid.n_sizes);
  add_edges(edges, "spatial_frequency",
            step_of(gabor.spatial_frequency * gabor.size, grid.sf_min, grid.sf_factor), grid.n_sfs);
  add_edges(edges, "r_x", box.x.index_of(std::lround(gabor.r_x)), box.x.count);
  add_edges(edges, "r_y", box.y.index_of(std::lround(gabor.r_y)), box.y.count);
  if (grid.n_contrasts > 1 && step_of(gabor.contrast, grid.contrast_min, grid.contrast_factor) == 0)
    edges.emplace_back("contrast_min");
  return edges;
}

OptimalGabor describe(const GaborGrid& grid, const LocationBox& box, const GridPoint& best,
                      float activation) {
  const std::int64_t rest = split(grid, best.parameters).rest;
  const auto at_end = [](std::int64_t k, std::int64_t count) {
    return count > 1 && (k == 0 || k == count - 1);
  };
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
