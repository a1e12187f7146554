#include "science/stimuli/optimal_dog.h"

#include <cmath>

#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

std::int64_t length(const std::vector<float>& values) { return static_cast<std::int64_t>(values.size()); }

std::vector<OptimalDog> describe_dogs(const DogStimuli& stimuli, const std::vector<LocationBox>& boxes,
                                      const std::vector<BestResponse>& best) {
  std::vector<OptimalDog> results;
  for (std::size_t i = 0; i < best.size(); ++i)
    results.push_back(stimuli.describe(boxes[i], best[i].point, best[i].response));
  return results;
}

}  // namespace

void DogGrid::check() const {
  const auto require = [](bool holds, const char* what) {
    if (!holds)
      throw Error(ErrorClass::bad_input, std::string("DoG grid: ") + what, "correct the grid's parameters");
  };
  require(sigma_cen_min > 0 && sigma_cen_max >= sigma_cen_min && n_sigma_cens >= 1,
          "sigma_cen must be positive, ascending and at least one");
  require(!sigma_ratios.empty() && !a_surs.empty(), "sigma_ratios and a_surs must not be empty");
  for (const float ratio : sigma_ratios) require(ratio > 1, "sigma_sur must be larger than sigma_cen");
  for (const float a_sur : a_surs) require(a_sur >= 0, "a_sur must not be negative");
  require(contrast_min > 0 && contrast_factor > 0 && n_contrasts >= 1,
          "contrasts must be positive and at least one");
  require(locations.step >= 1 && locations.margin >= 0, "the step must be at least 1, the margin at least 0");
}

DogStimuli::DogStimuli(DogGrid grid) : grid_(std::move(grid)) { grid_.check(); }

std::int64_t DogStimuli::n_parameters() const {
  return grid_.n_sigma_cens * length(grid_.sigma_ratios) * length(grid_.a_surs) * 2 * grid_.n_contrasts;
}

DogStimuli::Steps DogStimuli::steps(std::int64_t index) const {
  Steps at;
  const auto take = [&index](std::int64_t n) {
    const std::int64_t k = index % n;
    index /= n;
    return k;
  };
  at.contrast = take(grid_.n_contrasts);
  at.sign = take(2);
  at.a_sur = take(length(grid_.a_surs));
  at.ratio = take(length(grid_.sigma_ratios));
  at.sigma_cen = index;
  return at;
}

Dog DogStimuli::dog(const Steps& at, float x, float y) const {
  const float share = grid_.n_sigma_cens > 1
                          ? static_cast<float>(at.sigma_cen) / static_cast<float>(grid_.n_sigma_cens - 1)
                          : 0.0F;
  Dog one{x, y};
  one.sigma_cen = grid_.sigma_cen_min * std::pow(grid_.sigma_cen_max / grid_.sigma_cen_min, share);
  one.sigma_sur = one.sigma_cen * grid_.sigma_ratios[static_cast<std::size_t>(at.ratio)];
  one.a_sur = grid_.a_surs[static_cast<std::size_t>(at.a_sur)];
  one.a_cen = grid_.contrast_min * std::pow(grid_.contrast_factor, static_cast<float>(at.contrast));
  if (at.sign == 1) one.a_cen = -one.a_cen;
  return one;
}

Dog DogStimuli::dog(std::int64_t index, float x, float y) const { return dog(steps(index), x, y); }

torch::Tensor DogStimuli::render(std::int64_t first, std::int64_t count, const Canvas& canvas) const {
  std::vector<Dog> dogs;
  for (std::int64_t k = first; k < first + count; ++k) dogs.push_back(dog(k, canvas.x, canvas.y));
  return science::render(dogs, canvas.rows, canvas.cols, canvas.device);
}

torch::Tensor DogStimuli::render(std::span<const GridPoint> points, std::int64_t rows, std::int64_t cols,
                                 const torch::Device& device) const {
  std::vector<Dog> dogs;
  for (const GridPoint& at : points)
    dogs.push_back(dog(at.parameters, static_cast<float>(at.x), static_cast<float>(at.y)));
  return science::render(dogs, rows, cols, device);
}

std::vector<std::string> DogStimuli::edges(const Steps& at, const LocationBox& box,
                                           const GridPoint& best) const {
  std::vector<std::string> touched;
  const auto add = [&](const std::string& axis, std::int64_t k, std::int64_t n) {
    if (n > 1 && k == 0) touched.push_back(axis + "_min");
    if (n > 1 && k == n - 1) touched.push_back(axis + "_max");
  };
  add("sigma_cen", at.sigma_cen, grid_.n_sigma_cens);
  if (grid_.a_surs[static_cast<std::size_t>(at.a_sur)] > 0) {
    add("sigma_ratio", at.ratio, length(grid_.sigma_ratios));
    add("a_sur", at.a_sur, length(grid_.a_surs));
  }
  add("r_x", box.x.index_of(best.x), box.x.count);
  add("r_y", box.y.index_of(best.y), box.y.count);
  if (grid_.n_contrasts > 1 && at.contrast == 0) touched.emplace_back("a_cen_min");
  return touched;
}

OptimalDog DogStimuli::describe(const LocationBox& box, const GridPoint& best, float activation) const {
  Steps at = steps(best.parameters);
  if (grid_.a_surs[static_cast<std::size_t>(at.a_sur)] == 0) at.ratio = 0;
  return {dog(at, static_cast<float>(best.x), static_cast<float>(best.y)), activation, edges(at, box, best),
          n_parameters() * box.count()};
}

std::vector<OptimalDog> find_optimal_dogs(const Twin& twin, std::span<const std::int64_t> neurons,
                                          const DogGrid& grid, const std::stop_token& stop) {
  const DogStimuli stimuli(grid);
  const auto boxes = boxes_of(grid.locations, twin.receptive_fields(), neurons, twin);
  return describe_dogs(stimuli, boxes, search(twin, neurons, boxes, stimuli, stop));
}

std::vector<OptimalDog> find_optimal_dogs_exhaustively(const ResponseModel& model,
                                                       const torch::Tensor& receptive_fields,
                                                       std::span<const std::int64_t> neurons,
                                                       const DogGrid& grid) {
  const DogStimuli stimuli(grid);
  const auto boxes = boxes_of(grid.locations, receptive_fields, neurons, model);
  return describe_dogs(stimuli, boxes, search_exhaustively(model, neurons, boxes, stimuli));
}

}  // namespace doppel::science
