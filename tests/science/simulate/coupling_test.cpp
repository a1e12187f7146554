// The paper's pattern, surround suppression and cross-orientation inhibition combined freely or not, through
// the pipeline's own experiments: drawn independently or coupled, and seen as such.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "science/simulate/population.h"
#include "science/stats/correlation.h"
#include "science/tuning/interactions.h"

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

// Of the indices that size-contrast and plaid experiments give with each neuron's own Gabor.
double correlation_of_indices(const SimulationConfig& config, std::vector<NeuronDesign> designs) {
  std::vector<Gabor> gabors;
  for (const NeuronDesign& d : designs)
    gabors.push_back({d.x, d.y, d.size, d.spatial_frequency(), 4, d.orientation, d.phase});
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
  std::vector<double> suppression, inhibition;
  for (const auto& tuning : size_contrast_tuning(population, neurons, gabors, highest_contrast))
    suppression.push_back(tuning.suppression_index);
  for (const auto& tuning : plaid_tuning(population, neurons, gabors, few))
    inhibition.push_back(tuning.cross_orientation_index);
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
    return correlation_of_indices(config, draw_designs(config));
  };
  const double independent = measured(0);
  EXPECT_GT(difference(measured(0.8F), independent, 200), 1.959964);
  EXPECT_GT(difference(independent, measured(-0.8F), 200), 1.959964);
}

}  // namespace
}  // namespace doppel::science
