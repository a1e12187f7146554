// Gaussian clouds with known centres, for the tests of this folder.
#pragma once

#include <Eigen/Core>

#include "util/rng.h"

namespace doppel::science::test {

// `per_centre` points around each row of `centres`, in that order.
inline Eigen::MatrixXd clouds(const Eigen::MatrixXd& centres, Eigen::Index per_centre, double sd,
                              std::uint64_t seed) {
  Rng rng(seed);
  Eigen::MatrixXd points(centres.rows() * per_centre, centres.cols());
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    for (Eigen::Index k = 0; k < points.cols(); ++k)
      points(i, k) = centres(i / per_centre, k) + sd * rng.normal();
  }
  return points;
}

inline Eigen::MatrixXd noise(Eigen::Index n, Eigen::Index d, std::uint64_t seed) {
  return clouds(Eigen::MatrixXd::Zero(1, d), n, 1, seed);
}

}  // namespace doppel::science::test
