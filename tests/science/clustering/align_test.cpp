#include "science/clustering/align.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

Eigen::MatrixXd random_codes(int n, int channels) {
  Rng rng(2);
  Eigen::MatrixXd codes(n, channels);
  for (Eigen::Index i = 0; i < codes.size(); ++i) codes(i) = rng.normal();
  return codes;
}

TEST(Align, RowsGetUnitLengthAndZeroStaysZero) {
  Eigen::MatrixXd codes = random_codes(5, 16);
  codes.row(3).setZero();
  const auto unit = unit_rows(codes);
  for (int i = 0; i < 5; ++i) EXPECT_NEAR(unit.row(i).norm(), i == 3 ? 0.0 : 1.0, 1e-12);
  EXPECT_NEAR(unit.row(0).dot(codes.row(0)), codes.row(0).norm(), 1e-12);
}

TEST(Align, CodesRolledByOrientationStepsComeBackTheSame) {
  const int orientations = 8;
  const int features = 4;
  const auto codes = random_codes(20, orientations * features);
  Rng rng(9);
  Eigen::MatrixXd rolled(codes.rows(), codes.cols());
  for (Eigen::Index i = 0; i < codes.rows(); ++i) {
    const auto shift = static_cast<Eigen::Index>(rng.below(orientations)) * features;
    for (Eigen::Index c = 0; c < codes.cols(); ++c) rolled(i, (c + shift) % codes.cols()) = codes(i, c);
  }
  EXPECT_NE(rolled, codes);
  EXPECT_EQ(roll_to_peak(rolled, orientations), roll_to_peak(codes, orientations));
}

TEST(Align, TheStrongestOrientationComesFirst) {
  const auto aligned = roll_to_peak(random_codes(10, 24), 8);
  for (Eigen::Index i = 0; i < 10; ++i) {
    for (int o = 1; o < 8; ++o)
      EXPECT_GE(aligned.row(i).head(3).norm(), aligned.row(i).segment(3 * o, 3).norm());
  }
}

TEST(Align, PairDistanceIsTheMeanOverAllPairs) {
  const auto codes = random_codes(7, 5);
  double sum = 0;
  for (int m = 0; m < 7; ++m) {
    for (int n = 0; n < 7; ++n) sum += (codes.row(m) - codes.row(n)).squaredNorm();
  }
  EXPECT_NEAR(mean_pair_distance(codes), sum / 49, 1e-12);
}

TEST(Align, PermutedColumnsKeepTheirValuesAndLoseWhatTheyShare) {
  Eigen::MatrixXd codes = random_codes(1000, 2);
  codes.col(1) = codes.col(0);
  auto permuted = permuted_columns(codes, 1);
  const Eigen::MatrixXd centred = permuted.rowwise() - permuted.colwise().mean();
  const double correlation =
      centred.col(0).dot(centred.col(1)) / centred.col(0).norm() / centred.col(1).norm();
  EXPECT_LT(std::abs(correlation), 0.13) << "four standard errors of 1 / sqrt(1000)";
  for (int column = 0; column < 2; ++column) {
    std::ranges::sort(codes.col(column));
    std::ranges::sort(permuted.col(column));
  }
  EXPECT_EQ(permuted, codes);
}

TEST(Align, RefusesANumberOfOrientationsThatDoesNotDivide) {
  EXPECT_THROW(roll_to_peak(random_codes(2, 10), 8), Error);
}

}  // namespace
}  // namespace doppel::science
