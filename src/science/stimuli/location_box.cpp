#include "science/stimuli/location_box.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "util/error.h"

namespace doppel::science {
namespace {

// The lattice pixels within `window` of the centre, which is first rounded to the lattice (and into the
// image).
LocationAxis around(float centre, const LocationGrid& grid, std::int64_t pixels) {
  const std::int64_t step = grid.step;
  const std::int64_t last = (pixels - 1) / step;  // lattice index
  const auto middle = std::clamp<std::int64_t>(std::lround(centre / static_cast<float>(step)), 0, last);
  const std::int64_t reach = grid.window / step;
  const std::int64_t first = std::max<std::int64_t>(0, middle - reach);
  return {first * step, std::min(last, middle + reach) - first + 1, step};
}

// Every step-th pixel from the lowest to the highest centre of the population, with the margin.
LocationAxis across(float lowest, float highest, const LocationGrid& grid, std::int64_t pixels) {
  const auto first = std::clamp<std::int64_t>(std::lround(std::floor(lowest)) - grid.margin, 0, pixels - 1);
  const auto last =
      std::clamp<std::int64_t>(std::lround(std::ceil(highest)) + grid.margin, first, pixels - 1);
  return {first, (last - first) / grid.step + 1, grid.step};
}

LocationBox population_box(const LocationGrid& grid, std::span<const float> centres, std::int64_t rows,
                           std::int64_t cols) {
  float low[2] = {centres[0], centres[1]};
  float high[2] = {centres[0], centres[1]};
  for (std::size_t i = 0; i < centres.size(); ++i) {
    low[i % 2] = std::min(low[i % 2], centres[i]);
    high[i % 2] = std::max(high[i % 2], centres[i]);
  }
  return {across(low[1], high[1], grid, rows), across(low[0], high[0], grid, cols)};
}

}  // namespace

bool LocationAxis::contains(std::int64_t pixel) const {
  return pixel >= first && pixel <= last() && (pixel - first) % step == 0;
}

std::vector<LocationBox> locations(const LocationGrid& grid, std::span<const float> centres,
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

}  // namespace doppel::science
