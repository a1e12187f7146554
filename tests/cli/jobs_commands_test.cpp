// doppel jobs, as a person types it.
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"

namespace doppel::cli {
namespace {

class JobsCommands : public ProgramWithScan {};

TEST_F(JobsCommands, TheImportedScanIsAJob) {
  const auto jobs = nlohmann::json::parse(output_of("jobs list scan_oracle --json"));
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0].at("key"), key_);
  EXPECT_EQ(jobs[0].at("status"), "pending");
}

TEST_F(JobsCommands, AnIgnoredJobIsNotComputedUntilItIsRetried) {
  EXPECT_TRUE(contains(output_of("jobs ignore scan_oracle --where 'animal_id = 7'"), "1 jobs ignored"));
  populate();
  EXPECT_EQ(sql("select count(*) from twin.scan_oracle"), "0");
  EXPECT_TRUE(contains(output_of("jobs list --status ignored --csv"), "scan_oracle," + key_ + ",ignored"));
  EXPECT_TRUE(contains(output_of("jobs retry"), "1 jobs pending again"));
  populate();
  EXPECT_EQ(sql("select count(*) from twin.scan_oracle"), "1");
}

TEST_F(JobsCommands, ThePriorityIsWhatWasAskedFor) {
  EXPECT_TRUE(contains(output_of("jobs prioritise scan_oracle --priority 5"), "1 jobs at priority 5"));
  EXPECT_EQ(sql("select priority from job.scan_oracle"), "5");
}

TEST_F(JobsCommands, ARestrictionThatMatchesNothingChangesNothing) {
  EXPECT_TRUE(contains(output_of("jobs ignore scan_oracle --where 'animal_id = 8'"), "0 jobs ignored"));
  EXPECT_EQ(sql("select status from job.scan_oracle"), "pending");
}

}  // namespace
}  // namespace doppel::cli
