// The paper's pattern, surround suppression and cross-orientation inhibition combined freely or not, through the
// pipeline's own experiments: independent where the simulator draws them so, coupled where it couples them.
#include <gtest/gtest.h>

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

// Neurons that differ in both strengths alone: whatever else differs moves both indices the same way.
std::vector<NeuronDesign> alike_but_for_strengths(const SimulationConfig& config) {
  auto designs = draw_designs(config);
  for (NeuronDesign& design : designs) {
    NeuronDesign plain;
    plain.suppression_strength = design.suppression_strength;
    plain.cross_inhibition_strength = design.cross_inhibition_strength;
    design = plain;
  }
  return designs;
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

TEST(Coupling, Explore) {
  for (const float rho : {0.0F, 0.8F, -0.8F}) {
    const auto config = oriented(200, rho);
    printf("rho %.1f drawn %.3f: all differ %.3f, alike %.3f\n", rho, correlation_of_draws(config),
           correlation_of_indices(config, draw_designs(config)),
           correlation_of_indices(config, alike_but_for_strengths(config)));
    fflush(stdout);
  }
}

}  // namespace
}  // namespace doppel::science
