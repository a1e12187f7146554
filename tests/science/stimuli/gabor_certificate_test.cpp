#include "science/stimuli/gabor_certificate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "science/stimuli/gabor_grid.h"
#include "small_twin.h"
#include "util/error.h"

namespace doppel::science {
namespace {

// A neuron that answers 100 - |x - own|^2: highest at its own Gabor, wherever that lies.
PairedGradient nearest_to(const Gabor& own, std::int64_t rows, std::int64_t cols) {
  const auto target = render(std::span(&own, 1), rows, cols);
  return [target](const torch::Tensor& images, const torch::Tensor&) {
    const auto rest = images - target;
    return ResponseGradient{100 - rest.square().sum({1, 2}), -2 * rest};
  };
}

TEST(GaborCertificate, ThePolishFindsTheOptimumBetweenGridPoints) {
  const Gabor own{20.4F, 15.7F, 12.6F, 0.113F, 2.1F, 37.0F, 50.0F};
  const Gabor start{20, 16, 12, 0.12F, 2, 30, 45};
  const std::vector<std::int64_t> neurons = {0};
  const auto polished = polish_gabors(nearest_to(own, 36, 40), neurons, std::span(&start, 1), {36, 40, 4})[0];
  EXPECT_NEAR(polished.gabor.r_x, own.r_x, 0.1);
  EXPECT_NEAR(polished.gabor.r_y, own.r_y, 0.1);
  EXPECT_NEAR(polished.gabor.size, own.size, 0.2);
  EXPECT_NEAR(polished.gabor.spatial_frequency, own.spatial_frequency, 0.002);
  EXPECT_NEAR(polished.gabor.contrast, own.contrast, 0.05);
  EXPECT_NEAR(polished.gabor.orientation, own.orientation, 1);
  EXPECT_NEAR(polished.gabor.phase, own.phase, 3);
  EXPECT_NEAR(polished.activation, 100, 0.02);
  const auto first = render(std::span(&start, 1), 36, 40) - render(std::span(&own, 1), 36, 40);
  const double before = 100 - first.square().sum().item<double>();
  EXPECT_NEAR(polished.gain, polished.activation / before - 1, 1e-4);
}

TEST(GaborCertificate, ThePolishStaysBelowTheHighestContrast) {
  const Gabor own{20, 16, 12, 0.12F, 6, 30, 45}, start{20, 16, 12, 0.12F, 4, 30, 45};
  const std::vector<std::int64_t> neurons = {0};
  const auto polished = polish_gabors(nearest_to(own, 36, 40), neurons, std::span(&start, 1), {36, 40, 4})[0];
  EXPECT_LE(polished.gabor.contrast, 4);
  EXPECT_GE(polished.gain, 0);
}

TEST(GaborCertificate, AnOptimumGainsNothing) {
  const Gabor own{20, 16, 12, 0.12F, 2, 30, 45};
  const std::vector<std::int64_t> neurons = {0};
  EXPECT_EQ(polish_gabors(nearest_to(own, 36, 40), neurons, std::span(&own, 1), {36, 40, 4})[0].gain, 0);
}

TEST(GaborCertificate, HalfOfAGaborOnTheBorderLiesOutside) {
  EXPECT_NEAR(energy_outside({-0.5F, 16, 12, 0.12F, 1, 0, 0}, 36, 64), 0.5, 1e-4);
  EXPECT_NEAR(energy_outside({63.5F, 35.5F, 12, 0.12F, 1, 0, 0}, 36, 64), 0.75, 1e-4);
  EXPECT_NEAR(energy_outside({32, 18, 8, 0.12F, 1, 0, 0}, 36, 64), 0, 1e-4);
  EXPECT_NEAR(energy_outside({-40, 18, 8, 0.12F, 1, 0, 0}, 36, 64), 1, 1e-4);
}

// The envelope's energy is a Gaussian of SD size / 4 / sqrt(2); with slow carriers only that counts.
TEST(GaborCertificate, TheShareOutsideIsThatOfTheGaussian) {
  const double sd = 16 / 4.0 / std::sqrt(2);
  const double outside = 0.5 * std::erfc((5 + 0.5) / sd / std::sqrt(2));  // left of pixel 0's edge
  EXPECT_NEAR(energy_outside({5, 18, 16, 0, 1, 0, 0}, 36, 64), outside, 2e-3);
}

TEST(GaborCertificate, TheSpectrumMustFitTheLattice) {
  const double spread = 2 / (2 * std::numbers::pi * 2);  // 2 SD of the spectrum of size 8, SD 2 px
  EXPECT_NEAR(alias_margin({0, 0, 8, 0.2F, 1, 0, 0}), 0.5 - 0.2 - spread, 1e-5);
  EXPECT_NEAR(alias_margin({0, 0, 8, 0.2F, 1, 90, 0}), 0.5 - 0.2 - spread, 1e-5);
  EXPECT_NEAR(alias_margin({0, 0, 8, 0.2F, 1, 45, 0}), 0.5 - 0.2 / std::sqrt(2) - spread, 1e-5);
  EXPECT_LT(alias_margin({0, 0, 8, 0.45F, 1, 0, 0}), 0);
}

TEST(GaborCertificate, TouchedEndsAreNamed) {
  GaborGrid grid;
  const LocationBox box{{10, 9, 1}, {20, 9, 1}};
  const Gabor inside = grid_gabor(grid, join(grid, {(3 * 4 + 1) * 6 + 5, 2, 3}), 24, 14);
  EXPECT_TRUE(grid_edges(grid, box, inside).empty());
  const Gabor corner = grid_gabor(grid, 0, 28, 10);
  EXPECT_EQ(grid_edges(grid, box, corner), (std::vector<std::string>{"size_min", "spatial_frequency_min",
                                                                     "r_x_max", "r_y_min", "contrast_min"}));
  const Gabor last = grid_gabor(grid, n_parameters(grid) - 1, 24, 14);
  EXPECT_EQ(grid_edges(grid, box, last), (std::vector<std::string>{"size_max", "spatial_frequency_max"}));
}

// Against the search: an edge is named where at_grid_edge says so, and the ascent never loses.
TEST(GaborCertificate, AgreesWithTheSearchThatItJudges) {
  GaborGrid grid;
  grid.n_sizes = 3;
  grid.n_sfs = 2;
  grid.n_contrasts = 1;
  grid.contrast_min = 2;
  grid.n_orientations = 4;
  grid.n_phases = 4;
  grid.window = 2;
  for (const char* readout : {"gaussian", "factorised"}) {
    const auto twin = small_twin(readout, 14, 18, 6);
    const std::vector<std::int64_t> neurons = {0, 1, 2, 3, 4, 5};
    std::vector<Gabor> gabors;
    const auto optima = find_optimal_gabors(*twin, neurons, grid);
    for (const auto& optimum : optima) gabors.push_back(optimum.gabor);
    const auto certificates = certify_gabors(*twin, neurons, gabors, grid);
    for (std::size_t i = 0; i < neurons.size(); ++i) {
      EXPECT_EQ(!certificates[i].edges.empty(), optima[i].at_grid_edge) << i;
      EXPECT_GE(certificates[i].polished.activation, 0.9999F * optima[i].activation);
      const auto& polished = certificates[i].polished;
      const auto shown = twin->responses(render(std::span(&polished.gabor, 1), 14, 18));
      EXPECT_NEAR(shown[0][neurons[i]].item<float>(), polished.activation, 2e-3F * polished.activation);
    }
  }
}

TEST(GaborCertificate, AStopIsHeard) {
  std::stop_source stop;
  stop.request_stop();
  const Gabor own{20, 16, 12, 0.12F, 2, 30, 45};
  const std::vector<std::int64_t> neurons = {0};
  EXPECT_THROW(
      polish_gabors(nearest_to(own, 36, 40), neurons, std::span(&own, 1), {36, 40, 4}, stop.get_token()),
      Error);
}

}  // namespace
}  // namespace doppel::science
