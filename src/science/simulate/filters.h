// The linear stage of the simulated neurons: their filters as one bank, and what an image does to it.
// Immutable once built, so any number of threads may read it.
#pragma once

#include <torch/types.h>

#include <span>
#include <vector>

#include "science/simulate/design.h"

namespace doppel::science {

// Outputs of the linear stage; every tensor has the shape of the (image, neuron) pairs asked for.
struct FilterOutputs {
  torch::Tensor linear;             // L: at the neuron's own phase
  torch::Tensor energy;             // E = L^2 + L_quadrature^2 (unoriented: L^2)
  torch::Tensor orthogonal_energy;  // E_orth: of the filters turned by 90 degrees (unoriented: 0)
  torch::Tensor surround_energy;    // E_ring: local contrast energy averaged over the surround
};

// Of pairs of images (a, b), what gives the linear stage of every mixture u a + v b: L is linear in it, the
// surround's energy a quadratic form.
struct PairOutputs {
  torch::Tensor of_a, of_b;                 // (4, n_images, n): own phase, quadrature, orthogonal pair
  torch::Tensor ring_aa, ring_ab, ring_bb;  // (n_images, n): E_ring(u a + v b) = u^2 aa + 2 u v ab + v^2 bb
  FilterOutputs mixed(double u, double v) const;
};

class FilterBank {
 public:
  FilterBank(std::span<const NeuronDesign> designs, std::int64_t rows, std::int64_t cols);
  FilterOutputs all(const torch::Tensor& images) const;  // (n, rows, cols) -> (n, n_neurons)
  FilterOutputs paired(const torch::Tensor& images, const torch::Tensor& neurons) const;  // (n,) each
  // a, b: (n_images, rows, cols); neurons: (n,) int64.
  PairOutputs pairs(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& neurons) const;

 private:
  // The Laplacian of a Gaussian as two separable products, rows_a X cols_a + rows_b X cols_b; zero padding.
  struct Band {
    float frequency = 0;  // of its peak [cycles/px]
    torch::Tensor rows_a, rows_b, cols_a, cols_b;
  };
  static Band make_band(float frequency, std::int64_t rows, std::int64_t cols);
  static torch::Tensor filtered(const Band& band, const torch::Tensor& images);  // (n, rows * cols)

  std::int64_t n_neurons_;
  torch::Tensor filters_;               // (4, n_neurons, pixels): own phase, quadrature, orthogonal pair
  torch::Tensor rings_;                 // (n_neurons, pixels): weights of the surround's energy
  std::vector<Band> bands_;             // shared by the surrounds of all neurons
  torch::Tensor band_of_;               // (n_neurons,) int64: nearest band to the neuron's frequency
  std::vector<torch::Tensor> members_;  // per band: int64 indices of its neurons
};

}  // namespace doppel::science
