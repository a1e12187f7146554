// What `status` and `errors` show.
#include "populate/status.h"
#include "populate/queue.h"
#include "populate/toy.h"

namespace doppel {
namespace {

class Status : public toy::Laboratory {};

TEST_F(Status, CountsEachState) {
  add(6);
  populate::enqueue_missing(connection(), toy::measurement());
  execute(
      "update job.measurement set status = 'failed', error_class = 'internal', error_message = 'x' where "
      "subject = 1");
  execute("update job.measurement set status = 'quarantined' where subject = 2");
  execute("update job.measurement set status = 'ignored' where subject = 3");
  execute(
      "update job.measurement set status = 'claimed', epoch = 1, worker_id = 1, claimed_at = now() where "
      "subject = 4");
  execute("delete from job.measurement where subject = 5");
  execute(
      "insert into toy.measurement (subject, setting, value, _run_id, _input_hash) values (5, 'fine', 1, 1, "
      "'')");
  const auto status = populate::table_status(connection(), toy::schema());
  ASSERT_EQ(status.size(), 2u);
  EXPECT_EQ(status[0].table, "measurement");
  EXPECT_EQ(status[0].done, 1);
  EXPECT_EQ(status[0].pending, 1);
  EXPECT_EQ(status[0].claimed, 1);
  EXPECT_EQ(status[0].failed, 1);
  EXPECT_EQ(status[0].quarantined, 1);
  EXPECT_EQ(status[0].ignored, 1);
  EXPECT_EQ(status[1].table, "summary");
}

TEST_F(Status, CountsTheKeysThatARestrictionTakes) {
  add(4, {"fine", "coarse"});
  auto how = options();
  how.where = "subject < 3 and setting = 'fine'";
  work(toy::makers(), how);
  const auto restricted = [&](const std::string& where) {
    const auto all = toy::schema().computed();
    return populate::table_status(connection(), toy::schema(), relation::KeyRestriction(all, where)).front();
  };
  EXPECT_EQ(restricted("subject < 3").done, 2);
  EXPECT_EQ(restricted("subject < 3").pending, 2);
  EXPECT_EQ(restricted("subject in (2, 3, 4)").done, 1);
  EXPECT_EQ(restricted("subject in (2, 3, 4)").pending, 5);
}

TEST_F(Status, CountsTheKeysThatNoSearchHasQueuedYet) {
  add(3, {"fine", "coarse"});
  EXPECT_EQ(populate::keys_not_queued(connection(), toy::schema()), (std::vector<std::int64_t>{6, 0}));
  populate::enqueue_missing(connection(), toy::measurement());
  execute("insert into toy.subject select 4, 4");
  EXPECT_EQ(populate::keys_not_queued(connection(), toy::schema()), (std::vector<std::int64_t>{2, 0}));
  auto how = options();
  how.tables = {"measurement"};
  work(toy::makers(), how);
  EXPECT_EQ(populate::keys_not_queued(connection(), toy::schema()), (std::vector<std::int64_t>{0, 8}));
}

TEST_F(Status, NamesWhatEachWorkerHolds) {
  add(3);
  populate::enqueue_missing(connection(), toy::measurement());
  for (const char* name : {"busy", "idle"}) {
    connection().execute(
        "insert into job.worker (application_name, host, pid, device, lease_until) values "
        "($1, 'here', 42, 'cpu', clock_timestamp() + interval '30 s')",
        {name});
  }
  const populate::Queue queue(toy::measurement(), {});
  queue.claim(connection(), connection().execute("select min(worker_id) from job.worker").integer(0, 0), 2);
  const auto workers = populate::worker_status(connection());
  ASSERT_EQ(workers.size(), 2u);
  EXPECT_EQ(workers[0].worker, "busy");
  EXPECT_EQ(workers[0].host, "here");
  EXPECT_EQ(workers[0].pid, 42);
  EXPECT_EQ(workers[0].table, "measurement");
  EXPECT_EQ(workers[0].key, "subject=1 setting=fine and 1 more");
  EXPECT_NEAR(workers[0].lease_seconds, 30, 10);
  EXPECT_EQ(workers[1].worker, "idle");
  EXPECT_EQ(workers[1].table, "");
}

}  // namespace
}  // namespace doppel
