#include "science/clustering/repulsion.h"

#include <gtest/gtest.h>

#include "tests/science/clustering/points.h"

namespace doppel::science {
namespace {

QuadTree::Sum plain_sum(const Points2d& points, Eigen::Index i) {
  QuadTree::Sum sum;
  for (Eigen::Index j = 0; j < points.rows(); ++j) {
    if (j == i) continue;
    const Eigen::RowVector2d d = points.row(i) - points.row(j);
    const double q = 1 / (1 + d.squaredNorm());
    sum.z += q;
    sum.x += q * q * d(0);
    sum.y += q * q * d(1);
  }
  return sum;
}

TEST(Repulsion, WithThetaZeroIsThePlainSum) {
  Points2d points = 10 * test::noise(400, 2, 4);
  points.row(7) = points.row(8);  // copies share a leaf at the deepest level
  for (Eigen::Index i = 20; i < 40; ++i) points.row(i) = points.row(19);
  const QuadTree tree(points);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const auto fast = tree.repulsion(points(i, 0), points(i, 1), 0), slow = plain_sum(points, i);
    EXPECT_NEAR(fast.z, slow.z, 1e-9);
    EXPECT_NEAR(fast.x, slow.x, 1e-9);
    EXPECT_NEAR(fast.y, slow.y, 1e-9);
  }
}

TEST(Repulsion, WithThetaOneHalfIsWithinTwoPercentOfIt) {
  const Points2d points = 20 * test::noise(2000, 2, 5);
  const QuadTree tree(points);
  double error = 0, size = 0, z_error = 0, z = 0;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const auto fast = tree.repulsion(points(i, 0), points(i, 1), 0.5), slow = plain_sum(points, i);
    error += std::hypot(fast.x - slow.x, fast.y - slow.y);
    size += std::hypot(slow.x, slow.y);
    z_error += fast.z - slow.z;
    z += slow.z;
  }
  EXPECT_LT(error / size, 0.02);
  EXPECT_LT(std::abs(z_error / z), 0.02);
}

}  // namespace
}  // namespace doppel::science
