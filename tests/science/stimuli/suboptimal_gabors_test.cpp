#include "science/stimuli/suboptimal_gabors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "science/stimuli/gabor_grid.h"
#include "tests/science/stimuli/small_twin.h"
#include "util/error.h"

namespace doppel::science {
namespace {

GaborGrid choice_grid() {
  GaborGrid grid;
  grid.n_sizes = 2;
  grid.size_factor = 1.5F;
  grid.n_sfs = 2;
  grid.contrast_min = 1;
  grid.n_contrasts = 2;
  grid.n_orientations = 6;
  grid.n_phases = 4;
  return grid;
}

// Linear neurons, each the filter of one Gabor of the grid at the image's centre.
class Filters : public ResponseModel {
 public:
  Filters(const GaborGrid& grid, const std::vector<std::int64_t>& parameters) {
    std::vector<Gabor> gabors;
    for (const auto k : parameters) gabors.push_back(grid_gabor(grid, k, 31.5F, 17.5F));
    filters_ = render(gabors, 36, 64).flatten(1);
    filters_ = filters_ / filters_.square().sum(1, true).sqrt();
  }
  std::int64_t n_neurons() const override { return filters_.size(0); }
  std::int64_t rows() const override { return 36; }
  std::int64_t cols() const override { return 64; }
  torch::Tensor responses(const torch::Tensor& images) const override {
    return torch::relu(images.flatten(1).mm(filters_.t()));
  }

 private:
  torch::Tensor filters_;
};

std::vector<float> optima_at_centre(const ResponseModel& model, const GaborGrid& grid) {
  std::vector<Gabor> gabors;
  for (std::int64_t k = 0; k < n_parameters(grid); ++k) gabors.push_back(grid_gabor(grid, k, 31.5F, 17.5F));
  const auto best = std::get<0>(model.responses(render(gabors, model.rows(), model.cols())).max(0));
  return {best.data_ptr<float>(), best.data_ptr<float>() + best.numel()};
}

// The same choice by loops over every response.
std::vector<std::set<std::size_t>> driven_sets(const ResponseModel& model, const GaborGrid& grid,
                                               const std::vector<float>& optima, float share) {
  std::vector<std::set<std::size_t>> sets;
  for (std::int64_t k = 0; k < n_parameters(grid); ++k) {
    const std::vector<Gabor> one{grid_gabor(grid, k, 31.5F, 17.5F)};
    const auto responses = model.responses(render(one, model.rows(), model.cols())).contiguous();
    auto& set = sets.emplace_back();
    for (std::size_t n = 0; n < optima.size(); ++n) {
      if (responses.data_ptr<float>()[n] / optima[n] >= share) set.insert(n);
    }
  }
  return sets;
}

TEST(SuboptimalGabors, ANeuronsOwnOptimumHasShareOne) {
  const auto grid = choice_grid();
  // The higher contrast of every pair; different orientations, so that no filter stands for another.
  const std::vector<std::int64_t> parameters{join(grid, {1, 0, 0}), join(grid, {3, 2, 1}),
                                             join(grid, {7, 4, 3})};
  const Filters model(grid, parameters);
  const auto choice = choose_gabors(model, grid, optima_at_centre(model, grid), {0.999F, 20, false});
  ASSERT_EQ(choice.gabors.size(), 3U) << "one for each neuron, and none after that";
  for (std::size_t n = 0; n < 3; ++n) EXPECT_NEAR(*std::ranges::max_element(choice.shares[n]), 1, 1e-6) << n;
  EXPECT_EQ(choice.n_stimuli, n_parameters(grid));
}

TEST(SuboptimalGabors, EqualsTheChoiceByLoops) {
  const auto grid = choice_grid();
  std::vector<std::int64_t> parameters;
  for (std::int64_t k = 0; k < n_parameters(grid); k += 3) parameters.push_back(k);
  const Filters model(grid, parameters);
  auto optima = optima_at_centre(model, grid);
  for (std::size_t n = 0; n < optima.size(); ++n) optima[n] *= 1.0F + 0.05F * static_cast<float>(n % 7);
  const float share = 0.79F;  // not .8, which the optima that are raised by a quarter meet up to rounding
  const auto choice = choose_gabors(model, grid, optima, {share, 6, false});
  const auto sets = driven_sets(model, grid, optima, share);
  std::set<std::size_t> covered;
  for (const auto& chosen : choice.gabors) {
    std::size_t best = 0, best_gain = 0;
    for (std::size_t k = 0; k < sets.size(); ++k) {
      std::set<std::size_t> together = covered;
      together.insert(sets[k].begin(), sets[k].end());
      if (together.size() - covered.size() > best_gain)
        best = k, best_gain = together.size() - covered.size();
    }
    const auto gabor = grid_gabor(grid, static_cast<std::int64_t>(best), 31.5F, 17.5F);
    EXPECT_EQ(gabor_parameters(std::vector{gabor}).equal(gabor_parameters(std::vector{chosen.gabor})), true);
    EXPECT_EQ(static_cast<std::size_t>(chosen.n_newly_driven), best_gain);
    EXPECT_EQ(static_cast<std::size_t>(chosen.n_driven), sets[best].size());
    covered.insert(sets[best].begin(), sets[best].end());
  }
  EXPECT_EQ(choice.gabors.size(), 6U);
  std::size_t driven = 0;
  for (const auto& of_neuron : choice.shares) driven += *std::ranges::max_element(of_neuron) >= share ? 1 : 0;
  EXPECT_EQ(driven, covered.size()) << "the shares are those of the choice";
}

TEST(SuboptimalGabors, CanBeOfTheHighestContrastAlone) {
  const auto grid = choice_grid();
  const auto twin = small_twin("gaussian", 36, 64, 20);
  const auto choice = choose_gabors(*twin, grid, optima_at_centre(*twin, grid), {0.5F, 20, true});
  EXPECT_EQ(choice.n_stimuli, n_parameters(grid) / 2);
  for (const auto& chosen : choice.gabors) EXPECT_EQ(chosen.gabor.contrast, 2);
}

TEST(SuboptimalGabors, ASilentNeuronIsNeverDriven) {
  const auto grid = choice_grid();
  const auto twin = small_twin("gaussian", 36, 64, 5);
  auto optima = optima_at_centre(*twin, grid);
  optima[3] = 0;
  const auto choice = choose_gabors(*twin, grid, optima, {0.1F, 20, false});
  for (const float share : choice.shares[3]) EXPECT_EQ(share, 0);
}

TEST(SuboptimalGabors, RefusesOptimaOfAnotherModel) {
  const auto twin = small_twin("gaussian", 36, 64, 5);
  EXPECT_THROW(choose_gabors(*twin, choice_grid(), std::vector<float>(4, 1.0F), {}), Error);
  EXPECT_THROW(choose_gabors(*twin, choice_grid(), std::vector<float>(5, 1.0F), {0, 20, false}), Error);
}

}  // namespace
}  // namespace doppel::science
