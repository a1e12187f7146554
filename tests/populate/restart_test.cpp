// A restart of PostgreSQL in the middle of the work, on a server of this test's own.
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "db/server.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using populate::ComputeContext;

class Restart : public ::testing::Test {
 protected:
  Restart() : home_(std::filesystem::temp_directory_path() / ("doppel_restart_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(home_);
  }
  ~Restart() override {
    server.stop();
    std::filesystem::remove_all(home_);
  }

 private:
  const std::filesystem::path home_;

 protected:
  db::EmbeddedServer server{home_, false};
};

TEST_F(Restart, WorkersGoOnAndNothingIsLostOrDoneTwice) {
  const std::string address = server.ensure_running();
  {
    db::Connection connection(address);
    toy::create_laboratory(connection);
    toy::add_parents(connection, 40, {"fine"});
  }
  auto how = toy::brisk_options(address);
  how.tables = {"measurement"};
  how.lease = 30s;
  std::atomic<int> n_computes = 0;
  const auto makers = toy::makers({.max_keys = 2, .on_compute = [&](const auto&, const ComputeContext&) {
                                     ++n_computes;
                                     std::this_thread::sleep_for(50ms);
                                   }});
  populate::WorkerSummary first, second;
  {
    std::jthread one([&] { first = populate::Worker(how, toy::schema(), makers).run({}); });
    std::jthread two([&] { second = populate::Worker(how, toy::schema(), makers).run({}); });
    ASSERT_TRUE(toy::wait_until([&] { return n_computes >= 4; }));
    ASSERT_TRUE(server.stop());
    std::this_thread::sleep_for(300ms);
    server.ensure_running();
  }
  db::Connection connection(address);
  EXPECT_EQ(connection.execute("select count(*) from toy.measurement").integer(0, 0), 40);
  EXPECT_EQ(connection.execute("select sum(n_keys) from provenance.run").integer(0, 0), 40);
  EXPECT_EQ(connection.execute("select count(*) from job.measurement").integer(0, 0), 0);
  EXPECT_EQ(n_computes, 20);  // what was in hand was committed afterwards
  EXPECT_EQ(first.failed + second.failed, 0);
}

}  // namespace
}  // namespace doppel
