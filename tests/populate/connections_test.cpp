// What a worker takes of a server that several share: at most three connections, none that is not there, and
// no statement without an end.
#include <atomic>
#include <thread>

#include "db/too_many_connections.h"
#include "populate/toy.h"
#include "relation/ddl.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using populate::ComputeContext;

// Logs in as a role of this test's own, which may have so many connections; it may do what the owner of the
// tables may.
class Connections : public toy::Laboratory {
 protected:
  ~Connections() override {
    execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where usename = " +
            relation::quote_literal(role));
    execute("drop role if exists " + role);
  }
  std::string limited_to(int n_connections) {
    execute("create role " + role + " login connection limit " + std::to_string(n_connections));
    execute("grant " + text("select quote_ident(current_user)") + " to " + role);
    return database.connection_string() + " user='" + role + "'";
  }
  populate::WorkerOptions options_of(const std::string& connection_string) const {
    auto how = toy::brisk_options(connection_string);
    how.lease = 20s;
    return how;
  }
  std::int64_t n_connected() {
    return count("pg_stat_activity where usename = " + relation::quote_literal(role));
  }
  const std::string role = database.name() + "_limited";
};

TEST_F(Connections, AreThreeAWorkerAtMostWhateverItsLoad) {
  add(400);
  const auto how = options_of(limited_to(50));
  std::atomic<bool> ended = false;
  std::int64_t most = 0;
  populate::WorkerSummary summary;
  {
    const std::jthread worker([&] {
      summary = work(toy::makers(), how);
      ended = true;
    });
    while (!ended) most = std::max(most, n_connected());
  }
  EXPECT_EQ(summary.done, 800);
  EXPECT_EQ(most, 3);
}

TEST_F(Connections, ThreeAreEnough) {
  add(20);
  EXPECT_EQ(work(toy::makers(), options_of(limited_to(3))).done, 40);
}

TEST_F(Connections, OneThatIsNotThereIsWaitedFor) {
  add(3);
  const std::string limited = limited_to(3);
  std::optional<db::Connection> other(std::in_place, limited, "other");
  populate::WorkerSummary summary;
  std::atomic<bool> ended = false;
  {
    const std::jthread worker([&] {
      summary = work(toy::makers(), options_of(limited));
      ended = true;
    });
    // It has two, and no third for its commits.
    EXPECT_TRUE(toy::wait_until([&] { return n_connected() == 3; }));
    std::this_thread::sleep_for(300ms);
    EXPECT_FALSE(ended);
    EXPECT_EQ(count("toy.measurement"), 0);
    other.reset();
  }
  EXPECT_EQ(summary.done, 6);
  EXPECT_EQ(summary.failed, 0);
}

TEST_F(Connections, TheFirstOneIsWaitedForUntilTheWorkerIsStopped) {
  const std::string limited = limited_to(0);
  std::stop_source stop;
  std::atomic<int> n_tries = 0;
  std::jthread waiting([&] {
    EXPECT_THROW(populate::when_there_is_a_connection("waiting", stop.get_token(),
                                                      [&] {
                                                        ++n_tries;
                                                        return db::Connection(limited).is_open();
                                                      }),
                 db::TooManyConnections);
  });
  EXPECT_TRUE(toy::wait_until([&] { return n_tries >= 3; }));
  stop.request_stop();
}

// Its heartbeat's connection goes while it registers, and there is no other to be had.
TEST_F(Connections, AWorkerThatIsRefusedOneWhileItRegistersHearsThatItIsToStop) {
  const auto how = options_of(limited_to(2));
  auto other = database.connect();
  std::optional<db::Transaction> blocked(other);
  blocked->query("lock table job.worker in access exclusive mode");
  std::stop_source stop;
  std::atomic<bool> ended = false;
  const auto makers = toy::makers();
  {
    const std::jthread worker([&] {
      EXPECT_EQ(populate::Worker(how, toy::schema(), makers).run(stop.get_token()).done, 0);
      ended = true;
    });
    const std::string its = " from pg_stat_activity where usename = " + relation::quote_literal(role) +
                            " and application_name like '%heartbeat'";
    EXPECT_TRUE(toy::wait_until(
        [&] { return text("select count(*)" + its + " and wait_event_type = 'Lock'") == "1"; }));
    execute("alter role " + role + " connection limit 1");
    execute("select pg_terminate_backend(pid, 10000)" + its);
    std::this_thread::sleep_for(300ms);  // it has tried again, and was refused
    EXPECT_FALSE(ended);
    stop.request_stop();
    EXPECT_TRUE(toy::wait_until([&] { return ended.load(); }));
    if (!ended) execute("alter role " + role + " connection limit 10");  // else the test would not end
    blocked.reset();
  }
}

TEST_F(Connections, ARefusalTellsWhoseLimitItIsAndWhatMendsIt) {
  const std::string limited = limited_to(0);
  try {
    db::Connection connection(limited);
    ADD_FAILURE() << "connected";
  } catch (const db::TooManyConnections& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::transient);
    EXPECT_NE(std::string(error.what()).find(role), std::string::npos) << error.what();
    EXPECT_NE(error.mend().find("CONNECTION LIMIT"), std::string::npos) << error.mend();
  }
}

TEST_F(Connections, AStatementThatHangsIsCancelledByTheServerAndRunAgain) {
  add(2);
  auto how = options_of(limited_to(10));
  how.limits.statement = 1s;
  auto other = database.connect();
  std::optional<db::Transaction> blocked(other);
  blocked->query("lock table job.measurement in access exclusive mode");
  populate::WorkerSummary summary;
  {
    const std::jthread worker([&] { summary = work(toy::makers(), how); });
    // Each try is a statement of its own, with its own beginning.
    std::set<std::string> tries;
    EXPECT_TRUE(toy::wait_until([&] {
      const auto began =
          text("select query_start from pg_stat_activity where wait_event_type = 'Lock' and usename = " +
               relation::quote_literal(role));
      if (!began.empty()) tries.insert(began);
      return tries.size() >= 2;
    }));
    blocked.reset();
  }
  EXPECT_EQ(summary.done, 4);
}

}  // namespace
}  // namespace doppel
