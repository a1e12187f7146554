// Comparisons of samples and of partitions, for the statistics of clusters.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace doppel::science {

struct KolmogorovSmirnov {
  double statistic = 0;  // D: largest distance of the two empirical distributions
  double p_value = 1;    // two-sided; exact unless n m is above 10^8 (then the asymptotic series)
};

// Two samples, ties allowed. REQUIRES: neither is empty.
KolmogorovSmirnov kolmogorov_smirnov(std::span<const double> a, std::span<const double> b);

// False discovery rate (Benjamini & Hochberg 1995): the smallest rate at which each hypothesis would be
// rejected.
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

// Agreement of two partitions of the same elements beyond chance (Hubert & Arabie 1985): 1 for equal ones, 0
// on average for random ones. Labels are arbitrary. REQUIRES: equal lengths. 1 where both are trivial.
double adjusted_rand_index(std::span<const std::int32_t> a, std::span<const std::int32_t> b);

}  // namespace doppel::science
