#include "science/stats/correlation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace doppel::science {
namespace {

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

bool constant(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

// 1 .. n; equal values share the mean of their ranks.
std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> rank(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double shared = static_cast<double>(begin + 1 + end) / 2;
    for (; begin < end; ++begin) rank[order[begin]] = shared;
  }
  return rank;
}

}  // namespace

double pearson(std::span<const double> a, std::span<const double> b) {
  assert(a.size() == b.size());
  if (a.empty() || constant(a) || constant(b)) return 0;
  const double mean_a = mean(a);
  const double mean_b = mean(b);
  double product = 0, square_a = 0, square_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    product += (a[i] - mean_a) * (b[i] - mean_b);
    square_a += (a[i] - mean_a) * (a[i] - mean_a);
    square_b += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return product / (std::sqrt(square_a) * std::sqrt(square_b));
}

double spearman(std::span<const double> a, std::span<const double> b) {
  assert(a.size() == b.size());
  return pearson(ranks(a), ranks(b));
}

Interval rank_correlation_interval(double rho, std::size_t n) {
  assert(n > 3);
  if (std::abs(rho) >= 1) return {rho, rho};
  const double half = 1.959964 * std::sqrt(1.06 / static_cast<double>(n - 3));
  return {std::tanh(std::atanh(rho) - half), std::tanh(std::atanh(rho) + half)};
}

double median(std::span<const double> values) {
  assert(!values.empty());
  std::vector<double> sorted(values.begin(), values.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  if (sorted.size() % 2 == 1) return *middle;
  return (*std::max_element(sorted.begin(), middle) + *middle) / 2;
}

double orientation_difference(double a, double b) {
  return std::abs(std::remainder(a - b, 180.0));  // the remainder lies in -90 .. 90
}

}  // namespace doppel::science
