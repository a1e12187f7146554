// The paper's pattern, surround suppression and cross-orientation inhibition combined freely or not, through
// the pipeline's own experiments: drawn independently or coupled, and seen as such.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "science/simulate/population.h"
#include "science/stats/correlation.h"
#include "science/tuning/interactions.h"
#include "tests/science/simulate/natural_images.h"

namespace doppel::science {
namespace {

SimulationConfig oriented(std::int32_t n, float coupling) {
  SimulationConfig config;
  config.n_neurons = n;
  config.share_unoriented = 0;  // nothing is orthogonal to an unoriented neuron
  config.coupling = coupling;
  return config;
}

double correlation_of_draws(const SimulationConfig& config) {
  std::vector<double> suppression, inhibition;
  for (const NeuronDesign& design : draw_designs(config)) {
    suppression.push_back(design.suppression_strength);
    inhibition.push_back(design.cross_inhibition_strength);
  }
  return spearman(suppression, inhibition);
}

struct Indices {
  std::vector<double> suppression, inhibition;
};

// That size-contrast and plaid experiments give with each neuron's own Gabor.
Indices indices_of(const SimulationConfig& config, std::vector<NeuronDesign> designs) {
  std::vector<Gabor> gabors;
  for (const NeuronDesign& design : designs) gabors.push_back(own_gabor(design));
  const SimulatedPopulation population(config, std::move(designs));
  std::vector<std::int64_t> neurons(gabors.size());
  std::iota(neurons.begin(), neurons.end(), 0);
  SizeContrastConfig highest_contrast;  // the one that the suppression index is read at
  highest_contrast.contrast_min = 4;
  highest_contrast.n_contrasts = 1;
  PlaidConfig few;
  few.contrast_min = 0.25F;
  few.contrast_factor = 2;
  few.n_contrasts = 4;
  Indices indices;
  for (const auto& tuning : size_contrast_tuning(population, neurons, gabors, highest_contrast))
    indices.suppression.push_back(tuning.suppression_index);
  for (const auto& tuning : plaid_tuning(population, neurons, gabors, few))
    indices.inhibition.push_back(tuning.cross_orientation_index);
  return indices;
}

SimulationConfig with_drawn_indices(std::int32_t n, float coupling) {
  SimulationConfig config = oriented(n, coupling);
  config.draw_indices = true;
  return config;
}

TEST(Coupling, DrawsHaveTheRankCorrelationAskedFor) {
  for (const float rho : {-0.6F, 0.3F, 0.9F}) {
    const auto interval = rank_correlation_interval(correlation_of_draws(oriented(4000, rho)), 4000);
    EXPECT_TRUE(interval.contains(rho)) << rho << " is not in " << interval.lower << " .. " << interval.upper;
  }
}

TEST(Coupling, ItChangesNothingButCrossInhibition) {
  const auto free = draw_designs(oriented(50, 0));
  const auto coupled = draw_designs(oriented(50, 0.8F));
  for (std::size_t i = 0; i < free.size(); ++i) {
    EXPECT_EQ(free[i].suppression_strength, coupled[i].suppression_strength);
    EXPECT_EQ(free[i].phase, coupled[i].phase);
    EXPECT_EQ(free[i].rate, coupled[i].rate);
    EXPECT_GE(coupled[i].cross_inhibition_strength, 0);
    EXPECT_LE(coupled[i].cross_inhibition_strength, 2);
  }
}

// z by which two rank correlations of n pairs each differ, in standard errors.
double difference(double one, double other, std::size_t n) {
  return (std::atanh(one) - std::atanh(other)) / std::sqrt(2 * 1.06 / static_cast<double>(n - 3));
}

// The indices are not the strengths: exponent, semi-saturation and size move both the same way, and the pool
// that they share moves them against each other (docs/simulator.md). What must hold is that coupling shows:
// beyond the confidence limit of a difference, in either direction.
TEST(Coupling, IndicesFollowTheCouplingOfTheStrengths) {
  const auto measured = [](float coupling) {
    const auto config = oriented(200, coupling);
    const auto indices = indices_of(config, draw_designs(config));
    return spearman(indices.suppression, indices.inhibition);
  };
  const double independent = measured(0);
  EXPECT_GT(difference(measured(0.8F), independent, 200), 1.959964);
  EXPECT_GT(difference(independent, measured(-0.8F), 200), 1.959964);
}

TEST(Coupling, DrawnIndicesAreThoseThatExperimentsGive) {
  const auto drawn = draw_designs(oriented(40, 0));
  const auto config = with_drawn_indices(40, 0);
  const auto found = indices_of(config, draw_designs(config));
  std::size_t reached = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const double suppression = 0.3 * drawn[i].suppression_strength;
    const double inhibition = 0.3 * drawn[i].cross_inhibition_strength;
    reached += std::abs(found.suppression[i] - suppression) < 0.01 &&
               std::abs(found.inhibition[i] - inhibition) < 0.01;
  }
  EXPECT_GE(reached, 36U);  // the others have more without that term of the pool, or less with the largest
}

TEST(Coupling, DrawnIndicesLeaveTheUnorientedWithoutInhibition) {
  auto config = with_drawn_indices(20, 0);
  config.share_unoriented = 1;
  const auto designs = draw_designs(config);
  for (const NeuronDesign& design : designs) EXPECT_EQ(design.cross_inhibition_strength, 0);
  EXPECT_GT(designs[0].suppression_strength, 0);
}

// The truth that a scan file holds: with the optimal Gabor found by search, the paper's experiments and the
// spontaneous events that calibration gives.
double correlation_in_truth(const SimulationConfig& config) {
  SimulatedPopulation population(config);
  population.calibrate(natural_images(300, 1));
  Indices indices;
  for (const NeuronTruth& truth : population.truth()) {
    indices.suppression.push_back(truth.suppression_index);
    indices.inhibition.push_back(truth.cross_orientation_index);
  }
  return spearman(indices.suppression, indices.inhibition);
}

TEST(Coupling, IndicesDrawnIndependentlyComeOutUncorrelated) {
  const double measured = correlation_in_truth(with_drawn_indices(300, 0));
  const auto interval = rank_correlation_interval(measured, 300);
  EXPECT_TRUE(interval.contains(0)) << interval.lower << " .. " << interval.upper;
}

TEST(Coupling, IndicesDrawnTogetherComeOutCorrelated) {
  const double measured = correlation_in_truth(with_drawn_indices(300, 0.5F));
  EXPECT_GT(rank_correlation_interval(measured, 300).lower, 0);
}

}  // namespace
}  // namespace doppel::science
