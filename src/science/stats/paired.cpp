#include "science/stats/paired.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace doppel::science {
namespace {

constexpr std::size_t kMostExact = 50;

struct RankSums {
  double positive = 0, negative = 0;
  double ties = 0;  // sum of t^3 - t over groups of t equal sizes
};

// REQUIRES: no difference of 0.
RankSums rank_sums(std::vector<double> differences) {
  std::ranges::sort(differences, {}, [](double d) { return std::abs(d); });
  RankSums sums;
  for (std::size_t begin = 0; begin < differences.size();) {
    std::size_t end = begin;
    while (end < differences.size() && std::abs(differences[end]) == std::abs(differences[begin])) ++end;
    const double shared = static_cast<double>(begin + 1 + end) / 2, t = static_cast<double>(end - begin);
    sums.ties += t * t * t - t;
    for (; begin < end; ++begin) (differences[begin] > 0 ? sums.positive : sums.negative) += shared;
  }
  return sums;
}

// P(sum of ranks <= statistic) when each of n ranks is positive or not by the toss of a coin.
double exact_at_most(std::size_t n, double statistic) {
  std::vector<double> probability(n * (n + 1) / 2 + 1, 0.0);
  probability[0] = 1;
  std::size_t most = 0;
  for (std::size_t rank = 1; rank <= n; ++rank) {
    most += rank;
    for (std::size_t sum = most + 1; sum-- > 0;) {
      probability[sum] = (probability[sum] + (sum >= rank ? probability[sum - rank] : 0)) / 2;
    }
  }
  const auto end = probability.begin() + static_cast<std::ptrdiff_t>(statistic) + 1;
  return std::accumulate(probability.begin(), end, 0.0);
}

double normal_p_value(double n, double statistic, double ties) {
  const double mean = n * (n + 1) / 4;
  const double sd = std::sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24);
  return std::erfc(std::abs(statistic - mean) / sd / std::sqrt(2.0));
}

}  // namespace

SignedRank wilcoxon_signed_rank(std::span<const double> differences) {
  std::vector<double> left(differences.begin(), differences.end());
  std::erase(left, 0.0);
  SignedRank result;
  result.n = static_cast<std::int32_t>(left.size());
  if (left.empty()) return result;
  const RankSums sums = rank_sums(left);
  result.statistic = std::min(sums.positive, sums.negative);
  const bool exact = left.size() <= kMostExact && sums.ties == 0 && left.size() == differences.size();
  result.p_value = exact ? std::min(1.0, 2 * exact_at_most(left.size(), result.statistic))
                         : normal_p_value(static_cast<double>(left.size()), result.statistic, sums.ties);
  return result;
}

}  // namespace doppel::science
