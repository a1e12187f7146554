#include "science/simulate/population.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "science/stats/correlation.h"
#include "tests/science/simulate/natural_images.h"
#include "util/error.h"

namespace doppel::science {
namespace {

SimulationConfig population_of(std::int32_t n) {
  SimulationConfig config;
  config.n_neurons = n;
  return config;
}

NeuronDesign plain() {
  NeuronDesign design;
  design.size = 12;
  design.relative_frequency = 1.5F;
  design.orientation = 40;
  design.phase = 60;
  return design;
}

// The truth about neurons of given design, calibrated so that no spontaneous rate blurs the indices.
std::vector<NeuronTruth> truth_of(const std::vector<NeuronDesign>& designs) {
  auto shown = designs;
  for (NeuronDesign& design : shown) design.rate = 2;
  SimulationConfig config;
  const auto images = natural_images(200, 3);
  SimulatedPopulation raw(config, shown);
  config.mean_oracle =
      expected_oracle(2 * raw.responses(images) / raw.responses(images).mean(0)).mean().item<float>() - 1e-4F;
  SimulatedPopulation population(config, shown);
  population.calibrate(images);
  return population.truth();
}

std::vector<NeuronDesign> variants(const std::vector<float>& values, float NeuronDesign::*field) {
  std::vector<NeuronDesign> designs;
  for (const float value : values) {
    NeuronDesign design = plain();
    design.*field = value;
    designs.push_back(design);
  }
  return designs;
}

TEST(Population, ASimpleLinearCellHasPhaseIndexHalfPiAndAnEnergyCellNone) {
  auto designs = variants({0.0F, 1.0F}, &NeuronDesign::phase_invariance);
  for (NeuronDesign& design : designs) {
    design.exponent = 1;  // the square root of a half-squared output: linear, rectified
    design.self_normalisation = 0;
  }
  const auto truth = truth_of(designs);
  EXPECT_NEAR(truth[0].phase_index, std::numbers::pi / 2, 0.03);
  EXPECT_NEAR(truth[1].phase_index, 0, 0.01);
}

TEST(Population, PhaseIndexFallsWithPhaseInvariance) {
  const auto truth = truth_of(variants({0.0F, 0.05F, 0.2F, 0.5F, 1.0F}, &NeuronDesign::phase_invariance));
  for (std::size_t i = 1; i < truth.size(); ++i) EXPECT_LT(truth[i].phase_index, truth[i - 1].phase_index);
}

TEST(Population, SuppressionIndexGrowsWithTheSurroundsWeightFromZero) {
  const auto truth = truth_of(variants({0.0F, 0.5F, 1.0F, 2.0F}, &NeuronDesign::suppression_strength));
  EXPECT_NEAR(truth[0].suppression_index, 0, 0.02);
  for (std::size_t i = 1; i < truth.size(); ++i) {
    EXPECT_GT(truth[i].suppression_index, truth[i - 1].suppression_index + 0.02) << i;
  }
}

TEST(Population, CrossOrientationIndexGrowsWithItsWeightFromZero) {
  const auto truth = truth_of(variants({0.0F, 0.3F, 1.0F, 2.0F}, &NeuronDesign::cross_inhibition_strength));
  EXPECT_NEAR(truth[0].cross_orientation_index, 0, 0.05);
  for (std::size_t i = 1; i < truth.size(); ++i) {
    EXPECT_GT(truth[i].cross_orientation_index, truth[i - 1].cross_orientation_index + 0.02) << i;
  }
}

TEST(Population, TheOptimalGaborOfASimpleCellIsItsOwn) {
  auto designs = variants({10.0F, 75.0F, 140.0F}, &NeuronDesign::orientation);
  for (NeuronDesign& design : designs) design.suppression_strength = 1;
  const auto truth = truth_of(designs);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    EXPECT_LT(orientation_difference(truth[i].optimal_gabor.orientation, designs[i].orientation), 3);
    EXPECT_NEAR(truth[i].optimal_gabor.phase, designs[i].phase, 12);
    EXPECT_NEAR(truth[i].optimal_gabor.r_x, designs[i].x, 1);
    EXPECT_NEAR(truth[i].optimal_gabor.r_y, designs[i].y, 1);
    EXPECT_GT(truth[i].orientation_index, 0.5);
  }
}

TEST(Population, NoGaborOfARandomSampleBeatsTheTruth) {
  SimulatedPopulation population(population_of(20));
  population.calibrate(natural_images(200, 3));
  const auto truth = population.truth();
  torch::manual_seed(1);
  const auto draw = torch::rand({400, 6});
  for (std::size_t i = 0; i < truth.size(); ++i) {
    std::vector<Gabor> rivals;
    for (std::int64_t k = 0; k < draw.size(0); ++k) {
      const auto u = draw[k];
      const auto at = [&](int j) { return u[j].item<float>(); };
      rivals.push_back({truth[i].receptive_field_x + 8 * at(0) - 4,
                        truth[i].receptive_field_y + 8 * at(1) - 4, 6 + 30 * at(2), 0.03F + 0.17F * at(3),
                        4.0F, 180 * at(4), 360 * at(5)});
    }
    const auto this_one = torch::full({draw.size(0)}, static_cast<std::int64_t>(i), torch::kLong);
    const auto responses = population.paired_responses(render(rivals, 36, 64), this_one);
    EXPECT_LE(responses.max().item<float>(), truth[i].activation * 1.02F) << "neuron " << i;
  }
}

TEST(Population, UnorientedCellsHaveNoOrientation) {
  auto designs = variants({0.0F, 200.0F}, &NeuronDesign::phase);
  for (NeuronDesign& design : designs) design.oriented = false;
  const auto truth = truth_of(designs);
  for (const NeuronTruth& one : truth) {
    EXPECT_FALSE(one.preferred_orientation.has_value());
    EXPECT_LT(one.orientation_index, 0.1);
  }
}

TEST(Population, PairedResponsesAreThoseOfAllNeuronsGathered) {
  SimulatedPopulation population(population_of(30));
  const auto images = natural_images(60, 5);
  population.calibrate(images);
  const auto neurons = torch::arange(60, torch::kInt64).remainder(30);
  const auto expected = population.responses(images).gather(1, neurons.view({-1, 1})).view({-1});
  EXPECT_TRUE(torch::allclose(population.paired_responses(images, neurons), expected, 1e-3, 1e-4));
}

TEST(Population, CalibrationReachesOracleAndRates) {
  SimulationConfig config = population_of(150);
  config.mean_oracle = 0.35F;
  SimulatedPopulation population(config);
  const auto images = natural_images(400, 6);
  population.calibrate(images);
  const auto expected = population.responses(images);
  EXPECT_NEAR(expected_oracle(expected).mean().item<float>(), 0.35, 1e-3);
  EXPECT_GT(expected.mean(0).min().item<float>(), 0.45);
  EXPECT_LT(expected.mean(0).max().item<float>(), 3.1);
}

// The jackknife oracle of real counts, written out: corr(r_ij, mean of the other repeats of image i).
TEST(Population, ExpectedOracleIsThatOfPoissonCounts) {
  SimulatedPopulation population(population_of(40));
  const auto images = natural_images(400, 6);
  population.calibrate(images);
  const auto expected = population.responses(images);
  const auto counts = poisson_counts(expected.unsqueeze(1).expand({400, 10, 40}).contiguous(), 2);
  const auto others = (counts.sum(1, true) - counts) / 9;
  const auto a = (counts - counts.mean({0, 1})).flatten(0, 1);
  const auto b = (others - others.mean({0, 1})).flatten(0, 1);
  const auto oracle = (a * b).sum(0) / torch::sqrt(a.square().sum(0) * b.square().sum(0));
  EXPECT_NEAR(oracle.mean().item<float>(), expected_oracle(expected).mean().item<float>(), 0.01);
}

TEST(Population, AnOracleOutOfReachIsRefused) {
  SimulationConfig config = population_of(20);
  config.mean_oracle = 0.99F;
  SimulatedPopulation population(config);
  EXPECT_THROW(population.calibrate(natural_images(50, 6)), Error);
}

// A neuron that no image drives has no gain; one image that later does would ask for any number of events.
TEST(Population, TooFewImagesToChooseAGainByAreNamed) {
  SimulationConfig config = population_of(200);
  config.seed = 3;
  try {
    SimulatedPopulation(config).calibrate(natural_images(12, 1));
    FAIL() << "calibrated on 12 images";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("12 training images"), std::string::npos) << error.what();
    EXPECT_NE(error.mend().find("more training images"), std::string::npos);
  }
}

TEST(Population, ACouplingBeyondOneIsRefused) {
  SimulationConfig config = population_of(2);
  config.coupling = 1;
  EXPECT_THROW(SimulatedPopulation{config}, Error);
}

TEST(Population, TruthNeedsCalibration) {
  EXPECT_THROW(SimulatedPopulation(population_of(2)).truth(), Error);
}

TEST(Population, SeedsAreAnimals) {
  SimulationConfig config = population_of(10);
  const auto images = natural_images(20, 1);
  const auto a = SimulatedPopulation(config).responses(images);
  EXPECT_TRUE(torch::equal(a, SimulatedPopulation(config).responses(images)));
  config.seed = 2;
  EXPECT_FALSE(torch::allclose(a, SimulatedPopulation(config).responses(images)));
}

// Spearman's rho of independent draws has SD 1/sqrt(n - 1); 55 pairs at 4.2 SD: a false alarm in 700 runs of
// a new seed.
TEST(Population, PropertiesAreDrawnIndependently) {
  SimulationConfig config = population_of(1000);
  config.share_unoriented = 0;
  const auto designs = draw_designs(config);
  const std::vector<float NeuronDesign::*> fields = {&NeuronDesign::x,
                                                     &NeuronDesign::y,
                                                     &NeuronDesign::size,
                                                     &NeuronDesign::relative_frequency,
                                                     &NeuronDesign::phase,
                                                     &NeuronDesign::rate,
                                                     &NeuronDesign::orientation,
                                                     &NeuronDesign::phase_invariance,
                                                     &NeuronDesign::suppression_strength,
                                                     &NeuronDesign::cross_inhibition_strength,
                                                     &NeuronDesign::exponent};
  const auto values = [&](float NeuronDesign::*field) {
    std::vector<double> all;
    for (const NeuronDesign& design : designs) all.push_back(design.*field);
    return all;
  };
  for (std::size_t a = 0; a < fields.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      EXPECT_LT(std::abs(spearman(values(fields[a]), values(fields[b]))), 4.2 / std::sqrt(999.0))
          << a << " and " << b;
    }
  }
}

TEST(Population, ReceptiveFieldsHaveMouseSizesAndKeepFromTheBorder) {
  for (const NeuronDesign& design : draw_designs(population_of(500))) {
    EXPECT_GE(design.size, 8);
    EXPECT_LE(design.size, 20);
    EXPECT_GE(design.spatial_frequency(), 0.04F);
    EXPECT_LE(design.spatial_frequency(), 0.17F);
    EXPECT_GE(std::min(std::min(design.x, 63 - design.x), std::min(design.y, 35 - design.y)), 6);
  }
}

TEST(Population, CorticalPositionsFollowTheVisualField) {
  SimulatedPopulation population(population_of(400));
  const auto cortex = population.cortical_position();
  ASSERT_EQ(cortex.sizes(), (torch::IntArrayRef{400, 2}));
  // Distances on the cortex go with distances in the visual field, whatever the map's angle.
  std::vector<double> on_cortex;
  std::vector<double> in_field;
  const auto at = cortex.accessor<float, 2>();
  for (int i = 0; i + 1 < 400; ++i) {
    const NeuronDesign& a = population.designs()[static_cast<std::size_t>(i)];
    const NeuronDesign& b = population.designs()[static_cast<std::size_t>(i + 1)];
    on_cortex.push_back(std::hypot(at[i][0] - at[i + 1][0], at[i][1] - at[i + 1][1]));
    in_field.push_back(std::hypot(a.x - b.x, a.y - b.y));
  }
  EXPECT_GT(spearman(on_cortex, in_field), 0.9);
}

TEST(Population, PoissonCountsHaveMeanAndVarianceOfTheirRate) {
  for (const float rate : {0.1F, 1.0F, 7.0F, 60.0F}) {
    const auto counts = poisson_counts(torch::full({40000}, rate), 8).to(torch::kFloat64);
    const double error = std::sqrt(rate / 40000.0);
    EXPECT_NEAR(counts.mean().item<double>(), rate, 5 * error);
    EXPECT_NEAR(counts.var().item<double>(), rate, 5 * rate * std::sqrt((2 + 1 / rate) / 40000.0));
    EXPECT_TRUE(torch::equal(counts, counts.round()));
  }
  EXPECT_EQ(poisson_counts(torch::zeros({10}), 1).sum().item<float>(), 0);
  EXPECT_TRUE(torch::equal(poisson_counts(torch::ones({50}), 1), poisson_counts(torch::ones({50}), 1)));
  EXPECT_FALSE(torch::equal(poisson_counts(torch::ones({50}), 1), poisson_counts(torch::ones({50}), 2)));
  EXPECT_THROW(poisson_counts(torch::full({1}, -1.0F), 1), Error);
}

}  // namespace
}  // namespace doppel::science
