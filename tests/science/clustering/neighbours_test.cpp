#include "science/clustering/neighbours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "tests/science/clustering/points.h"
#include "util/error.h"

namespace doppel::science {
namespace {

TEST(Neighbours, AreThoseOfThePlainSearch) {
  const Eigen::MatrixXd points = test::noise(300, 7, 1);
  const auto found = nearest_neighbours(points, 12, 2);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    std::vector<std::pair<double, std::int32_t>> all;
    for (Eigen::Index j = 0; j < points.rows(); ++j) {
      if (j != i)
        all.emplace_back((points.row(i) - points.row(j)).squaredNorm(), static_cast<std::int32_t>(j));
    }
    std::sort(all.begin(), all.end());
    for (std::size_t k = 0; k < 12; ++k) {
      const std::size_t e = static_cast<std::size_t>(i) * 12 + k;
      EXPECT_EQ(found.index[e], all[k].second) << i << " " << k;
      EXPECT_NEAR(found.squared_distance[e], all[k].first, 1e-10);
    }
  }
}

TEST(Neighbours, APointIsNotItsOwnNeighbourEvenAmongCopies) {
  const Eigen::MatrixXd points = Eigen::MatrixXd::Ones(9, 3);
  const auto found = nearest_neighbours(points, 4, 1);
  for (std::size_t e = 0; e < found.index.size(); ++e) {
    EXPECT_NE(found.index[e], static_cast<std::int32_t>(e / 4));
    EXPECT_EQ(found.squared_distance[e], 0);
  }
}

TEST(Neighbours, MoreThanThereAreIsAnError) {
  EXPECT_THROW(nearest_neighbours(test::noise(5, 2, 1), 5, 1), Error);
  EXPECT_THROW(nearest_neighbours(test::noise(5, 2, 1), 0, 1), Error);
}

}  // namespace
}  // namespace doppel::science
