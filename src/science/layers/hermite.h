// Two-dimensional Hermite functions on a pixel grid: the steerable basis of the rotation-equivariant filters.
// A filter is f = sum_k c_k psi_k; turning it only mixes the coefficients of each (real, imaginary) pair.
// Source: science terms and sampling of Ecker et al. 2019 (grid twice as fine, brought to the filter's size
// by summing 2x2 blocks).
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace doppel::science {

struct HermiteFunction {
  enum class Kind { symmetric, real, imaginary };
  std::int32_t rank = 0;
  std::int32_t mu = 0;  // angular frequency; |mu| <= rank, same parity
  Kind kind = Kind::symmetric;
};

struct HermiteBasis {
  std::vector<HermiteFunction>
      functions;            // ranks 0 .. filter_size - 1: fs (fs + 1) / 2; a pair is adjacent, real first
  torch::Tensor upsampled;  // (n, 2 fs, 2 fs) float64, each of L2 norm 1
  torch::Tensor filters;    // (n, fs, fs) float64: 2x2 blocks of `upsampled`, summed
};

// REQUIRES: filter_size >= 1 [px].
HermiteBasis hermite_2d(std::int32_t filter_size);

// The functions of ranks 0 .. n_ranks - 1 on a square grid of n_points, `unit` grid points to the unit of
// length, centred: a family of stimuli that a turn maps into itself. Not normalised in `filters`' way: a pair
// shares one norm, so that steering turns what lies well inside the grid exactly; each function's mean square
// sum is 1. `upsampled` stays undefined. REQUIRES: n_ranks >= 1, n_points >= 1, unit > 0.
HermiteBasis hermite_stimuli(std::int32_t n_ranks, std::int32_t n_points, double unit);

// (n, n) float64: coefficients of the filter turned by `angle` [rad] are S c. A turn by pi/2 is numpy's
// rot90(filter, +1): against the clock on a display whose rows run downwards.
torch::Tensor steering(const HermiteBasis& basis, double angle);

}  // namespace doppel::science
