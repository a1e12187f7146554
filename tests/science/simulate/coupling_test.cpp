// The paper's pattern, surround suppression and cross-orientation inhibition combined freely or not, through the
// pipeline's own experiments: independent where the simulator draws them so, coupled where it couples them.
#include <gtest/gtest.h>

#include <vector>

#include "science/simulate/population.h"
#include "science/stats/correlation.h"
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

// Of the indices that size-contrast and plaid experiments give with each neuron's optimal Gabor.
double correlation_of_indices(const SimulationConfig& config) {
  SimulatedPopulation population(config);
  population.calibrate(natural_images(200, 3));
  std::vector<double> suppression, inhibition;
  for (const NeuronTruth& truth : population.truth()) {
    suppression.push_back(truth.suppression_index);
    inhibition.push_back(truth.cross_orientation_index);
  }
  return spearman(suppression, inhibition);
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

TEST(Coupling, IndependentStrengthsGiveUncorrelatedIndices) {
  const auto interval = rank_correlation_interval(correlation_of_indices(oriented(200, 0)), 200);
  EXPECT_TRUE(interval.contains(0)) << interval.lower << " .. " << interval.upper;
}

TEST(Coupling, CoupledStrengthsGiveCoupledIndices) {
  const auto positive = rank_correlation_interval(correlation_of_indices(oriented(200, 0.8F)), 200);
  EXPECT_GT(positive.lower, 0) << positive.lower << " .. " << positive.upper;
  const auto negative = rank_correlation_interval(correlation_of_indices(oriented(200, -0.8F)), 200);
  EXPECT_LT(negative.upper, 0) << negative.lower << " .. " << negative.upper;
}

}  // namespace
}  // namespace doppel::science
