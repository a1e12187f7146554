#include "science/clustering/neighbours.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "util/error.h"
#include "util/parallel.h"

namespace doppel::science {
namespace {

constexpr std::size_t kRowsAtOnce = 256;  // 256 x 13,047 distances are 27 MB

// The k nearest of one row of squared distances, by distance and then index.
void take_nearest(const Eigen::RowVectorXd& squared, std::int64_t self, Neighbours& found) {
  const auto k = static_cast<std::size_t>(found.k);
  std::vector<std::int32_t> order(static_cast<std::size_t>(squared.size()));
  std::iota(order.begin(), order.end(), 0);
  order.erase(order.begin() + self);
  const auto nearer = [&](std::int32_t a, std::int32_t b) {
    return squared(a) != squared(b) ? squared(a) < squared(b) : a < b;
  };
  const auto end = order.begin() + found.k;
  std::nth_element(order.begin(), end - 1, order.end(), nearer);
  std::sort(order.begin(), end, nearer);
  for (std::size_t i = 0; i < k; ++i) {
    found.index[static_cast<std::size_t>(self) * k + i] = order[i];
    found.squared_distance[static_cast<std::size_t>(self) * k + i] = squared(order[i]);
  }
}

}  // namespace

Neighbours nearest_neighbours(const Eigen::MatrixXd& points, std::int32_t k, int threads) {
  if (k < 1 || k >= points.rows()) {
    throw Error(ErrorClass::bad_input,
                std::to_string(k) + " neighbours of each of " + std::to_string(points.rows()) + " points",
                "ask for at least one and for fewer than there are points (a smaller perplexity)");
  }
  const auto n = static_cast<std::size_t>(points.rows());
  Neighbours found{k, std::vector<std::int32_t>(n * static_cast<std::size_t>(k)),
                   std::vector<double>(n * static_cast<std::size_t>(k))};
  const Eigen::MatrixXd transposed = points.transpose();
  const Eigen::VectorXd norm = points.rowwise().squaredNorm();
  parallel_for(n, kRowsAtOnce, threads, [&](std::size_t, std::size_t first, std::size_t last) {
    const auto row = static_cast<Eigen::Index>(first);
    const auto count = static_cast<Eigen::Index>(last - first);
    // ||a||^2 + ||b||^2 - 2 a.b, never below 0 by rounding.
    const Eigen::MatrixXd products = points.middleRows(row, count) * transposed;
    for (Eigen::Index i = 0; i < count; ++i) {
      const Eigen::RowVectorXd squared =
          ((norm.transpose() - 2 * products.row(i)).array() + norm(row + i)).max(0.0);
      take_nearest(squared, row + i, found);
    }
  });
  return found;
}

}  // namespace doppel::science
