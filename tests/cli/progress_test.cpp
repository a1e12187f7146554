#include "cli/progress.h"

#include <gtest/gtest.h>

namespace doppel::cli {
namespace {

populate::TableStatus table(const std::string& name, std::int64_t done, std::int64_t pending,
                            std::int64_t claimed = 0, std::int64_t failed = 0) {
  populate::TableStatus status;
  status.table = name;
  status.done = done;
  status.pending = pending;
  status.claimed = claimed;
  status.failed = failed;
  return status;
}

TEST(Progress, CountsFailedAndQuarantinedKeysInTheTotal) {
  auto status = table("model", 3, 2, 1, 1);
  status.quarantined = 2;
  const auto lines = Progress().update({status}, 0);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].done, 3);
  EXPECT_EQ(lines[0].running, 1);
  EXPECT_EQ(lines[0].failed, 3);
  EXPECT_EQ(lines[0].total, 9);
  EXPECT_FALSE(lines[0].finished());
}

TEST(Progress, LeavesOutTablesWithoutKeys) {
  EXPECT_TRUE(Progress().update({table("mei", 0, 0)}, 0).empty());
}

TEST(Progress, KnowsNoTimeLeftBeforeAnythingWasFinished) {
  Progress progress;
  progress.update({table("model", 0, 5)}, 0);
  const auto lines = progress.update({table("model", 0, 5)}, 10);
  EXPECT_EQ(lines[0].rate, 0);
  EXPECT_FALSE(lines[0].seconds_left);
}

TEST(Progress, RateCountsFromWhereItStartedAndTimeLeftFollows) {
  Progress progress;
  progress.update({table("bar_code", 100, 50)}, 0);  // 100 were there before
  const auto lines = progress.update({table("bar_code", 120, 28, 2)}, 10);
  EXPECT_DOUBLE_EQ(lines[0].rate, 2.0);
  ASSERT_TRUE(lines[0].seconds_left);
  EXPECT_DOUBLE_EQ(*lines[0].seconds_left, 15.0);  // 28 + 2 keys
}

TEST(Progress, RateForgetsWhatIsOlderThanAMinute) {
  Progress progress;
  progress.update({table("mei", 0, 1000)}, 0);
  progress.update({table("mei", 500, 500)}, 50);   // 10/s
  progress.update({table("mei", 560, 440)}, 110);  // 1/s since
  const auto lines = progress.update({table("mei", 570, 430)}, 120);
  EXPECT_DOUBLE_EQ(lines[0].rate, 1.0);
}

TEST(Progress, RowsDeletedInBetweenGiveNoNegativeRate) {
  Progress progress;
  progress.update({table("mei", 10, 0)}, 0);
  EXPECT_EQ(progress.update({table("mei", 2, 8)}, 1)[0].rate, 0);
}

TEST(Progress, BarIsAsLongAsTheShareDone) {
  TableProgress line;
  line.table = "model";
  line.done = 1;
  line.total = 4;
  line.running = 2;
  line.rate = 0.5;
  line.seconds_left = 187;
  EXPECT_EQ(bar_line(line, 8, 8), "model     [##------]  1/4 done, 2 running, 0.5/s, 3:07 left");
  EXPECT_EQ(plain_line(line), "model: 1/4 done, 2 running, 0.5/s, 3:07 left");
}

TEST(Progress, FinishedLineHasNeitherRateNorTimeLeft) {
  TableProgress line;
  line.table = "model";
  line.done = 3;
  line.failed = 1;
  line.total = 4;
  line.rate = 7;
  line.seconds_left = 0;
  EXPECT_TRUE(line.finished());
  EXPECT_EQ(plain_line(line), "model: 3/4 done, 1 failed");
}

TEST(Progress, DurationsReadAsClocks) {
  EXPECT_EQ(duration_text(0.4), "0 s");
  EXPECT_EQ(duration_text(59.4), "59 s");
  EXPECT_EQ(duration_text(60), "1:00");
  EXPECT_EQ(duration_text(7205), "2:00:05");
}

}  // namespace
}  // namespace doppel::cli
