// The similarities that t-SNE preserves (van der Maaten & Hinton 2008, eq. 1): Gaussian neighbourhoods, each
// with the bandwidth that gives it the asked-for perplexity, restricted to the nearest neighbours and made
// symmetric.
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <vector>

#include "science/clustering/neighbours.h"

namespace doppel::science {

// A symmetric sparse matrix by rows whose entries sum to 1.
struct Affinities {
  std::vector<std::int64_t> row_start;  // (n + 1,)
  std::vector<std::int32_t> column;     // ascending within a row
  std::vector<double> value;
  std::size_t n_points() const { return row_start.size() - 1; }
};

// p_{j|i} ~ exp(-beta_i d_ij^2) over the neighbours of i, sum_j p_{j|i} = 1 and entropy = log(perplexity). A
// point all of whose neighbours are equally far gets equal shares. squared_distance: (k,), one point's.
// REQUIRES: 1 < perplexity < k.
std::vector<double> conditional_probabilities(const double* squared_distance, std::int32_t k,
                                              double perplexity);

// p_ij = (p_{j|i} + p_{i|j}) / 2n.
Affinities symmetric_affinities(const Neighbours& neighbours, double perplexity, int threads);

}  // namespace doppel::science
