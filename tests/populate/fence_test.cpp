// The epoch fence: what a worker that lost its lease may still do is nothing. Two workers are played by hand,
// stage by stage.
#include <thread>

#include "populate/queue.h"
#include "populate/stages.h"
#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using populate::Claim;
using relation::Key;

class Fence : public toy::Laboratory {
 protected:
  std::int64_t register_worker(const std::string& lease) {
    return connection()
        .execute(
            "insert into job.worker (application_name, host, pid, device, lease_until) values "
            "('played', 'here', 1, 'cpu', clock_timestamp() + $1::interval) returning worker_id",
            {lease})
        .integer(0, 0);
  }
  Claim claim(std::int64_t worker_id, int limit = 10, int deaths = 0) {
    const auto claimed = place.queue.claim(connection(), worker_id, limit, deaths);
    if (!claimed) throw Error(ErrorClass::internal, "nothing was claimed");
    return *claimed;
  }
  populate::Computed compute(const Claim& claimed) {
    auto fetched = populate::fetch_batch(connection(), place, claimed.keys);
    return populate::compute_batch(place, claimed, std::move(fetched), how, {});
  }
  populate::Committed commit(const Claim& claimed, const populate::Computed& computed) {
    return populate::commit_batch(connection(), place, claimed, computed, how, "played");
  }
  void expect_refused(const Claim& claimed, const populate::Computed& computed) {
    try {
      commit(claimed, computed);
      ADD_FAILURE() << "the commit was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::lost_lease);
    }
  }
  std::int64_t free_abandoned() { return populate::free_abandoned(connection(), how.retry); }

  const toy::Makers makers = toy::makers();
  const populate::Workplace place{*makers.front(), toy::schema()};
  const populate::WorkerOptions how = options();
};

TEST_F(Fence, ZombieCannotCommit) {
  add(2);
  populate::enqueue_missing(connection(), toy::measurement());
  const Claim zombie = claim(register_worker("-1 second"));
  const auto late = compute(zombie);
  ASSERT_EQ(free_abandoned(), 2);
  const Claim heir = claim(register_worker("1 minute"), 10, 1);
  ASSERT_EQ(heir.keys, zombie.keys);
  EXPECT_GT(heir.epoch, zombie.epoch);
  expect_refused(zombie, late);  // while the heir computes
  EXPECT_EQ(commit(heir, compute(heir)).written, 2);
  expect_refused(zombie, late);  // and after it finished
  EXPECT_EQ(count("toy.measurement"), 2);
  EXPECT_EQ(count("provenance.run"), 1);
}

TEST_F(Fence, ARefusedCommitWritesNothingEvenWhereOneKeyIsStillHeld) {
  add(3);
  populate::enqueue_missing(connection(), toy::measurement());
  const Claim claimed = claim(register_worker("1 minute"));
  const auto computed = compute(claimed);
  execute("update job.measurement set epoch = nextval('job.epoch') where subject = 2");
  expect_refused(claimed, computed);
  EXPECT_EQ(count("toy.measurement"), 0);
  EXPECT_EQ(count("provenance.run"), 0);
  EXPECT_EQ(count("job.measurement where status = 'claimed'"), 3);
}

TEST_F(Fence, ReleaseAndFailTouchNoKeyOfAnotherEpoch) {
  add(1);
  populate::enqueue_missing(connection(), toy::measurement());
  const Claim zombie = claim(register_worker("-1 second"));
  free_abandoned();
  claim(register_worker("1 minute"), 10, 1);
  EXPECT_EQ(place.queue.release(connection(), zombie.epoch, zombie.keys), 0u);
  EXPECT_EQ(
      place.queue.fail(connection(), zombie.epoch, zombie.keys, {ErrorClass::internal, "late"}, how.retry),
      0u);
  EXPECT_EQ(
      count("job.measurement where status = 'claimed' and attempts = 0 and error_message not like '%late%'"),
      1);
}

TEST_F(Fence, AWorkerWithoutALeaseClaimsNothing) {
  add(1);
  populate::enqueue_missing(connection(), toy::measurement());
  EXPECT_FALSE(place.queue.claim(connection(), 12345, 10));
}

TEST_F(Fence, KeysOverWhichWorkersDiedAreClaimedApart) {
  add(4);
  populate::enqueue_missing(connection(), toy::measurement());
  execute("update job.measurement set deaths = 1 where subject in (1, 3)");
  const auto worker_id = register_worker("1 minute");
  EXPECT_EQ(claim(worker_id).keys, (std::vector<Key>{toy::measurement_key(2), toy::measurement_key(4)}));
  EXPECT_EQ(claim(worker_id, 10, 1).keys,
            (std::vector<Key>{toy::measurement_key(1), toy::measurement_key(3)}));
}

TEST_F(Fence, AClaimLeavesOutWhatSomebodyHasLocked) {
  add(4);
  populate::enqueue_missing(connection(), toy::measurement());
  auto other = database.connect();
  db::Transaction deleting(other);
  deleting.query("delete from toy.subject where subject in (1, 3)");
  EXPECT_EQ(claim(register_worker("1 minute")).keys,
            (std::vector<Key>{toy::measurement_key(2), toy::measurement_key(4)}));
  EXPECT_EQ(text("show lock_timeout"), "0");
}

// Whether the claim waits for the other transaction or locks around it.
TEST_F(Fence, AClaimTakesNoKeyThatIsTakenFromTheQueueWhileItWaits) {
  add(2);
  populate::enqueue_missing(connection(), toy::measurement());
  const auto worker_id = register_worker("1 minute");
  auto other = database.connect();
  for (int round = 0; round < 30; ++round) {
    std::optional<Claim> claimed;
    {
      db::Transaction ignoring(other);
      ignoring.query("update job.measurement set status = 'ignored' where subject = 1");
      std::jthread claiming([&] { claimed = place.queue.claim(connection(), worker_id, 10); });
      std::this_thread::sleep_for(std::chrono::microseconds(500 * round));
      ignoring.commit();
    }
    ASSERT_TRUE(claimed);
    EXPECT_EQ(claimed->keys, std::vector<Key>{toy::measurement_key(2)});
    EXPECT_EQ(count("job.measurement where status = 'ignored'"), 1);
    execute(
        "update job.measurement set status = 'pending', epoch = null, worker_id = null, claimed_at = null");
  }
}

TEST_F(Fence, TwoClaimsNeverMeet) {
  add(5);
  populate::enqueue_missing(connection(), toy::measurement());
  const auto worker_id = register_worker("1 minute");
  auto other = database.connect();
  db::Transaction under_way(other);
  under_way.query("select from job.measurement where subject = 1 for update");  // as another's claim does
  const auto claimed = place.queue.claim(connection(), worker_id, 2);
  ASSERT_TRUE(claimed);
  EXPECT_EQ(claimed->keys, (std::vector<Key>{toy::measurement_key(2), toy::measurement_key(3)}));
}

TEST_F(Fence, ALeaseThatStandsIsLeftAlone) {
  add(1);
  populate::enqueue_missing(connection(), toy::measurement());
  claim(register_worker("1 minute"));
  EXPECT_EQ(free_abandoned(), 0);
  EXPECT_EQ(count("job.measurement where status = 'claimed' and deaths = 0"), 1);
}

TEST_F(Fence, DeathsAreCountedApartAndQuarantineTheThird) {
  add(1);
  populate::enqueue_missing(connection(), toy::measurement());
  for (int death = 1; death <= 2; ++death) {
    claim(register_worker("-1 second"), 10, death - 1);
    EXPECT_EQ(free_abandoned(), 1);
    EXPECT_EQ(text("select status || ' ' || deaths || ' ' || attempts from job.measurement"),
              "pending " + std::to_string(death) + " 0");
  }
  claim(register_worker("-1 second"), 10, 2);
  free_abandoned();
  EXPECT_EQ(text("select status || ' ' || deaths from job.measurement"), "quarantined 3");
  for (int deaths = 0; deaths <= 3; ++deaths) {
    EXPECT_FALSE(place.queue.claim(connection(), register_worker("1 minute"), 1, deaths));
  }
}

TEST_F(Fence, KeysOfAWorkerThatHasNoLeaseRowAreFreed) {
  add(1);
  populate::enqueue_missing(connection(), toy::measurement());
  claim(register_worker("1 minute"));
  execute("delete from job.worker");
  EXPECT_EQ(free_abandoned(), 1);
}

// A worker that was stopped in the middle of its commit holds locks until its session is ended.
TEST_F(Fence, NobodyWaitsForOneWhoSleepsInTheMiddleOfItsCommit) {
  add(2);
  populate::enqueue_missing(connection(), toy::measurement());
  const Claim sleeping = claim(register_worker("-1 second"), 1);
  const Claim dead = claim(register_worker("-1 second"), 1);
  auto other = database.connect();
  std::optional<db::Transaction> half_committed(other);
  ASSERT_EQ(sleeping.keys.front(), toy::subject_key(1).with({{"setting", "fine"}}));
  half_committed->query("delete from job.measurement where subject = 1");  // as its results' trigger does
  execute("set lock_timeout = '2s'");
  EXPECT_EQ(free_abandoned(), 1);
  EXPECT_EQ(text("select subject from job.measurement where deaths = 1"), "2");
  half_committed.reset();          // as the server ends it
  EXPECT_EQ(free_abandoned(), 1);  // its lease is gone by now, and so is its lock
  EXPECT_EQ(count("job.measurement where status = 'pending' and deaths = 1"), 2);
}

TEST_F(Fence, HigherPriorityIsClaimedFirst) {
  add(3);
  populate::enqueue_missing(connection(), toy::measurement());
  execute("update job.measurement set priority = 5 where subject = 3");
  EXPECT_EQ(claim(register_worker("1 minute"), 1).keys.front(), toy::measurement_key(3));
}

TEST_F(Fence, ABackOffIsWaitedFor) {
  add(1);
  populate::enqueue_missing(connection(), toy::measurement());
  execute("update job.measurement set not_before = now() + interval '1 hour'");
  EXPECT_FALSE(place.queue.claim(connection(), register_worker("1 minute"), 1));
}

}  // namespace
}  // namespace doppel
