// Correlations of plain vectors, for scores, reports and tests of recovery.
#pragma once

#include <cstddef>
#include <span>

namespace doppel::science {

double pearson(std::span<const double> a, std::span<const double> b);   // 0 where one is constant
double spearman(std::span<const double> a, std::span<const double> b);  // ties share their mean rank
struct Interval {
  double lower = -1, upper = 1;
  bool contains(double value) const { return lower <= value && value <= upper; }
};
// 95 % confidence interval of a rank correlation of n pairs: Fisher's z with the variance 1.06 / (n - 3) of
// Spearman's rho (Fieller, Hartley & Pearson 1957). REQUIRES: n > 3.
Interval rank_correlation_interval(double rho, std::size_t n);
double median(std::span<const double> values);  // REQUIRES: not empty

// Smallest difference of two orientations [deg], period 180: 0..90.
double orientation_difference(double a, double b);

}  // namespace doppel::science
