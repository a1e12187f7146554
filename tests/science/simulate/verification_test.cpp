// The inception loop on simulated neurons, whose truth is the model: what it must find without noise, and
// what Poisson noise leaves of it.
#include <gtest/gtest.h>

#include <algorithm>

#include "science/simulate/images.h"
#include "science/simulate/population.h"
#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/grey_gabor.h"
#include "science/stimuli/suboptimal_gabors.h"
#include "science/tuning/experiment.h"
#include "science/tuning/size_curve.h"

namespace doppel::science {
namespace {

constexpr std::int64_t n_neurons = 12;
constexpr int n_repeats = 10;
const GreyScale kScale{110, 45};
const std::vector<float> kSizes{8, 13.2F, 21.8F, 35.9F, 59.3F};

GaborGrid grid() {
  GaborGrid grid;
  grid.n_sizes = 3;
  grid.size_factor = 1.5F;
  grid.n_sfs = 2;
  grid.contrast_min = 4;
  grid.n_contrasts = 1;
  return grid;
}

// Neurons in the middle of the image, all of them answering to patterns.
SimulatedPopulation central_neurons() {
  SimulationConfig config;
  config.n_neurons = static_cast<std::int32_t>(n_neurons);
  SimulatedPopulation drawn(config);
  auto designs = drawn.designs();
  for (auto& design : designs) {
    design.x = 31.5F;
    design.y = 17.5F;
  }
  return SimulatedPopulation(config, designs);
}

// Their best Gabor of the grid at the centre: place in the grid and response.
struct Optima {
  std::vector<Gabor> gabors;
  std::vector<float> activations;
};

Optima optima_of(const ResponseModel& model) {
  std::vector<Gabor> gabors;
  for (std::int64_t k = 0; k < n_parameters(grid()); ++k)
    gabors.push_back(grid_gabor(grid(), k, 31.5F, 17.5F));
  const auto [best, index] = model.responses(render(gabors, 36, 64)).max(0);
  Optima optima;
  for (std::int64_t n = 0; n < model.n_neurons(); ++n) {
    optima.gabors.push_back(gabors[static_cast<std::size_t>(index[n].item<std::int64_t>())]);
    optima.activations.push_back(best[n].item<float>());
  }
  return optima;
}

// Expected events under the pictures of a Gabor at every size: (n_sizes, n_neurons).
torch::Tensor responses_to_pictures(const ResponseModel& model, Gabor gabor) {
  std::vector<torch::Tensor> images;
  for (const float size : kSizes) {
    gabor.size = size;
    const auto grey = grey_gabor(gabor, 36, 64, kScale).pixels;
    images.push_back(
        (torch::tensor(at::ArrayRef<std::uint8_t>(grey), torch::kFloat32).view({36, 64}) - kScale.mean) /
        kScale.sd);
  }
  return model.responses(torch::stack(images)).contiguous();
}

std::vector<float> curve_of(const torch::Tensor& responses, std::int64_t neuron) {
  std::vector<float> curve;
  for (std::int64_t s = 0; s < responses.size(0); ++s) curve.push_back(responses[s][neuron].item<float>());
  return curve;
}

TEST(Verification, EnoughGaborsHoldEveryNeuronsOptimum) {
  const auto neurons = central_neurons();
  const auto optima = optima_of(neurons);
  const auto choice = choose_gabors(neurons, grid(), optima.activations, {0.99999F, 20, false});
  for (const auto& shares : choice.shares) EXPECT_NEAR(*std::ranges::max_element(shares), 1, 1e-5);
}

TEST(Verification, WithoutNoiseTheTruthAgreesFullyWithTheRecording) {
  const auto neurons = central_neurons();
  const auto optima = optima_of(neurons);
  std::vector<CurveAgreement> agreements;
  for (std::int64_t n = 0; n < n_neurons; ++n) {
    const auto shown = responses_to_pictures(neurons, optima.gabors[static_cast<std::size_t>(n)]);
    CurveTrials trials;
    for (const float response : curve_of(shown, n)) trials.emplace_back(n_repeats, response);
    agreements.push_back({1, curve_oracle(trials), curve_correlation(trials, curve_of(shown, n)),
                          trial_correlation(trials, curve_of(shown, n))});
  }
  const auto all = agreement_by_share(agreements, std::vector<std::int32_t>{100}, 0.1).front();
  ASSERT_EQ(all.n_reliable, n_neurons);
  EXPECT_NEAR(all.curve_of_oracle->mean, 1, 1e-6);
  EXPECT_NEAR(all.curve_of_oracle->sd, 0, 1e-6);
  EXPECT_NEAR(all.trial_of_oracle->mean, 1, 1e-6);
}

// The picture on the screen and the stimulus of the experiment are the same but for rounding: half a grey in
// 45.
TEST(Verification, ThePictureGivesTheExperimentsCurve) {
  const auto neurons = central_neurons();
  const auto optima = optima_of(neurons);
  std::vector<std::int64_t> all;
  for (std::int64_t n = 0; n < n_neurons; ++n) all.push_back(n);
  const auto stimulus = [&](std::size_t i, std::size_t j) {
    Gabor gabor = optima.gabors[i];
    gabor.size = kSizes[j];
    return gabor;
  };
  const auto experiment = gabor_experiment(neurons, all, optima.gabors, kSizes.size(), stimulus);
  for (std::size_t n = 0; n < experiment.size(); ++n) {
    const auto shown = curve_of(responses_to_pictures(neurons, optima.gabors[n]), all[n]);
    for (std::size_t s = 0; s < kSizes.size(); ++s)
      EXPECT_NEAR(shown[s], experiment[n][s], 0.02F * optima.activations[n]) << n;
  }
}

// Poisson trials around a curve: the mean oracle over many scans is the expected one of docs/simulator.md.
// That is a ratio of expectations; drawn by NumPy, 50 trials of these two curves lie .0004 and .015 below it.
TEST(Verification, TheOracleOfPoissonCurvesIsItsExpectation) {
  for (const auto& curve : {std::vector<float>{10, 30, 60, 40, 20}, std::vector<float>{0.5F, 2, 4, 3, 1}}) {
    const auto expected = torch::tensor(at::ArrayRef<float>(curve)).view({-1, 1});
    constexpr int n_scans = 2000;
    double sum = 0;
    for (int scan = 0; scan < n_scans; ++scan) {
      const auto counts =
          poisson_counts(expected.expand({-1, n_repeats}).contiguous(), static_cast<std::uint64_t>(scan) + 1);
      CurveTrials trials;
      for (std::int64_t s = 0; s < counts.size(0); ++s) {
        const auto row = counts[s].contiguous();
        trials.emplace_back(row.data_ptr<float>(), row.data_ptr<float>() + n_repeats);
      }
      sum += curve_oracle(trials);
    }
    EXPECT_NEAR(sum / n_scans, expected_oracle(expected)[0].item<double>(), 0.02) << curve[2];
  }
}

}  // namespace
}  // namespace doppel::science
