// Correlations of plain vectors, for scores, reports and tests of recovery.
#pragma once

#include <span>

namespace doppel::science {

double pearson(std::span<const double> a, std::span<const double> b);   // 0 where one is constant
double spearman(std::span<const double> a, std::span<const double> b);  // ties share their mean rank
double median(std::span<const double> values);                          // REQUIRES: not empty

// Smallest difference of two orientations [deg], period 180: 0..90.
double orientation_difference(double a, double b);

}  // namespace doppel::science
