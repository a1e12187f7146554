// What a person does about jobs.
#include "populate/jobs.h"

#include "db/rows.h"
#include "populate/inputs.h"
#include "populate/queue.h"
#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

class Jobs : public toy::Laboratory {
 protected:
  // Subjects 1 failed, 2 quarantined, 3 ignored, 4 claimed, 5 and 6 pending.
  Jobs() {
    add(6);
    populate::enqueue_missing(connection(), table);
    execute(
        "update job.measurement set status = 'failed', attempts = 5, error_class = 'bad_input', "
        "error_message = 'no light' where subject = 1");
    execute("update job.measurement set status = 'quarantined', deaths = 3 where subject = 2");
    execute("update job.measurement set status = 'ignored' where subject = 3");
    execute(
        "insert into job.worker (application_name, host, pid, device, lease_until) values "
        "('played', 'here', 1, 'cpu', clock_timestamp() + interval '1 minute')");
    execute(
        "update job.measurement set status = 'claimed', epoch = 9, claimed_at = now(), "
        "worker_id = (select worker_id from job.worker) where subject = 4");
  }
  std::string statuses() {
    return text("select string_agg(subject || ' ' || status, ', ' order by subject) from job.measurement");
  }
  const relation::Table& table = toy::measurement();
};

TEST_F(Jobs, RetryBringsBackWhatFailedAndNothingElse) {
  EXPECT_EQ(populate::retry_jobs(connection(), table, {}), 3);
  EXPECT_EQ(statuses(), "1 pending, 2 pending, 3 pending, 4 claimed, 5 pending, 6 pending");
  EXPECT_EQ(count("job.measurement where attempts <> 0 or deaths <> 0 or error_class is not null"), 0);
  EXPECT_EQ(populate::retry_jobs(connection(), table, {}), 0);
}

TEST_F(Jobs, ARestrictionChoosesByKeyAndByState) {
  EXPECT_EQ(populate::retry_jobs(connection(), table, {"subject = 2", {}}), 1);
  EXPECT_EQ(populate::retry_jobs(connection(), table, {"attempts >= 5 and error_class = 'bad_input'", {}}),
            1);
  EXPECT_EQ(populate::retry_jobs(connection(), table, {"subject in (4, 5)", {}}), 0);
  EXPECT_EQ(statuses(), "1 pending, 2 pending, 3 ignored, 4 claimed, 5 pending, 6 pending");
}

TEST_F(Jobs, AStatusNarrowsWhatIsRetried) {
  EXPECT_EQ(populate::retry_jobs(connection(), table, {"", {"ignored"}}), 1);
  EXPECT_EQ(populate::retry_jobs(connection(), table, {"", {"pending", "claimed"}}), 0);
  EXPECT_EQ(statuses(), "1 failed, 2 quarantined, 3 pending, 4 claimed, 5 pending, 6 pending");
}

TEST_F(Jobs, ValuesAreBoundAndNeverRun) {
  EXPECT_EQ(
      populate::ignore_jobs(connection(), table, {"setting = 'x''); drop table job.measurement; --'", {}}),
      0);
  EXPECT_THROW(populate::ignore_jobs(connection(), table, {"subject = 1; drop table job.measurement", {}}),
               Error);
  EXPECT_THROW(populate::ignore_jobs(connection(), table, {"epoch = 9", {}}), Error);
  EXPECT_EQ(count("job.measurement"), 6);
}

TEST_F(Jobs, IgnoredKeysAreNotClaimedAndNotQueuedAgain) {
  EXPECT_EQ(populate::ignore_jobs(connection(), table, {"subject >= 5", {}}), 2);
  EXPECT_EQ(populate::enqueue_missing(connection(), table), 0);
  const populate::Queue queue(table, {});
  const auto worker = connection().execute("select worker_id from job.worker").integer(0, 0);
  EXPECT_FALSE(queue.claim(connection(), worker, 10));
}

TEST_F(Jobs, IgnoringAClaimedKeyRefusesItsCommit) {
  EXPECT_EQ(populate::ignore_jobs(connection(), table, {"", {"claimed"}}), 1);
  db::Transaction transaction(connection());
  populate::Queue::begin_commit(transaction, 9);
  populate::RunRecord run;
  run.table = table.qualified();
  run.n_keys = 1;
  const auto run_id = populate::insert_run(transaction, run);
  try {
    const auto inputs = *populate::InputHashes(table).read(transaction, {toy::measurement_key(4)}).front();
    db::insert_values(transaction, table, {{std::int64_t{4}, "fine", 1.0}}, {{run_id, inputs}});
    ADD_FAILURE() << "the result was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::lost_lease);
  }
}

TEST_F(Jobs, WhatIsPreferredIsClaimedFirst) {
  EXPECT_EQ(populate::prioritise_jobs(connection(), table, {"subject = 6", {}}, 10), 1);
  const populate::Queue queue(table, {});
  const auto worker = connection().execute("select worker_id from job.worker").integer(0, 0);
  const auto claim = queue.claim(connection(), worker, 1);
  ASSERT_TRUE(claim);
  EXPECT_EQ(claim->keys.front(), toy::measurement_key(6));
}

TEST_F(Jobs, WithoutANameTheRestrictionChoosesTheTables) {
  const auto tables = [](const std::vector<std::string>& names, const std::string& where) {
    std::string chosen;
    for (const auto* each : populate::tables_of_jobs(toy::schema(), names, {where, {}}))
      chosen += each->name + " ";
    return chosen;
  };
  EXPECT_EQ(tables({}, ""), "measurement summary ");
  EXPECT_EQ(tables({}, "subject = 1 and deaths > 0"), "measurement summary ");
  EXPECT_EQ(tables({"summary"}, ""), "summary ");
  EXPECT_THROW(tables({}, "colour = 3"), Error);
  EXPECT_THROW(tables({"nonsense"}, ""), Error);
}

TEST_F(Jobs, TheListTellsAllThatIsKnown) {
  const auto failed = populate::list_jobs(connection(), table, {"", {"failed"}}, 10);
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_EQ(failed[0].table, "measurement");
  EXPECT_EQ(failed[0].key, "subject=1 setting=fine");
  EXPECT_EQ(failed[0].status, "failed");
  EXPECT_EQ(failed[0].attempts, 5);
  EXPECT_EQ(failed[0].error_class, "bad_input");
  EXPECT_EQ(failed[0].error_message, "no light");
  EXPECT_EQ(populate::list_jobs(connection(), table, {"", {"claimed"}}, 10).at(0).worker, "played");
  EXPECT_EQ(populate::list_jobs(connection(), table, {}, 4).size(), 4u);
  EXPECT_EQ(populate::count_jobs(connection(), table, {}), 6);
  EXPECT_EQ(populate::count_jobs(connection(), table, {"status = 'pending'", {}}), 2);
}

TEST_F(Jobs, TheListShowsUntilWhenAJobWaits) {
  execute("update job.measurement set not_before = '2031-02-03 04:05:06Z' where subject = 5");
  EXPECT_EQ(populate::list_jobs(connection(), table, {"subject = 5", {}}, 1).at(0).not_before,
            "2031-02-03T04:05:06Z");
  EXPECT_EQ(populate::list_jobs(connection(), table, {"subject = 6", {}}, 1).at(0).not_before, "");
}

}  // namespace
}  // namespace doppel
