#include "science/stats/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace doppel::science {
namespace {

constexpr double kMostPaths = 1e8;  // n m, up to which the exact distribution is summed

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> copy(values.begin(), values.end());
  std::sort(copy.begin(), copy.end());
  return copy;
}

// P(D < d) for samples of n and m without ties: the share of the lattice paths from (0, 0) to (n, m) that
// stay where |i/n - j/m| < d (Kim & Jennrich 1973), summed as probabilities so that nothing overflows.
double exact_below(std::size_t n, std::size_t m, double d) {
  const auto size_n = static_cast<double>(n), size_m = static_cast<double>(m);
  // D takes multiples of 1 / nm only: half a multiple below tells "<" from "<=" whatever the rounding.
  const double limit = (std::floor(d * size_n * size_m - 0.5 + 1e-7) + 0.5) / (size_n * size_m);
  const auto outside = [&](std::size_t i, std::size_t j) {
    return std::abs(static_cast<double>(i) / size_n - static_cast<double>(j) / size_m) > limit;
  };
  // share[j]: probability that a random path reaches (i, j) and never left, given that it passes (i, j).
  std::vector<double> share(m + 1);
  for (std::size_t j = 0; j <= m; ++j) share[j] = outside(0, j) ? 0 : (j == 0 ? 1 : share[j - 1]);
  for (std::size_t i = 1; i <= n; ++i) {
    for (std::size_t j = 0; j <= m; ++j) {
      const double from_i = static_cast<double>(i) / static_cast<double>(i + j);
      share[j] = outside(i, j) ? 0 : from_i * share[j] + (j > 0 ? (1 - from_i) * share[j - 1] : 0);
    }
  }
  return share[m];
}

double asymptotic_above(double d, double n, double m) {  // Kolmogorov's series
  const double z = d * std::sqrt(n * m / (n + m));
  if (z < 0.2) return 1;
  double sum = 0;
  for (int k = 1; k <= 100; ++k) sum += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * z * z);
  return std::clamp(sum, 0.0, 1.0);
}

double pairs(double n) { return n * (n - 1) / 2; }

}  // namespace

KolmogorovSmirnov kolmogorov_smirnov(std::span<const double> a, std::span<const double> b) {
  const auto x = sorted(a), y = sorted(b);
  const auto n = static_cast<double>(x.size()), m = static_cast<double>(y.size());
  KolmogorovSmirnov result;
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    const double value = std::min(x[i], y[j]);
    while (i < x.size() && x[i] == value) ++i;
    while (j < y.size() && y[j] == value) ++j;
    result.statistic =
        std::max(result.statistic, std::abs(static_cast<double>(i) / n - static_cast<double>(j) / m));
  }
  result.p_value = n * m <= kMostPaths ? 1 - exact_below(x.size(), y.size(), result.statistic)
                                       : asymptotic_above(result.statistic, n, m);
  result.p_value = std::clamp(result.p_value, 0.0, 1.0);
  return result;
}

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return p_values[i] < p_values[j]; });
  std::vector<double> rate(p_values.size());
  double smallest = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    smallest =
        std::min(smallest, p_values[i] * static_cast<double>(order.size()) / static_cast<double>(rank));
    rate[i] = smallest;
  }
  return rate;
}

double adjusted_rand_index(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  std::map<std::pair<std::int32_t, std::int32_t>, double> both;
  std::map<std::int32_t, double> of_a, of_b;
  for (std::size_t i = 0; i < a.size(); ++i) ++both[{a[i], b[i]}], ++of_a[a[i]], ++of_b[b[i]];
  double together = 0, in_a = 0, in_b = 0;
  for (const auto& [labels, n] : both) together += pairs(n);
  for (const auto& [label, n] : of_a) in_a += pairs(n);
  for (const auto& [label, n] : of_b) in_b += pairs(n);
  const double all = pairs(static_cast<double>(a.size()));
  const double expected = all > 0 ? in_a * in_b / all : 0;
  const double most = (in_a + in_b) / 2;
  return most == expected ? 1 : (together - expected) / (most - expected);
}

}  // namespace doppel::science
