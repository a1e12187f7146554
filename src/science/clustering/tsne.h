// t-SNE in two dimensions (van der Maaten & Hinton 2008; Barnes-Hut, 2014), with the settings that large data
// need (Kobak & Berens 2019): perplexity and learning rate that grow with n, initial positions by principal
// components. Deterministic: no draw is made, and the result is the same for any number of threads.
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <vector>

#include "science/clustering/affinities.h"
#include "science/clustering/repulsion.h"

namespace doppel::science {

struct TsneConfig {
  double perplexity = 0;     // 0: n / 100, at least 30, at most (n - 1) / 3
  double learning_rate = 0;  // 0: n / 12, at least 50
  double exaggeration = 12;  // of the affinities in the first iterations
  std::int32_t exaggerated_iterations = 250;
  std::int32_t iterations = 1000;  // in all
  double initial_sd = 1e-4;        // of the first coordinate
  double theta = 0.5;              // accuracy of the Barnes-Hut sums; 0: exact
  void check() const;
};

struct Embedding {
  Points2d points;           // (n, 2), centred
  double kl_divergence = 0;  // of the affinities from the embedding's, computed exactly [nats]
  double perplexity = 0, learning_rate = 0;  // that were used
};

// points: (n, d). REQUIRES: n >= 7 and d >= 2, else Error(bad_input).
Embedding tsne(const Eigen::MatrixXd& points, const TsneConfig& config, int threads);

// The first two principal components, (n, 2), the first scaled to `sd`; of each axis the loading of largest
// magnitude is positive.
Points2d principal_plane(const Eigen::MatrixXd& points, double sd);

// sum_ij p_ij log(p_ij / q_ij), q_ij = (1 + ||y_i - y_j||^2)^-1 / sum over all pairs.
double kl_divergence(const Affinities& affinities, const Points2d& embedding, int threads);

}  // namespace doppel::science
