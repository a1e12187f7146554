// The worker outlives lost connections and a restart of the server.
#include <thread>

#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using populate::ComputeContext;

class Reconnect : public toy::Laboratory {
 protected:
  // Cuts all connections of the workers to this database, heartbeats included.
  void cut_workers() {
    auto own = database.connect("knife");
    own.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and application_name like 'doppel worker%'");
  }
};

TEST_F(Reconnect, WorkGoesOnAfterItsConnectionsAreCutDuringCompute) {
  add(3);
  int n_computes = 0;
  const auto summary = work(toy::makers({.on_compute = [&](const auto&, const ComputeContext&) {
    ++n_computes;
    cut_workers();
  }}));
  EXPECT_EQ(n_computes, 1);  // the result in hand was committed over a new connection
  EXPECT_EQ(summary.done, 6);
  EXPECT_EQ(count("provenance.run"), 2);
}

TEST_F(Reconnect, WorkGoesOnAfterItsConnectionsAreCutDuringFetch) {
  add(3);
  bool cut = false;
  const auto summary = work(toy::makers({.on_fetch = [&](const auto&) {
    if (!std::exchange(cut, true)) cut_workers();
  }}));
  EXPECT_EQ(summary.done, 6);
  EXPECT_EQ(summary.failed, 0);
}

TEST_F(Reconnect, AnIdleWorkerComesBack) {
  auto how = options();
  how.exit_when_empty = false;
  std::stop_source stop;
  const auto makers = toy::makers();
  std::jthread worker([&] { populate::Worker(how, toy::schema(), makers).run(stop.get_token()); });
  ASSERT_TRUE(toy::wait_until([&] { return count("job.worker") == 1; }));
  cut_workers();
  add(2);
  EXPECT_TRUE(toy::wait_until([&] { return count("toy.summary") == 2; }));
  stop.request_stop();
}

TEST_F(Reconnect, TheHeartbeatComesBackInTime) {
  add(1);
  auto how = options();
  how.lease = 900ms;
  const auto summary =
      work(toy::makers({.on_compute =
                            [&](const auto&, const ComputeContext&) {
                              cut_workers();
                              std::this_thread::sleep_for(2s);
                              EXPECT_EQ(count("job.worker where lease_until > clock_timestamp()"), 1);
                            }}),
           how);
  EXPECT_EQ(summary.fenced, 0);
  EXPECT_EQ(summary.done, 2);
}

}  // namespace
}  // namespace doppel
