// What a simulated neuron is built from (docs/simulator.md gives the equations): every property is drawn
// independently of every other one, unless suppression and cross-orientation inhibition are to be coupled.
// Contrasts and filter outputs are in units of the neuron's own Gabor at contrast 1.
#pragma once

#include <cstdint>
#include <vector>

#include "science/stimuli/gabor.h"

namespace doppel::science {

struct SimulationConfig;

struct NeuronDesign {
  bool oriented = true;
  float x = 31.5F, y = 17.5F;           // receptive-field centre [px]
  float size = 14;                      // +-2 SD of the envelope [px]
  float relative_frequency = 1.1F;      // cycles within `size`
  float orientation = 0;                // [deg], 0..180; meaningless where not oriented
  float phase = 0;                      // [deg], 0..360; not oriented: below 180 ON, else OFF centre
  float phase_invariance = 0;           // q: 0 half-squared linear filter .. 1 quadrature energy
  float suppression_strength = 0;       // weight of the surround's energy in the divisive pool
  float cross_inhibition_strength = 0;  // weight of the orthogonal energy in the divisive pool
  float self_normalisation = 0.3F;      // weight of the own energy in the divisive pool
  float semi_saturation = 0.3F;         // contrast that halves the gain of a neuron without pool
  float exponent = 2;                   // p of the output
  float threshold = 0;                  // of the normalised drive
  float rate = 1;                       // mean events an image that calibration aims at
  float signal_factor = 1;              // the neuron's stimulus-driven share, relative to the population's

  float spatial_frequency() const { return relative_frequency / size; }  // nu [cycles/px]
};

constexpr float kLargestContrast = 4;  // of Gabors, the search grid's
// The Gabor that the neuron was built from, at the largest contrast. Where not oriented it stands at 0
// degrees.
Gabor own_gabor(const NeuronDesign& design);

// config.n_neurons designs. A neuron's properties depend on (seed, its number) alone.
std::vector<NeuronDesign> draw_designs(const SimulationConfig& config);

}  // namespace doppel::science
