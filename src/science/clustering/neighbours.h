// Exact nearest neighbours of every point among the others.
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <vector>

namespace doppel::science {

struct Neighbours {
  std::int32_t k = 0;
  std::vector<std::int32_t>
      index;  // (n, k), nearest first, ties by the smaller index; never the point itself
  std::vector<double> squared_distance;  // (n, k)
};

// points: (n, d). REQUIRES: 0 < k < n, else Error(bad_input).
Neighbours nearest_neighbours(const Eigen::MatrixXd& points, std::int32_t k, int threads);

}  // namespace doppel::science
