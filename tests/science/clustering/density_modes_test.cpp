#include "science/clustering/density_modes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

#include "tests/science/clustering/points.h"
#include "util/error.h"

namespace doppel::science {
namespace {

Eigen::MatrixXd four_centres() {
  Eigen::MatrixXd centres(4, 2);
  centres << 0, 0, 10, 0, 0, 12, -9, -9;
  return centres;
}

double plain_density(const Points2d& points, const Eigen::RowVector2d& at, double bandwidth) {
  double sum = 0;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    sum += std::exp(-(points.row(i) - at).squaredNorm() / (2 * bandwidth * bandwidth));
  }
  return sum / (2 * std::numbers::pi * bandwidth * bandwidth);
}

TEST(DensityModes, CloudsFarApartAreOneModeEach) {
  const Points2d points = test::clouds(four_centres(), 150, 0.8, 3);
  const auto modes = density_modes(points, {.bandwidth = 1});
  ASSERT_EQ(modes.position.rows(), 4);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const auto mine = modes.assignment[static_cast<std::size_t>(i)];
    EXPECT_LT((modes.position.row(mine) - four_centres().row(i / 150)).norm(), 1) << i;
  }
  EXPECT_EQ(modes.sizes, (std::vector<std::int32_t>{150, 150, 150, 150}));
}

TEST(DensityModes, TheDensityIsTheKernelEstimateAndPeaksThere) {
  const Points2d points = test::clouds(four_centres(), 60, 1.5, 4);
  const auto modes = density_modes(points, {.bandwidth = 1, .cells_per_bandwidth = 10});
  for (Eigen::Index m = 0; m < modes.position.rows(); ++m) {
    const double here = plain_density(points, modes.position.row(m), 1);
    EXPECT_NEAR(modes.density[static_cast<std::size_t>(m)] / here, 1, 0.01);
    for (int step = 0; step < 8; ++step) {
      const double angle = step * std::numbers::pi / 4;
      const Eigen::RowVector2d beside =
          modes.position.row(m) + 0.2 * Eigen::RowVector2d(std::cos(angle), std::sin(angle));
      EXPECT_LT(plain_density(points, beside, 1), here * 1.0001) << m;
    }
  }
}

// Mean shift (Comaniciu & Meer 2002) on the plain estimate is the slow twin of the ascent on the grid.
TEST(DensityModes, PointsGoWhereMeanShiftTakesThem) {
  const Points2d points = test::clouds(four_centres(), 40, 2.5, 5);
  const auto modes = density_modes(points, {.bandwidth = 1.5, .cells_per_bandwidth = 12});
  int same = 0;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    Eigen::RowVector2d at = points.row(i);
    for (int step = 0; step < 500; ++step) {
      Eigen::RowVector2d mean = Eigen::RowVector2d::Zero();
      double weight = 0;
      for (Eigen::Index j = 0; j < points.rows(); ++j) {
        const double k = std::exp(-(points.row(j) - at).squaredNorm() / (2 * 1.5 * 1.5));
        mean += k * points.row(j);
        weight += k;
      }
      at = mean / weight;
    }
    Eigen::Index nearest = 0;
    (modes.position.rowwise() - at).rowwise().squaredNorm().minCoeff(&nearest);
    same += nearest == modes.assignment[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  EXPECT_GE(same, 0.97 * static_cast<double>(points.rows())) << "ridges may be told apart differently";
}

TEST(DensityModes, SmallOnesJoinTheirNeighbours) {
  Eigen::MatrixXd centres(2, 2);
  centres << 0, 0, 6, 0;
  Points2d points(103, 2);
  points.topRows(100) = test::clouds(centres.topRows(1), 100, 1, 6);
  points.bottomRows(3) = test::clouds(centres.bottomRows(1), 3, 0.1, 7);
  EXPECT_EQ(density_modes(points, {.bandwidth = 1}).position.rows(), 2);
  const auto merged = density_modes(points, {.bandwidth = 1, .min_points = 5});
  EXPECT_EQ(merged.position.rows(), 1);
  EXPECT_EQ(merged.sizes, std::vector<std::int32_t>{103});
}

TEST(DensityModes, EveryPointHasAModeAndEveryModeAPoint) {
  const Points2d points = 5 * test::noise(300, 2, 8);
  const auto modes = density_modes(points, {});
  const std::set<std::int32_t> used(modes.assignment.begin(), modes.assignment.end());
  EXPECT_EQ(static_cast<Eigen::Index>(used.size()), modes.position.rows());
  EXPECT_EQ(std::accumulate(modes.sizes.begin(), modes.sizes.end(), 0), 300);
  EXPECT_TRUE(std::is_sorted(modes.density.rbegin(), modes.density.rend()));
}

TEST(DensityModes, OnePlaceIsOneMode) {
  EXPECT_EQ(density_modes(Points2d::Constant(5, 2, 3.0), {}).position.rows(), 1);
  EXPECT_THROW(density_modes(Points2d(0, 2), {}), Error);
}

}  // namespace
}  // namespace doppel::science
