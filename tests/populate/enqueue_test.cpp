// The key source: parents' natural join, minus results, minus jobs.
#include <thread>

#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

class Enqueue : public toy::Laboratory {};

TEST_F(Enqueue, AddsTheProductOfTheParents) {
  add(3, {"a", "b"});
  EXPECT_EQ(populate::enqueue_missing(connection(), toy::measurement()), 6);
  EXPECT_EQ(text("select string_agg(subject || setting, ' ' order by subject, setting) from job.measurement"),
            "1a 1b 2a 2b 3a 3b");
  EXPECT_EQ(count("job.measurement where status = 'pending' and attempts = 0"), 6);
}

TEST_F(Enqueue, AddsNothingTwice) {
  add(3);
  populate::enqueue_missing(connection(), toy::measurement());
  EXPECT_EQ(populate::enqueue_missing(connection(), toy::measurement()), 0);
}

TEST_F(Enqueue, LeavesOutWhatIsDoneAndWhatFailed) {
  add(3);
  populate::enqueue_missing(connection(), toy::measurement());
  execute(
      "update job.measurement set status = 'failed', error_class = 'internal', error_message = '' where "
      "subject = 1");
  execute("delete from job.measurement where subject = 2");
  execute(
      "insert into toy.measurement (subject, setting, value, _run_id, _input_hash) values (2, 'fine', 1, 1, "
      "'')");
  EXPECT_EQ(populate::enqueue_missing(connection(), toy::measurement()), 0);
}

TEST_F(Enqueue, FollowsWhatIsDoneAbove) {
  add(2);
  EXPECT_EQ(populate::enqueue_missing(connection(), toy::summary()), 0);
  execute(
      "insert into toy.measurement (subject, setting, value, _run_id, _input_hash) values (2, 'fine', 1, 1, "
      "'')");
  EXPECT_EQ(populate::enqueue_missing(connection(), toy::summary()), 1);
}

TEST_F(Enqueue, ConcurrentCallsAddEachKeyOnce) {
  add(200, {"a", "b"});
  std::atomic<std::int64_t> n_added = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        auto own = database.connect();
        n_added += populate::enqueue_missing(own, toy::measurement());
      });
    }
  }
  EXPECT_EQ(n_added, 400);
  EXPECT_EQ(count("job.measurement"), 400);
}

TEST_F(Enqueue, DeletingAParentTakesItsJobsAlong) {
  add(2);
  populate::enqueue_missing(connection(), toy::measurement());
  execute("delete from toy.subject where subject = 1");
  EXPECT_EQ(text("select array_agg(subject) from job.measurement"), "{2}");
}

}  // namespace
}  // namespace doppel
