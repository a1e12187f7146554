#include "science/clustering/affinities.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "util/error.h"
#include "util/parallel.h"

namespace doppel::science {
namespace {

constexpr int kMostHalvings = 200;
constexpr double kEntropyTolerance = 1e-8;

// Probabilities for a bandwidth, and their entropy: log(sum) + beta <d>, with the nearest distance taken out
// so that the largest term is 1.
double fill(std::vector<double>& p, const double* squared_distance, double nearest, double beta) {
  double sum = 0, mean = 0;
  for (std::size_t j = 0; j < p.size(); ++j) {
    p[j] = std::exp(-beta * (squared_distance[j] - nearest));
    sum += p[j];
    mean += p[j] * (squared_distance[j] - nearest);
  }
  for (double& value : p) value /= sum;
  return std::log(sum) + beta * mean / sum;
}

}  // namespace

std::vector<double> conditional_probabilities(const double* squared_distance, std::int32_t k,
                                              double perplexity) {
  std::vector<double> p(static_cast<std::size_t>(k));
  const auto [nearest, farthest] = std::minmax_element(squared_distance, squared_distance + k);
  const double target = std::log(perplexity);
  double low = 0, high = std::numeric_limits<double>::infinity();
  double beta = *farthest > *nearest ? 1 / (*farthest - *nearest) : 1;
  for (int i = 0; i < kMostHalvings; ++i) {
    const double excess = fill(p, squared_distance, *nearest, beta) - target;
    // More neighbours at the very smallest distance than the perplexity asks for: equal shares among them is
    // the limit.
    if (std::abs(excess) < kEntropyTolerance || *farthest == *nearest) break;
    (excess > 0 ? low : high) = beta;
    beta = std::isinf(high) ? 2 * beta : (low + high) / 2;
  }
  return p;
}

Affinities symmetric_affinities(const Neighbours& neighbours, double perplexity, int threads) {
  const auto k = static_cast<std::size_t>(neighbours.k);
  const std::size_t n = neighbours.index.size() / k;
  if (!(perplexity > 1) || perplexity >= static_cast<double>(k)) {
    throw Error(
        ErrorClass::bad_input,
        "a perplexity of " + std::to_string(perplexity) + " with " + std::to_string(k) + " neighbours",
        "choose it between 1 and a third of the number of points");
  }
  std::vector<std::vector<std::pair<std::int32_t, double>>> rows(n);
  std::vector<double> conditional(n * k);
  parallel_for(n, 64, threads, [&](std::size_t, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const auto p = conditional_probabilities(&neighbours.squared_distance[i * k], neighbours.k, perplexity);
      std::copy(p.begin(), p.end(), conditional.begin() + static_cast<std::ptrdiff_t>(i * k));
    }
  });
  const double scale = 1 / (2.0 * static_cast<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t e = i * k; e < (i + 1) * k; ++e) {
      const std::int32_t j = neighbours.index[e];
      rows[i].emplace_back(j, scale * conditional[e]);
      rows[static_cast<std::size_t>(j)].emplace_back(static_cast<std::int32_t>(i), scale * conditional[e]);
    }
  }
  Affinities result;
  result.row_start.push_back(0);
  for (auto& row : rows) {
    std::sort(row.begin(), row.end());
    for (const auto& [column, value] : row) {
      const bool again = static_cast<std::int64_t>(result.column.size()) > result.row_start.back() &&
                         result.column.back() == column;
      if (again) {
        result.value.back() += value;
      } else {
        result.column.push_back(column);
        result.value.push_back(value);
      }
    }
    result.row_start.push_back(static_cast<std::int64_t>(result.column.size()));
    row = {};
  }
  return result;
}

}  // namespace doppel::science
