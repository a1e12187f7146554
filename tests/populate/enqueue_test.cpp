// The key source: parents' natural join, minus results, minus jobs.
#include <thread>

#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

class Enqueue : public toy::Laboratory {
 protected:
  bool somebody_waits_for_a_lock() {
    return count("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 1;
  }
};

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

// Ten thousand are enough for their foreign keys to be checked all together.
TEST_F(Enqueue, LeavesOutWhatAnotherTransactionQueuesMeanwhile) {
  add(3);
  auto other = database.connect();
  db::Transaction queueing(other);
  queueing.query("insert into job.measurement (subject, setting) values (2, 'fine')");
  std::int64_t n_added = 0;
  std::jthread searching([&] {
    auto own = database.connect();
    n_added = populate::enqueue_missing(own, toy::measurement());
  });
  EXPECT_TRUE(toy::wait_until([&] { return somebody_waits_for_a_lock(); }));
  queueing.commit();
  searching.join();
  EXPECT_EQ(n_added, 2);
  EXPECT_EQ(count("job.measurement where status = 'pending'"), 3);
}

class ManyKeys : public Enqueue {
 protected:
  ManyKeys() { add(2000, {"a", "b", "c", "d", "e"}); }
};

TEST_F(ManyKeys, AreQueuedAtOnceAndReferToTheirParents) {
  EXPECT_EQ(populate::enqueue_missing(connection(), toy::measurement()), 10'000);
  EXPECT_EQ(populate::enqueue_missing(connection(), toy::measurement()), 0);
  EXPECT_EQ(text("show session_replication_role"), "origin");
  execute("delete from toy.subject where subject <= 10");
  EXPECT_EQ(count("job.measurement"), 9'950);
}

TEST_F(ManyKeys, AreNotQueuedForAParentThatIsDeletedMeanwhile) {
  auto other = database.connect();
  db::Transaction deleting(other);
  deleting.query("delete from toy.subject where subject = 7");
  std::optional<ErrorClass> refusal;
  std::jthread queueing([&] {
    auto own = database.connect();
    try {
      populate::enqueue_missing(own, toy::measurement());
    } catch (const Error& error) {
      refusal = error.error_class();
    }
  });
  EXPECT_TRUE(toy::wait_until([&] { return somebody_waits_for_a_lock(); }));
  deleting.commit();
  queueing.join();
  EXPECT_EQ(refusal, ErrorClass::transient);  // the engine tries again
  EXPECT_EQ(count("job.measurement"), 0);
  EXPECT_EQ(populate::enqueue_missing(connection(), toy::measurement()), 9'995);
}

}  // namespace
}  // namespace doppel
