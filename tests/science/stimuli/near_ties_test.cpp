#include "science/stimuli/near_ties.h"

#include <gtest/gtest.h>

#include <cmath>

namespace doppel::science {
namespace {

GridPoint at(std::int64_t parameters) { return {parameters, 0, 0}; }

TEST(NearTies, AreWithinTheToleranceOfTheHighestInGridOrder) {
  NearTies ties(0.5F);
  EXPECT_TRUE(ties.points().empty());
  ties.offer(at(7), 1.0F);
  ties.offer(at(3), 1.5F);
  ties.offer(at(9), 0.9F);
  EXPECT_EQ(ties.points(), (std::vector{at(3), at(7)}));
  ties.offer(at(8), 1.9F);
  EXPECT_EQ(ties.points(), (std::vector{at(3), at(8)})) << "1.0 lies too far below now";
}

TEST(NearTies, AShareOfTheHighestIsAllowedForToo) {
  NearTies ties(0, 0.1F);
  ties.offer(at(1), -10.0F);
  EXPECT_FLOAT_EQ(ties.floor(), -11.0F);
  ties.offer(at(0), -10.9F);
  EXPECT_EQ(ties.points(), (std::vector{at(0), at(1)}));
}

TEST(NearTies, OfTooManyTheFirstOfTheGridStay) {
  NearTies ties(1);
  for (std::int64_t k = 1000; k-- > 0;) ties.offer(at(k), 1.0F);
  const auto points = ties.points();
  ASSERT_EQ(points.size(), NearTies::most);
  EXPECT_EQ(points.front(), at(0));
  EXPECT_EQ(points.back(), at(static_cast<std::int64_t>(NearTies::most) - 1));
}

TEST(NearTies, WhatIsNoNumberIsNoCandidate) {
  NearTies ties(1);
  ties.offer(at(0), std::nanf(""));
  EXPECT_TRUE(ties.points().empty());
}

}  // namespace
}  // namespace doppel::science
