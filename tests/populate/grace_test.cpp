// A limit of time, and an end that was announced: what fits is finished, what does not is not begun, or
// interrupted.
#include <unistd.h>

#include <thread>

#include "populate/child_process.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using populate::ComputeContext;

class Grace : public toy::Laboratory {
 protected:
  populate::WorkerOptions within(std::chrono::milliseconds grace) const {
    auto how = options();
    how.tables = {"measurement"};
    how.lease = 20s;
    how.grace = grace;
    return how;
  }
  populate::WorkerSummary run(const toy::Makers& makers, const populate::WorkerOptions& how) {
    return populate::Worker(how, toy::schema(), makers).run(stop.get_token());
  }
  std::stop_source stop;
};

TEST_F(Grace, WhatIsExpectedToEndInTimeIsFinished) {
  add(1);
  toy::add_runs(connection(), "toy.measurement", 100ms);
  bool was_told = true;
  const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext& context) {
    stop.request_stop();  // as SIGTERM does
    std::this_thread::sleep_for(200ms);
    was_told = context.stop.stop_requested();
  }});
  EXPECT_EQ(run(makers, within(30s)).done, 1);
  EXPECT_FALSE(was_told);
}

TEST_F(Grace, WhatWouldNotEndInTimeIsInterruptedAtOnce) {
  add(1);
  toy::add_runs(connection(), "toy.measurement", 100s);
  const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext& context) {
    stop.request_stop();
    EXPECT_TRUE(context.stop.stop_requested());
    throw Error(ErrorClass::interrupted, "asked to stop");
  }});
  EXPECT_EQ(run(makers, within(30s)).released, 1);
  EXPECT_EQ(count("job.measurement where status = 'pending' and attempts = 0"), 1);
}

TEST_F(Grace, WhatNobodyCanTellIsInterruptedNearItsEnd) {
  add(1);
  Clock::duration waited{};
  const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext& context) {
    const auto began = Clock::now();
    stop.request_stop();
    EXPECT_TRUE(toy::wait_until([&] { return context.stop.stop_requested(); }));
    waited = Clock::now() - began;
    throw Error(ErrorClass::interrupted, "asked to stop");
  }});
  EXPECT_EQ(run(makers, within(1s)).released, 1);
  EXPECT_GE(waited, 700ms);
}

TEST_F(Grace, WhatWasNotBegunIsReleased) {
  add(9);
  toy::add_runs(connection(), "toy.measurement", 1ms);
  std::atomic<int> n_fetched = 0;
  const auto makers = toy::makers({.max_keys = 1,
                                   .on_fetch = [&](const auto&) { ++n_fetched; },
                                   .on_compute =
                                       [&](const auto&, const ComputeContext&) {
                                         EXPECT_TRUE(toy::wait_until([&] { return n_fetched == 2; }));
                                         stop.request_stop();
                                       }});
  const auto summary = run(makers, within(30s));
  EXPECT_EQ(summary.done, 1);
  EXPECT_EQ(summary.released, 1);
  EXPECT_EQ(count("job.measurement where status = 'pending' and attempts = 0 and deaths = 0"), 8);
}

// As a worker under Slurm that hangs in a kernel: the process has to go, and its keys must not count as a
// death.
TEST_F(Grace, WhatDoesNotComeBackIsReleasedAndLeftBehind) {
  add(2);
  toy::Child child([&] {
    const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext&) {
      stop.request_stop();
      for (;;) pause();
    }});
    auto how = within(300ms);
    how.on_overdue = [] { _exit(0); };
    run(makers, how);
    return 1;
  });
  EXPECT_EQ(child.wait(), 0);
  EXPECT_EQ(count("job.measurement where status = 'pending' and attempts = 0 and deaths = 0"), 2);
  EXPECT_EQ(count("job.worker"), 0);
}

TEST_F(Grace, AJobThatWouldNotEndWithinTheTimeIsNotBegun) {
  add(3);
  toy::add_runs(connection(), "toy.measurement", 100s);
  auto how = within(0ms);
  how.max_time = 60s;
  how.exit_when_empty = false;
  const auto began = Clock::now();
  EXPECT_EQ(run(toy::makers(), how).done, 0);
  EXPECT_LT(Clock::now() - began, 30s);  // and nobody waits for the time to be over
  EXPECT_EQ(count("job.measurement where status = 'pending'"), 3);
}

TEST_F(Grace, ABatchIsNoLargerThanTheTimeThatIsLeft) {
  add(8);
  toy::add_runs(connection(), "toy.measurement", 10s);
  auto how = within(0ms);
  how.max_time = 59s;
  std::vector<std::size_t> sizes;
  run(toy::makers(
          {.max_keys = 8,
           .on_compute = [&](const auto& keys, const ComputeContext&) { sizes.push_back(keys.size()); }}),
      how);
  ASSERT_FALSE(sizes.empty());
  EXPECT_EQ(sizes.front(), 5u);  // 59 s, less the start, at 10 s a key
}

TEST_F(Grace, OtherDevicesRunsTellNothing) {
  add(1);
  toy::add_runs(connection(), "toy.measurement", 100s, "cuda:0");
  auto how = within(0ms);
  how.max_time = 60s;
  EXPECT_EQ(run(toy::makers(), how).done, 1);
}

}  // namespace
}  // namespace doppel
