#include "science/stimuli/mask_regions.h"

#include <map>
#include <tuple>
#include <utility>

#include "science/stimuli/plane.h"

namespace doppel::science::masks {
namespace {

Borders borders_of(std::int64_t pixel, std::int64_t radius, std::int64_t pixels) {
  return {pixel<radius, pixel> pixels - 1 - radius};
}

PixelSpan image_of(Borders borders, std::int64_t pixels) {
  return {borders.low ? 0 : -kPlane, borders.high ? pixels - 1 : kPlane};
}

// What a part reads along an axis without a border in reach, at pixels `bounds`.
void include_reads(PixelSpan& needed, const PixelSpan& bounds, const LocationAxis& locations) {
  include(needed, bounds.first - locations.last(), bounds.last - locations.first);
}

// The places of an axis at which this part needs a pass.
std::vector<std::int64_t> places(const LocationAxis& locations, bool absolute) {
  if (!absolute) return {0};
  std::vector<std::int64_t> all;
  for (std::int64_t k = 0; k < locations.count; ++k) all.push_back(locations.first + k * locations.step);
  return all;
}

torch::Tensor readers_of(const Region& region) {
  const std::int64_t cols = region.bounds.cols.count();
  const auto masses =
      torch::zeros({static_cast<std::int64_t>(region.parts.size()), region.bounds.rows.count() * cols});
  float* of_part = masses.data_ptr<float>();
  for (const Part& part : region.parts) {
    for (const Pixel& pixel : part.pixels) {
      of_part[(pixel.row - region.bounds.rows.first) * cols + pixel.col - region.bounds.cols.first] =
          pixel.mass;
    }
    of_part += masses.size(1);
  }
  const auto on_device = masses.to(region.weights.device());
  return (region.weights.unsqueeze(2) * on_device.unsqueeze(1)).flatten(1);
}

}  // namespace

std::vector<Region> regions_of(const Twin::Readout& readout, std::span<const std::int64_t> neurons,
                               std::span<const LocationBox> boxes, std::int64_t radius) {
  const std::int64_t rows = readout.masks.size(1), cols = readout.masks.size(2);
  std::map<std::pair<Borders, Borders>, Region> regions;
  std::map<std::pair<Borders, Borders>, std::vector<std::int64_t>> model_index;
  std::int64_t first_sum = 0;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    const auto mask = readout.masks[neurons[i]].to(torch::kCPU).contiguous();
    const float* mass = mask.data_ptr<float>();
    std::map<std::pair<Borders, Borders>, Part> parts;
    for (std::int64_t row = 0; row < rows; ++row) {
      for (std::int64_t col = 0; col < cols; ++col, ++mass) {
        if (*mass == 0) continue;
        const std::pair key{borders_of(row, radius, rows), borders_of(col, radius, cols)};
        Part& part =
            parts.try_emplace(key, Part{static_cast<std::int64_t>(i), boxes[i], first_sum, {}, kNowhere})
                .first->second;
        part.pixels.push_back({row, col, *mass});
        include(part.bounds.rows, row, row);
        include(part.bounds.cols, col, col);
      }
    }
    for (auto& [key, part] : parts) {
      regions[key].parts.push_back(std::move(part));
      model_index[key].push_back(neurons[i]);
    }
    first_sum += boxes[i].count();
  }
  std::vector<Region> all;
  for (auto& [key, region] : regions) {
    std::tie(region.rows, region.cols) = key;
    region.weights = readout.weights.index_select(
        0, torch::tensor(model_index[key], torch::kInt64).to(readout.weights.device()));
    region.bounds = kNowhere;
    for (const Part& part : region.parts) {
      include(region.bounds.rows, part.bounds.rows.first, part.bounds.rows.last);
      include(region.bounds.cols, part.bounds.cols.first, part.bounds.cols.last);
    }
    if (region.rows.any() && region.cols.any()) region.readers = readers_of(region);
    all.push_back(std::move(region));
  }
  return all;
}

std::vector<Pass> passes_of(const Region& region, std::int64_t rows, std::int64_t cols) {
  const PixelWindow image{image_of(region.rows, rows), image_of(region.cols, cols)};
  const PixelWindow needed{region.rows.any() ? region.bounds.rows : kNowhere.rows,
                           region.cols.any() ? region.bounds.cols : kNowhere.cols};
  std::map<std::pair<std::int64_t, std::int64_t>, Pass> passes;  // by location
  for (std::size_t i = 0; i < region.parts.size(); ++i) {
    const Part& part = region.parts[i];
    for (const std::int64_t y : places(part.box.y, region.rows.any())) {
      for (const std::int64_t x : places(part.box.x, region.cols.any())) {
        Pass& pass = passes.try_emplace({y, x}, Pass{y, x, needed, image, {}}).first->second;
        pass.parts.push_back(static_cast<std::int64_t>(i));
        if (!region.rows.any()) include_reads(pass.needed.rows, part.bounds.rows, part.box.y);
        if (!region.cols.any()) include_reads(pass.needed.cols, part.bounds.cols, part.box.x);
      }
    }
  }
  std::vector<Pass> all;
  for (auto& [place, pass] : passes) all.push_back(std::move(pass));
  return all;
}

}  // namespace doppel::science::masks
