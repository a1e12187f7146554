// The stages of a worker overlap: fetch of the next batch, compute of this one, commit of the last.
#include "populate/pipeline.h"

#include <thread>

#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using populate::ComputeContext;

class Pipeline : public toy::Laboratory {
 protected:
  populate::WorkerOptions measuring() const {
    auto how = options();
    how.tables = {"measurement"};
    how.lease = 20s;
    return how;
  }
  std::int64_t n_claimed() {
    return database.connect("watcher")
        .execute("select count(*) from job.measurement where status = 'claimed'")
        .integer(0, 0);
  }
  std::int64_t n_done() {
    return database.connect("watcher").execute("select count(*) from toy.measurement").integer(0, 0);
  }
};

TEST_F(Pipeline, FetchesTheNextBatchWhileItComputesThisOne) {
  add(6);
  std::atomic<int> n_fetched = 0;
  int n_computed = 0, n_overlapped = 0;
  work(toy::makers({.max_keys = 1,
                    .on_fetch = [&](const auto&) { ++n_fetched; },
                    .on_compute =
                        [&](const auto&, const ComputeContext&) {
                          // How long one takes is known once the first is settled.
                          if (++n_computed < 3 || n_computed == 6) return;
                          if (toy::wait_until([&] { return n_fetched > n_computed; })) ++n_overlapped;
                        }}),
       measuring());
  EXPECT_EQ(n_overlapped, 3);
}

TEST_F(Pipeline, CommitsTheLastBatchWhileItComputesThisOne) {
  add(5);
  int n_computed = 0, n_overlapped = 0;
  work(toy::makers({.max_keys = 1,
                    .on_compute =
                        [&](const auto&, const ComputeContext&) {
                          if (++n_computed == 1) return;
                          if (toy::wait_until([&] { return n_done() == n_computed - 1; })) ++n_overlapped;
                        }}),
       measuring());
  EXPECT_EQ(n_overlapped, 4);
}

TEST_F(Pipeline, HoldsAtMostOneBatchInEachStage) {
  add(30);
  const auto makers = toy::makers({.max_keys = 2});
  auto other = database.connect();
  std::optional<db::Transaction> blocked(other);
  blocked->query("lock table toy.measurement in exclusive mode");  // no commit comes through
  populate::WorkerSummary summary;
  {
    std::jthread worker([&] { summary = work(makers, measuring()); });
    EXPECT_TRUE(toy::wait_until([&] { return n_claimed() >= 4; }));
    std::this_thread::sleep_for(300ms);
    EXPECT_LE(n_claimed(), 3 * 2);
    blocked.reset();
  }
  EXPECT_EQ(summary.done, 30);
}

TEST_F(Pipeline, CommitsInTheOrderOfTheClaims) {
  add(40);
  EXPECT_EQ(work(toy::makers({.max_keys = 2}), measuring()).done, 40);
  EXPECT_EQ(
      count(
          "(select claimed_at < lag(claimed_at) over (order by run_id) as swapped from provenance.run) runs "
          "where swapped"),
      0);
}

// Another worker could begin it sooner.
TEST_F(Pipeline, ClaimsNothingWhileWhatItComputesWillTakeLong) {
  add(3);
  toy::add_runs(connection(), "toy.measurement", 100s);
  std::vector<std::int64_t> held;
  work(toy::makers({.max_keys = 1,
                    .on_compute =
                        [&](const auto&, const ComputeContext&) {
                          std::this_thread::sleep_for(200ms);
                          held.push_back(n_claimed());
                        }}),
       measuring());
  // The batch before it may still be on its way into the database.
  ASSERT_EQ(held.size(), 3u);
  for (const auto n : held) EXPECT_LE(n, 2);
  EXPECT_EQ(held.front(), 1);
}

TEST_F(Pipeline, AWorkerHasThreeConnectionsThatTellWhatItWorksOn) {
  add(1);
  std::string names;
  work(toy::makers(
           {.on_compute =
                [&](const auto&, const ComputeContext&) {
                  names =
                      database.connect("watcher")
                          .execute(
                              "select string_agg(regexp_replace(application_name, '.*:[0-9]+', 'worker'), ', "
                              "' "
                              "order by application_name) from pg_stat_activity "
                              "where datname = current_database() and application_name like 'doppel worker%'")
                          .text(0, 0);
                }}),
       measuring());
  EXPECT_EQ(names, "worker commits, worker heartbeat, worker measurement");
}

TEST_F(Pipeline, ItsSessionsAreBounded) {
  std::string limits;
  populate::Session session(database.connection_string(), "bounded",
                            {.statement = 700ms, .idle_in_transaction = 900ms});
  session.run({}, [&](db::Connection& connection) {
    limits = connection
                 .execute(
                     "select current_setting('statement_timeout') || ' ' || "
                     "current_setting('idle_in_transaction_session_timeout')")
                 .text(0, 0);
  });
  EXPECT_EQ(limits, "700ms 900ms");
}

TEST_F(Pipeline, ABatchThatFailsIsBisectedWhileOthersGoOn) {
  add(40);
  const auto summary = work(toy::makers({.max_keys = 4,
                                         .on_compute =
                                             [](const auto& keys, const ComputeContext&) {
                                               for (const auto& key : keys) {
                                                 if (key.integer("subject") % 10 == 7)
                                                   throw Error(ErrorClass::bad_input, "no light");
                                               }
                                             }}),
                            measuring());
  EXPECT_EQ(summary.done, 36);
  EXPECT_EQ(summary.failed, 4);
  EXPECT_EQ(text("select array_agg(subject order by subject) from job.measurement where status = 'failed'"),
            "{7,17,27,37}");
}

}  // namespace
}  // namespace doppel
