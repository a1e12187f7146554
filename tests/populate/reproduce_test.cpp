// One row computed again and compared.
#include "populate/reproduce.h"

#include "populate/toy.h"

namespace doppel {
namespace {

class Reproduce : public toy::Laboratory {
 protected:
  Reproduce() {
    add(2);
    work(toy::makers());
  }
  populate::Reproduction again() const {
    return populate::reproduce(connection(), toy::schema(), *toy::makers().front(), toy::measurement_key(2),
                               "cpu", 1);
  }
};

TEST_F(Reproduce, IsBitIdenticalWhereNothingChanged) {
  const auto result = again();
  EXPECT_TRUE(result.is_identical());
  EXPECT_TRUE(result.same_inputs);
  EXPECT_EQ(result.rows, 3);  // the measurement and its two samples
  EXPECT_EQ(result.values, 3);
}

TEST_F(Reproduce, ADifferenceIsMeasuredAgainstTheTolerance) {
  execute("update toy.measurement set value = 5 where subject = 2");  // it was 4
  const auto result = again();
  ASSERT_EQ(result.differences.size(), 1u);
  EXPECT_EQ(result.differences[0].column, "value");
  EXPECT_DOUBLE_EQ(result.largest(), 0.2);  // |5 - 4| / max(1, 5, 4)
  EXPECT_FALSE(result.is_within(0.1));
  EXPECT_TRUE(result.is_within(0.2));
}

TEST_F(Reproduce, AMissingPartIsBeyondAnyTolerance) {
  execute("delete from toy.sample where subject = 2 and sample = 1");
  EXPECT_FALSE(again().is_within(1e300));
}

TEST_F(Reproduce, TellsThatTheInputsHaveChanged) {
  execute("update toy.subject set weight = 50 where subject = 2");
  EXPECT_FALSE(again().same_inputs);
}

}  // namespace
}  // namespace doppel
