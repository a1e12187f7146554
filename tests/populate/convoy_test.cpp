// Batches that take next to no time share a claim, a snapshot and a transaction, and are apart in all else:
// each has its compute, its run and its own trouble.
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using populate::ComputeContext;
using relation::Key;

class Convoy : public toy::Laboratory {
 protected:
  populate::WorkerOptions measuring() const {
    auto how = options();
    how.tables = {"measurement"};
    how.lease = 20s;
    return how;
  }
  // One key a batch; `on_compute` is told the subject.
  populate::WorkerSummary measure(const std::function<void(std::int64_t subject)>& on_compute,
                                  std::stop_token stop = {}) {
    const auto makers =
        toy::makers({.max_keys = 1, .on_compute = [&](const std::vector<Key>& keys, const ComputeContext&) {
                       on_compute(keys.front().integer("subject"));
                     }});
    return populate::Worker(measuring(), toy::schema(), makers).run(std::move(stop));
  }
  std::int64_t n_commits() { return count("(select distinct xmin::text from toy.measurement) commits"); }
  std::int64_t n_right() {
    return count(
        "toy.measurement join toy.subject using (subject) join toy.setting using (setting) where value = "
        "weight "
        "* gain");
  }
  // Each key one result, made from what its parents are now, and one run of its own.
  void expect_all_right(std::int64_t n_keys) {
    EXPECT_EQ(n_right(), n_keys);
    EXPECT_EQ(count("toy.sample"), 2 * n_keys);
    EXPECT_EQ(count("provenance.run where n_keys = 1 and run_id in (select _run_id from toy.measurement)"),
              n_keys);
  }
};

TEST_F(Convoy, BatchesThatTakeNoTimeShareACommitAndEachHasItsRun) {
  add(100);
  EXPECT_EQ(measure([](auto) {}).done, 100);
  expect_all_right(100);
  EXPECT_LT(n_commits(), 60);
  EXPECT_EQ(count("job.measurement"), 0);
}

TEST_F(Convoy, ThoseThatTakeTimeAreCommittedOneByOne) {
  add(20);
  EXPECT_EQ(measure([](auto) { std::this_thread::sleep_for(60ms); }).done, 20);
  EXPECT_EQ(n_commits(), 20);
}

TEST_F(Convoy, NoneIsMadeOfKeysOverWhichWorkersDied) {
  add(40);
  measure([](auto subject) {
    if (subject > 20) throw Error(ErrorClass::internal, "later");  // twenty short ones to judge by
  });
  execute("update job.measurement set status = 'pending', deaths = 1");
  EXPECT_EQ(measure([](auto) {}).done, 20);
  EXPECT_EQ(count("(select distinct xmin::text from toy.measurement where subject > 20) commits"), 20);
}

TEST_F(Convoy, ABadKeyCostsOnlyItself) {
  add(100);
  const auto summary = measure([](auto subject) {
    if (subject % 20 == 7) throw Error(ErrorClass::bad_input, "no light");
  });
  EXPECT_EQ(summary.done, 95);
  EXPECT_EQ(text("select array_agg(subject order by subject) from job.measurement where status = 'failed'"),
            "{7,27,47,67,87}");
}

TEST_F(Convoy, AFetchThatThrowsCostsOnlyItsKey) {
  add(100);
  const auto makers = toy::makers({.max_keys = 1, .on_fetch = [](const std::vector<Key>& keys) {
                                     if (keys.front().integer("subject") == 60)
                                       throw Error(ErrorClass::bad_input, "unreadable");
                                   }});
  EXPECT_EQ(work(makers, measuring()).done, 99);
  EXPECT_EQ(text("select subject || ' ' || status from job.measurement"), "60 failed");
}

TEST_F(Convoy, AResultThatTheDatabaseRefusesCostsOnlyItsKey) {
  execute("alter table toy.measurement add constraint light check (value <> 120)");
  add(100);  // value is 2 * subject
  EXPECT_EQ(measure([](auto) {}).done, 99);
  EXPECT_EQ(text("select subject || ' ' || status from job.measurement"), "60 failed");
}

TEST_F(Convoy, AKeyThatIsLostMeanwhileIsNotWrittenAndTheOthersAre) {
  add(100);
  const auto summary = measure([&](auto subject) {
    if (subject != 60) return;
    database.connect().execute(
        "update job.measurement set status = 'ignored', epoch = null, worker_id = null, claimed_at = null "
        "where subject = 60");
  });
  EXPECT_EQ(summary.done, 99);
  EXPECT_EQ(summary.fenced, 1);
  EXPECT_EQ(text("select subject || ' ' || status from job.measurement"), "60 ignored");
}

TEST_F(Convoy, WhatChangesMeanwhileIsComputedAgain) {
  add(100);
  bool changed = false;
  const auto summary = measure([&](auto subject) {
    if (subject != 60 || std::exchange(changed, true)) return;
    database.connect().execute("update toy.subject set weight = 1000 where subject in (60, 61)");
  });
  EXPECT_EQ(summary.done, 100);
  EXPECT_GE(summary.released, 1);
  EXPECT_EQ(text("select value from toy.measurement where subject = 61"), "2000");
  EXPECT_EQ(n_right(), 100);
}

TEST_F(Convoy, ToldToStopItCommitsWhatIsComputedAndReleasesTheRest) {
  add(100);
  std::stop_source stop;
  std::int64_t n_computed = 0;
  const auto summary = measure(
      [&](auto subject) {
        ++n_computed;
        if (subject == 60) stop.request_stop();
      },
      stop.get_token());
  EXPECT_EQ(n_computed, 60);
  EXPECT_EQ(summary.done, 60);
  EXPECT_EQ(count("toy.measurement"), 60);
  EXPECT_EQ(count("job.measurement where status = 'pending' and attempts = 0 and deaths = 0"), 40);
}

}  // namespace
}  // namespace doppel
