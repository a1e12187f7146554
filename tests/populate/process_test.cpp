// Real worker processes: killed with -9, stopped beyond their lease, working side by side.
#include <unistd.h>

#include <csignal>
#include <thread>

#include "populate/child_process.h"
#include "populate/queue.h"
#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using populate::ComputeContext;
using toy::Child;

class Process : public toy::Laboratory {
 protected:
  populate::WorkerOptions measuring() const {
    auto how = options();
    how.tables = {"measurement"};
    return how;
  }
  bool something_is_claimed() { return count("job.measurement where status = 'claimed'") > 0; }
};

TEST_F(Process, ThreeFillATableWithoutComputingAKeyTwice) {
  execute("create table toy.computed (subject integer, setting text)");
  add(40, {"a", "b"});
  const auto child = [&] {
    auto log = database.connect();
    const auto makers =
        toy::makers({.max_keys = 3, .on_compute = [&](const auto& keys, const ComputeContext&) {
                       for (const auto& key : keys) {
                         log.execute("insert into toy.computed values ($1::integer, $2)",
                                     {std::to_string(key.integer("subject")), key.text("setting")});
                       }
                     }});
    return work(makers, measuring()).done > 0 ? 0 : 1;
  };
  Child one(child), two(child), three(child);
  one.wait(), two.wait(), three.wait();
  EXPECT_EQ(count("toy.measurement"), 80);
  EXPECT_EQ(count("toy.computed"), 80);
  EXPECT_EQ(text("select sum(n_keys) from provenance.run"), "80");
}

TEST_F(Process, OneKilledCostsOnlyItsLease) {
  add(3);
  Child victim([&] {
    const auto makers = toy::makers({.on_compute = [](const auto&, const ComputeContext&) { pause(); }});
    work(makers, measuring());
    return 0;
  });
  ASSERT_TRUE(toy::wait_until([&] { return something_is_claimed(); }));
  victim.send(SIGKILL);
  EXPECT_EQ(victim.wait(), -SIGKILL);
  EXPECT_EQ(count("job.measurement where status = 'claimed'"), 3);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(work(toy::makers(), measuring()).done, 3);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);  // lease 0.6 s
  EXPECT_EQ(count("toy.measurement"), 3);
  EXPECT_EQ(count("job.worker"), 0);
}

TEST_F(Process, OneThatKillsItsWorkerEachTimeIsQuarantinedAndTheOthersGoOn) {
  add(3);
  const auto child = [&] {
    const auto makers =
        toy::makers({.max_keys = 1, .on_compute = [](const auto& keys, const ComputeContext&) {
                       if (keys.front().integer("subject") == 2) kill(getpid(), SIGKILL);
                     }});
    work(makers, measuring());
    return 0;
  };
  std::vector<int> codes;
  for (int i = 0; i < 4; ++i) codes.push_back(Child(child).wait());
  EXPECT_EQ(codes, (std::vector<int>{-SIGKILL, -SIGKILL, -SIGKILL, 0}));
  EXPECT_EQ(text("select array_agg(subject order by subject) from toy.measurement"), "{1,3}");
  EXPECT_EQ(text("select subject || ' ' || status || ' ' || deaths from job.measurement"), "2 quarantined 3");
}

TEST_F(Process, TheOthersOfABatchThatKillsItsWorkerAreComputed) {
  add(9);
  const auto child = [&] {
    const auto makers =
        toy::makers({.max_keys = 9, .on_compute = [](const auto& keys, const ComputeContext&) {
                       for (const auto& key : keys) {
                         if (key.integer("subject") == 5) kill(getpid(), SIGKILL);
                       }
                     }});
    work(makers, measuring());
    return 0;
  };
  std::vector<int> codes;
  for (int i = 0; i < 4; ++i) codes.push_back(Child(child).wait());
  EXPECT_EQ(codes, (std::vector<int>{-SIGKILL, -SIGKILL, -SIGKILL, 0}));
  EXPECT_EQ(text("select array_agg(subject order by subject) from toy.measurement"), "{1,2,3,4,6,7,8,9}");
  EXPECT_EQ(text("select subject || ' ' || status from job.measurement"), "5 quarantined");
}

// As a laptop that slept: others took what it held, and it goes on under a new lease.
TEST_F(Process, OneThatSleptBeyondItsLeaseGoesOn) {
  add(20);
  Child sleeper([&] {
    const auto makers = toy::makers({.max_keys = 1, .on_compute = [](const auto&, const ComputeContext&) {
                                       std::this_thread::sleep_for(50ms);
                                     }});
    return work(makers, measuring()).done > 0 ? 0 : 1;
  });
  ASSERT_TRUE(toy::wait_until([&] { return count("toy.measurement") >= 2; }));
  sleeper.send(SIGSTOP);
  ASSERT_TRUE(toy::wait_until(
      [&] { return populate::free_abandoned(connection(), {}) > 0 || count("job.worker") == 0; }));
  sleeper.send(SIGCONT);
  EXPECT_EQ(sleeper.wait(), 0);
  EXPECT_EQ(count("toy.measurement"), 20);
  EXPECT_EQ(text("select sum(n_keys) from provenance.run"), "20");
}

TEST_F(Process, OneStoppedBeyondItsLeaseCommitsNothing) {
  add(1);
  toy::SharedFlag computing;
  Child sleeper([&] {
    std::atomic<bool> told = false;
    const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext& context) {
      computing.raise();
      // Like a GPU kernel, it looks up only now and then.
      for (int i = 0; i < 40; ++i) std::this_thread::sleep_for(50ms);
      told = context.stop.stop_requested();
    }});
    auto how = measuring();
    how.max_jobs = 1;
    const auto summary = work(makers, how);
    return (summary.fenced == 1 && summary.done == 0 && told) ? 0 : 1;
  });
  ASSERT_TRUE(toy::wait_until([&] { return computing.is_up(); }));
  sleeper.send(SIGSTOP);
  EXPECT_EQ(work(toy::makers(), measuring()).done, 1);
  const std::string hash = text("select _row_hash || _run_id from toy.measurement");
  sleeper.send(SIGCONT);
  EXPECT_EQ(sleeper.wait(), 0);
  EXPECT_EQ(count("provenance.run"), 1);
  EXPECT_EQ(text("select _row_hash || _run_id from toy.measurement"), hash);
}

}  // namespace
}  // namespace doppel
