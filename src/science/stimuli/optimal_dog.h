// The difference of Gaussians of a grid that excites a neuron most: the argmax over the whole grid; ties go
// to the first in grid order (sigma_cen, sigma_sur / sigma_cen, a_sur, sign of a_cen with light first,
// contrast, y, x). Without surround all sigma_sur are the same stimulus: the first stands for them.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "science/model/twin.h"
#include "science/stimuli/dog.h"
#include "science/stimuli/location_box.h"
#include "science/stimuli/stimulus_grid.h"

namespace doppel::science {

struct DogGrid {
  float sigma_cen_min = 2, sigma_cen_max = 12;  // [px]
  std::int32_t n_sigma_cens = 8;                // log-spaced
  std::vector<float> sigma_ratios{1.25F, 1.5F, 2, 3, 4};
  std::vector<float> a_surs{0, 0.25F, 0.5F, 0.75F, 1};
  float contrast_min = 0.125F, contrast_factor = 2;  // of |a_cen|; both signs
  std::int32_t n_contrasts = 6;
  LocationGrid locations;
  void check() const;
};

struct OptimalDog {
  Dog dog;
  float activation = 0;  // predicted response, events
  // Ends of ranges where it lies: sigma_cen_min, sigma_ratio_max, r_x_min, ... The highest contrast is the
  // rule and does not count; without surround, neither does what describes it.
  std::vector<std::string> edges;
  std::int64_t n_stimuli = 0;  // of the grid that was searched
};

std::vector<OptimalDog> find_optimal_dogs(const Twin& twin, std::span<const std::int64_t> neurons,
                                          const DogGrid& grid, const std::stop_token& stop = {});

// The slow, obvious twin of the above on any model. receptive_fields: (n, 2) x, y [px] of all its neurons.
std::vector<OptimalDog> find_optimal_dogs_exhaustively(const ResponseModel& model,
                                                       const torch::Tensor& receptive_fields,
                                                       std::span<const std::int64_t> neurons,
                                                       const DogGrid& grid);

// The stimuli of a grid, in its order.
class DogStimuli : public StimulusGrid {
 public:
  explicit DogStimuli(DogGrid grid);
  std::int64_t n_parameters() const override;
  std::int64_t location_step() const override { return grid_.locations.step; }
  torch::Tensor render(std::int64_t first, std::int64_t count, const Canvas& canvas) const override;
  torch::Tensor render(std::span<const GridPoint> points, std::int64_t rows, std::int64_t cols,
                       const torch::Device& device) const override;
  bool closed_under_quarter_turns() const override { return true; }
  std::int64_t unturned(std::int64_t index, int) const override { return index; }  // they are round

  Dog dog(std::int64_t index, float x, float y) const;
  // The result for a neuron whose best stimulus is known.
  OptimalDog describe(const LocationBox& box, const GridPoint& best, float activation) const;

 private:
  struct Steps {
    std::int64_t sigma_cen = 0, ratio = 0, a_sur = 0, sign = 0, contrast = 0;
  };
  Steps steps(std::int64_t index) const;
  Dog dog(const Steps& at, float x, float y) const;
  std::vector<std::string> edges(const Steps& at, const LocationBox& box, const GridPoint& best) const;

  DogGrid grid_;
};

}  // namespace doppel::science
