// What claim, fetch, commit, release and enqueue read of tables with a million rows, by PostgreSQL's own
// counts, which include what happens inside functions: ranges of indexes and never a whole table, whatever
// the statistics say, in the first executions of a statement (planned for its values) as in the later ones
// (planned once).
#include "populate/queue.h"
#include "populate/stages.h"
#include "populate/status.h"
#include "populate/toy.h"
#include "relation/restriction.h"

namespace doppel {
namespace {

using relation::Key;

constexpr std::int64_t kSubjects = 100'000;
constexpr std::int64_t kSettings = 10;
constexpr int kBatch = 256;
constexpr int kRounds = 8;  // PostgreSQL plans a prepared statement anew five times, then may keep a plan

class Plans : public toy::Laboratory {
 protected:
  // As the database is before an autovacuum has looked at it: the statistics are those of empty tables.
  Plans() {
    for (const char* table : {"toy.subject", "toy.setting", "toy.measurement", "job.measurement"})
      execute(std::string("alter table ") + table + " set (autovacuum_enabled = off)");
    execute("analyze");
    // Foreign keys and enqueue triggers would take most of the time, and are not the subject.
    execute("set session_replication_role = replica");
    execute("insert into toy.subject select n, n from generate_series(1, " + std::to_string(kSubjects) +
            ") n");
    execute("insert into toy.setting select 'setting ' || n, n from generate_series(1, " +
            std::to_string(kSettings) + ") n");
  }
  void queue_the_other_half() {
    execute(
        "insert into job.measurement (subject, setting) select subject, setting from toy.subject, "
        "toy.setting where subject % 2 = 1");
  }
  void finish_half() {
    execute(
        "insert into toy.measurement (subject, setting, value, _run_id, _input_hash)\n"
        "select subject, setting, 0, 1, '' from toy.subject, toy.setting where subject % 2 = 0");
  }

  std::int64_t register_worker() {
    return connection()
        .execute(
            "insert into job.worker (application_name, host, pid, device, lease_until) values "
            "('planned', 'here', 1, 'cpu', clock_timestamp() + interval '1 hour') returning worker_id")
        .integer(0, 0);
  }

  // Rows that came from sequential scans and entries that came from indexes, of all tables with many rows.
  struct Reads {
    std::int64_t scanned = 0, looked_up = 0;
  };
  Reads reads() {
    execute("select pg_stat_force_next_flush()");
    execute("select pg_stat_clear_snapshot()");
    const std::string big =
        "relid in ('toy.subject'::regclass, 'toy.measurement'::regclass, 'job.measurement'::regclass)";
    const auto sums = connection().execute(
        "select (select sum(seq_tup_read) from pg_stat_user_tables where " + big +
        ")::bigint, (select sum(idx_tup_read) from pg_stat_user_indexes where " + big + ")::bigint");
    return {sums.integer(0, 0), sums.integer(0, 1)};
  }
  template <class Work>
  Reads reads_of(Work&& work) {
    const Reads before = reads();
    work();
    const Reads after = reads();
    return {after.scanned - before.scanned, after.looked_up - before.looked_up};
  }

  // Every statement of a worker's batch, round after round: half of the batches are committed, and half fail
  // or are released.
  void work_in_rounds(const populate::Batching& batching) {
    execute("set session_replication_role = origin");  // with the guard of the results
    const toy::Makers makers = toy::makers({.group_by = batching.group_by});
    const populate::Workplace place(*makers.front(), toy::schema());
    const auto worker_id = register_worker();
    for (int round = 0; round < kRounds; ++round) {
      const auto claim = place.queue.claim(connection(), worker_id, kBatch);
      ASSERT_TRUE(claim);
      auto fetched = populate::fetch_batch(connection(), place, claim->keys);
      const auto computed = populate::compute_batch(place, *claim, std::move(fetched), options(), {});
      EXPECT_EQ(populate::commit_batch(connection(), place, *claim, computed, options(), "planned").written,
                static_cast<std::int64_t>(claim->keys.size()));
      const auto other = place.queue.claim(connection(), worker_id, kBatch);
      ASSERT_TRUE(other);
      const std::vector<Key> bad(other->keys.begin(), other->keys.begin() + 1);
      EXPECT_EQ(place.queue.n_held(connection(), other->epoch, other->keys), other->keys.size());
      EXPECT_EQ(place.queue.fail(connection(), other->epoch, bad, {ErrorClass::internal, "bad"}, {}), 1u);
      EXPECT_EQ(place.queue.release(connection(), other->epoch, other->keys), other->keys.size() - 1);
    }
  }
  // No row by a sequential scan; few looks into an index for each key and statement.
  void expect_only_look_ups(const populate::Batching& batching) {
    const Reads seen = reads_of([&] { work_in_rounds(batching); });
    EXPECT_EQ(seen.scanned, 0);
    EXPECT_GT(seen.looked_up, kRounds);  // else it is not counted at all
    EXPECT_LT(seen.looked_up, 2 * kRounds * kBatch * 20);
  }
};

TEST_F(Plans, AWorkersStatementsLookUpTheirKeysBeforeStatisticsAreGathered) {
  finish_half();
  queue_the_other_half();
  expect_only_look_ups({{"setting"}, kBatch});
}

TEST_F(Plans, AWorkersStatementsLookUpTheirKeysAfterwards) {
  finish_half();
  queue_the_other_half();
  execute("vacuum analyze toy.subject, toy.setting, toy.measurement, job.measurement");
  expect_only_look_ups({{"subject"}, kBatch});
}

// A reader's transaction keeps the entries of claimed keys in the index of pending ones.
TEST_F(Plans, AClaimDoesNotWalkOverWhatOthersClaimed) {
  constexpr int kOthers = 200;
  queue_the_other_half();
  db::Connection reads(options().connection_string, "reader");
  db::Transaction reader(reads, db::Transaction::Mode::read_only_snapshot);
  reader.query("select count(*) from toy.setting");
  const toy::Makers makers = toy::makers({});
  const populate::Workplace mine(*makers.front(), toy::schema()), theirs(*makers.front(), toy::schema());
  const auto worker_id = register_worker(), other_id = register_worker();
  // Workers share the searches from the start out: with so many none is due for minutes.
  for (int i = 0; i < 300; ++i) register_worker();
  ASSERT_TRUE(mine.queue.claim(connection(), worker_id, kBatch));
  std::optional<populate::Claim> last_of_theirs;
  for (int i = 0; i < kOthers; ++i) last_of_theirs = theirs.queue.claim(connection(), other_id, kBatch);
  std::optional<populate::Claim> next;
  const Reads seen = reads_of([&] { next = mine.queue.claim(connection(), worker_id, kBatch); });
  ASSERT_TRUE(next && last_of_theirs);
  EXPECT_EQ(next->keys.size(), static_cast<std::size_t>(kBatch));
  EXPECT_LT(last_of_theirs->keys.back(), next->keys.front());
  EXPECT_EQ(seen.scanned, 0);
  EXPECT_LT(seen.looked_up, 20 * kBatch);
}

class RestrictedPlans : public Plans {
 protected:
  // What a claim of the last subject's keys reads, behind half a million of others.
  Reads reads_of_claim(const std::string& text) {
    const populate::Queue queue(
        toy::measurement(), {{"setting"}, kBatch},
        relation::KeyRestriction({&toy::measurement().table(), &toy::sample().table()}, text));
    const auto worker_id = register_worker();
    std::optional<populate::Claim> claim;
    const auto began = std::chrono::steady_clock::now();
    const Reads seen = reads_of([&] { claim = queue.claim(connection(), worker_id, kBatch); });
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
    EXPECT_LT(taken.count(), 5.0) << text;
    EXPECT_TRUE(claim && claim->keys.front().integer("subject") == kSubjects - 1) << text;
    return seen;
  }
};

TEST_F(RestrictedPlans, ARestrictionOfTheTablesOwnColumnsIsLookedUp) {
  queue_the_other_half();
  for (int round = 0; round < 2; ++round) {
    for (const char* text : {"subject = 99999", "subject > 99997 and setting <> 'setting 7'",
                             "setting in ('setting 7', 'setting 8') and subject >= 99999"}) {
      const Reads seen = reads_of_claim(text);
      EXPECT_EQ(seen.scanned, 0) << text;
      EXPECT_LT(seen.looked_up, 200) << text;
    }
    execute("vacuum analyze job.measurement");
  }
}

// Whether the whole is false, each key has to tell.
TEST_F(RestrictedPlans, ARestrictionOfColumnsThatTheTableLacksReadsTheQueueOnce) {
  queue_the_other_half();
  for (int round = 0; round < 2; ++round) {
    const char* text = "subject = 99999 and sample = 1";
    const Reads seen = reads_of_claim(text);
    EXPECT_LT(seen.scanned + seen.looked_up, kSubjects * kSettings / 2 + 200);
    execute("vacuum analyze job.measurement");
  }
}

TEST_F(Plans, ASearchForMissingKeysReadsNoTableTwice) {
  finish_half();
  const Reads seen = reads_of([&] {
    EXPECT_EQ(populate::enqueue_missing(connection(), toy::measurement()), kSubjects * kSettings / 2);
  });
  EXPECT_LE(seen.scanned + seen.looked_up, 3 * kSubjects * kSettings);
}

}  // namespace
}  // namespace doppel
