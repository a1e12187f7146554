// Simulated V1 neurons with known properties (docs/simulator.md): simple and complex cells, divisive
// normalisation for surround suppression and cross-orientation inhibition, unoriented centre-surround cells,
// an output non-linearity; Poisson spikes. Properties are drawn independently, but for the coupling that is
// asked for. Deterministic from the seed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "science/model/response_model.h"
#include "science/simulate/design.h"
#include "science/simulate/filters.h"
#include "science/stimuli/gabor.h"

namespace doppel::science {

struct SimulationConfig {
  std::int32_t n_neurons = 200;
  std::int32_t rows = 36, cols = 64;  // [px]
  float mean_oracle = 0.4F;  // the gain is chosen so that the population's expected jackknife oracle is this
  float share_unoriented = 0.15F;  // centre-surround cells
  float coupling = 0;         // rank correlation of suppression and cross-orientation inhibition as drawn
  bool draw_indices = false;  // draw the indices of these two instead of the strengths (index_draws.h)
  std::uint64_t seed = 1;
  void check() const;
};

// What a neuron was built from and what the experiments say of it, both noiseless. NaN never: absent is
// nullopt.
struct NeuronTruth {
  Gabor optimal_gabor;   // found on the truth itself, continuous parameters
  float activation = 0;  // response to it, events
  bool oriented = true;
  float phase_invariance = 0;           // drawn: 0 simple .. 1 complex
  float suppression_strength = 0;       // drawn: weight of the surround in the divisive pool
  float cross_inhibition_strength = 0;  // drawn: weight of other orientations in the divisive pool
  std::optional<float>
      preferred_orientation;          // of the orientation tuning curve [deg]; absent for unoriented cells
  float orientation_index = 0;        // F2/F0 by the experiment
  float phase_index = 0;              // F1/F0 by the experiment
  float suppression_index = 0;        // by the size-contrast experiment
  float cross_orientation_index = 0;  // by the plaid experiment
  float receptive_field_x = 0, receptive_field_y = 0;  // [px]
  float gain = 1;                                      // events per unit of drive
};

class SimulatedPopulation : public ResponseModel {
 public:
  explicit SimulatedPopulation(const SimulationConfig& config);
  // Neurons of one's own design instead of drawn ones; config.n_neurons and share_unoriented play no part.
  SimulatedPopulation(const SimulationConfig& config, std::vector<NeuronDesign> designs);
  ~SimulatedPopulation() override;
  std::int64_t n_neurons() const override;
  std::int64_t rows() const override;
  std::int64_t cols() const override;
  torch::Tensor responses(const torch::Tensor& images) const override;  // expected events, z-scored images in
  torch::Tensor paired_responses(const torch::Tensor& images, const torch::Tensor& neurons) const override;
  // Sets gain and spontaneous rate of each neuron from the images that will be shown, for the mean oracle of
  // the configuration; until then gain is 1 and there is no spontaneous rate. Throws Error(bad_input) where
  // no gain reaches it, or where too few images drive a neuron for its gain to mean anything.
  void calibrate(const torch::Tensor& images);  // (n, rows, cols) z-scored
  std::vector<NeuronTruth> truth() const;       // REQUIRES: calibrate() was called. Seconds per 100 neurons.
  const std::vector<NeuronDesign>& designs() const;
  // The linear stage, and what follows it: expected events of `neurons`, (n,), along the last axis of
  // outputs.
  const FilterBank& filters() const;
  torch::Tensor responses_of(const FilterOutputs& outputs, const torch::Tensor& neurons) const;
  torch::Tensor cortical_position() const;  // (n_neurons, 2): x, y [um], retinotopic with scatter

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Expected jackknife oracle of (n_images, n_neurons) expected events with 10 Poisson repeats an image:
// (n_neurons,) float64.
torch::Tensor expected_oracle(const torch::Tensor& expected);

// Poisson counts around expected events of any shape, float32; the same on every platform for a seed.
torch::Tensor poisson_counts(const torch::Tensor& expected, std::uint64_t seed);

}  // namespace doppel::science
