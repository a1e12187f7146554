// A child of this test is this test's own binary, started with gtest's options.
#include "cli/worker_process.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

#include "tests/support/temporary_folder.h"

namespace doppel::cli {
namespace {

using namespace std::chrono_literals;

WorkerProcess::End wait_for(WorkerProcess& process) {
  for (int i = 0; i < 1000; ++i) {
    if (const auto end = process.poll()) return *end;
    std::this_thread::sleep_for(10ms);
  }
  ADD_FAILURE() << "the child did not end";
  return {};
}

// Runs only as a child, by --gtest_also_run_disabled_tests: something to terminate.
TEST(WorkerProcess, DISABLED_Sleeps) { std::this_thread::sleep_for(60s); }

TEST(WorkerProcess, ReportsTheExitCodeAndKeepsTheOutputInItsLog) {
  const test::TemporaryFolder folder;
  WorkerProcess process({"--gtest_list_tests"}, folder / "log");
  const auto end = wait_for(process);
  EXPECT_EQ(end.signal, 0);
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_NE(process.log_tail(1000).find("ReportsTheExitCode"), std::string::npos);
  const auto tail = process.log_tail(2);
  EXPECT_EQ(std::count(tail.begin(), tail.end(), '\n'), 2);
}

TEST(WorkerProcess, TerminateSendsSigterm) {
  const test::TemporaryFolder folder;
  WorkerProcess process({"--gtest_also_run_disabled_tests", "--gtest_filter=WorkerProcess.DISABLED_Sleeps"},
                        folder / "log");
  std::this_thread::sleep_for(100ms);
  EXPECT_FALSE(process.poll());
  process.terminate();
  EXPECT_EQ(wait_for(process).signal, SIGTERM);
}

}  // namespace
}  // namespace doppel::cli
