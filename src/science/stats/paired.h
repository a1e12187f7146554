// Two measurements of the same things: does one lie above the other?
#pragma once

#include <cstdint>
#include <span>

namespace doppel::science {

struct SignedRank {
  std::int32_t n = 0;    // differences that are not 0
  double statistic = 0;  // the smaller one of the sums of ranks of positive and of negative differences
  double p_value = 1;    // two-sided; 1 where no difference is left
};

// Wilcoxon's signed-rank test. Differences of 0 are left out; equal sizes share their mean rank. Exact for at
// most 50 differences of which no two are of the same size and none is 0; else the normal approximation with
// its correction for ties, without one for continuity.
SignedRank wilcoxon_signed_rank(std::span<const double> differences);

}  // namespace doppel::science
