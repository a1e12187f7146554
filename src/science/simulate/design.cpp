#include "science/simulate/design.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "science/simulate/index_draws.h"
#include "science/simulate/population.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

float uniform(Rng& rng, double low, double high) { return static_cast<float>(rng.uniform(low, high)); }

float log_uniform(Rng& rng, double low, double high) {
  return static_cast<float>(low * std::pow(high / low, rng.uniform()));
}

// Receptive fields keep 14 columns and 9 rows from the border of a 36 x 64 image; on small images a quarter
// of the axis.
float position(Rng& rng, std::int32_t pixels, double margin) {
  const double keep = std::min(margin, 0.25 * pixels);
  return uniform(rng, keep, pixels - 1 - keep);
}

double normal_share_below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

// The z below which a share u of a normal distribution lies, by bisection.
double normal_quantile(double u) {
  double low = -9;
  double high = 9;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (normal_share_below(middle) < u ? low : high) = middle;
  }
  return (low + high) / 2;
}

// Two independent uniform draws, the second made to go along with the first: a Gaussian copula, whose rank
// correlation rho comes from a normal correlation of 2 sin(pi rho / 6) (Pearson 1907).
double coupled(double first, double second, double rank_correlation) {
  if (rank_correlation == 0) return second;
  const double r = 2 * std::sin(std::numbers::pi * rank_correlation / 6);
  return normal_share_below(r * normal_quantile(first) + std::sqrt(1 - r * r) * normal_quantile(second));
}

NeuronDesign draw(const SimulationConfig& config, Rng& rng) {
  NeuronDesign design;
  design.oriented = rng.uniform() >= config.share_unoriented;
  design.x = position(rng, config.cols, 14.0);
  design.y = position(rng, config.rows, 9.0);
  design.size = log_uniform(rng, 9.0, 20.0);
  design.relative_frequency = uniform(rng, 0.8, 1.5);
  design.orientation = uniform(rng, 0.0, 180.0);
  design.phase = uniform(rng, 0.0, 360.0);
  const double u = rng.uniform();
  design.phase_invariance =
      static_cast<float>(u * u);  // spreads F1/F0, which falls steeply with q, over its range
  const double suppression = rng.uniform();
  design.suppression_strength = static_cast<float>(2 * suppression);
  const auto cross_inhibition = static_cast<float>(2 * coupled(suppression, rng.uniform(), config.coupling));
  design.cross_inhibition_strength = design.oriented ? cross_inhibition : 0.0F;
  design.self_normalisation = uniform(rng, 0.1, 0.5);
  design.semi_saturation = log_uniform(rng, 0.15, 0.6);
  design.exponent = uniform(rng, 1.5, 2.5);
  design.threshold = uniform(rng, 0.0, 0.1);
  design.rate = log_uniform(rng, 0.5, 3.0);
  design.signal_factor = log_uniform(rng, 0.6, 1.0 / 0.6);
  return design;
}

}  // namespace

Gabor own_gabor(const NeuronDesign& design) {
  const float orientation = design.oriented ? design.orientation : 0;
  return {design.x,         design.y,    design.size, design.spatial_frequency(),
          kLargestContrast, orientation, design.phase};
}

std::vector<NeuronDesign> draw_designs(const SimulationConfig& config) {
  config.check();
  std::vector<NeuronDesign> designs;
  for (std::int32_t i = 0; i < config.n_neurons; ++i) {
    Rng rng(derive_seed(config.seed, "neuron " + std::to_string(i)));
    designs.push_back(draw(config, rng));
  }
  return config.draw_indices ? with_strengths_of_indices(config, std::move(designs)) : designs;
}

}  // namespace doppel::science
