#include "db/server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "db/connection.h"
#include "db/expect_error.h"
#include "support/database.h"

namespace doppel {
namespace {

namespace fs = std::filesystem;
using db::Connection;
using db::EmbeddedServer;
using test::error_of;

// A home of its own under `parent`, its server stopped and the folder removed at the end.
class Home {
 public:
  explicit Home(const fs::path& parent = fs::temp_directory_path()) {
    std::string form = (parent / "doppel-home-XXXXXX").string();
    path_ = mkdtemp(form.data());
    chmod(path_.c_str(), 0755);
  }
  ~Home() {
    try {
      EmbeddedServer(path_).stop();
    } catch (const Error& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    fs::remove_all(path_);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

EmbeddedServer server_in(const Home& home) { return EmbeddedServer(home.path(), false); }

std::string output_of(const std::string& command, int& status) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  while (fgets(buffer.data(), buffer.size(), pipe)) text += buffer.data();
  status = pclose(pipe);
  return text;
}

pid_t postmaster_of(const fs::path& base) {
  pid_t process = 0;
  std::ifstream(base / "data" / "postmaster.pid") >> process;
  return process;
}

std::string one(const std::string& connection_string, const std::string& sql) {
  Connection connection(connection_string);
  return std::string(connection.execute(sql).text(0, 0));
}

// One cluster for the tests that need no new one, since making one takes seconds.
class Server : public testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<Home>(); }
  static void TearDownTestSuite() { shared.reset(); }
  static inline std::unique_ptr<Home> shared;

  const Home& home = *shared;
  const fs::path base = home.path() / "postgresql";
};

TEST_F(Server, StartsAnswersAndStops) {
  EmbeddedServer server = server_in(home);
  EXPECT_FALSE(server.is_running());
  EXPECT_FALSE(server.stop());
  const std::string connection_string = server.ensure_running();
  EXPECT_EQ(connection_string, server.connection_string());
  EXPECT_TRUE(server.is_running());
  EXPECT_EQ(one(connection_string, "select current_database()"), "doppel");
  EXPECT_EQ(one(connection_string, "show server_encoding"), "UTF8");
  EXPECT_EQ(one(connection_string, "show listen_addresses"), "");
  EXPECT_EQ(one(connection_string, "show data_checksums"), "on");
  EXPECT_EQ(one(connection_string, "show max_connections"), "200");
  EXPECT_EQ(one(connection_string, "select datcollate from pg_database where datname = 'doppel'"), "C.UTF-8");
  EXPECT_TRUE(fs::file_size(server.log_file()) > 0);
  EXPECT_TRUE(server.stop());
  EXPECT_FALSE(server.is_running());
  EXPECT_FALSE(server.stop());
}

TEST_F(Server, KeepsItsDataThroughARestart) {
  EmbeddedServer server = server_in(home);
  Connection(server.ensure_running()).execute("create table t as select 7 as x");
  server.stop();
  EXPECT_EQ(one(server.ensure_running(), "select x from t"), "7");
}

TEST_F(Server, RunsUnprivilegedAndPrivate) {
  EmbeddedServer server = server_in(home);
  server.ensure_running();
  struct stat status {};
  ASSERT_EQ(stat((base / "data").c_str(), &status), 0);
  EXPECT_NE(status.st_uid, 0u);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  ASSERT_EQ(stat((base / "run").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  // It holds none of our descriptors and is in another session.
  const pid_t process = postmaster_of(base);
  EXPECT_NE(getsid(process), getsid(0));
}

TEST_F(Server, IsMadeOnceByProcessesThatStartTogether) {
  const Home own;
  std::array<std::string, 3> starts;
  std::array<int, 3> statuses{};
  std::vector<std::thread> users;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    users.emplace_back([&, i] {
      starts[i] =
          output_of(std::string(DOPPEL_SERVER_USER) + " '" + own.path().string() + "' 2>&1", statuses[i]);
    });
  }
  for (std::thread& user : users) user.join();
  for (std::size_t i = 0; i < starts.size(); ++i) {
    EXPECT_EQ(statuses[i], 0) << starts[i];
    EXPECT_EQ(starts[i], starts[0]);
  }
}

TEST_F(Server, LetsGoOfItsStartersPipes) {
  int status = 0;
  // popen would wait for ever for a server that kept the pipe open.
  output_of(std::string(DOPPEL_SERVER_USER) + " '" + home.path().string() + "' 2>&1", status);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(server_in(home).is_running());
}

TEST_F(Server, RecoversAfterKillNineOfThePostmasterAlone) {
  EmbeddedServer server = server_in(home);
  const std::string connection_string = server.ensure_running();
  Connection orphan(connection_string);
  orphan.execute("create table survivor as select 1 as x");
  kill(postmaster_of(base), SIGKILL);
  server.ensure_running();
  EXPECT_EQ(one(connection_string, "select x from survivor"), "1");
}

TEST_F(Server, RecoversAfterKillNineOfEverything) {
  EmbeddedServer server = server_in(home);
  const std::string connection_string = server.ensure_running();
  Connection connection(connection_string);
  connection.execute("create table survivors as select generate_series(1, 1000) as x");
  std::vector<pid_t> processes{postmaster_of(base)};
  const auto children = processes.front();
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream stat(entry.path() / "stat");
    std::string line;
    if (!std::getline(stat, line)) continue;
    const auto name_end = line.rfind(')');
    if (std::atoi(line.substr(name_end + 4).c_str()) == children)
      processes.push_back(std::stoi(entry.path().filename()));
  }
  EXPECT_GT(processes.size(), 3u);
  for (const pid_t process : processes) kill(process, SIGKILL);
  server.ensure_running();
  EXPECT_EQ(one(connection_string, "select count(*) from survivors"), "1000");
}

TEST_F(Server, TakesAStrangersProcessIdForStale) {
  EmbeddedServer server = server_in(home);
  server.ensure_running();
  server.stop();
  // As after a reboot: the number in the files belongs to another program now, here to this test.
  for (const char* file : {"data/postmaster.pid", "run/.s.PGSQL.5432.lock"}) {
    std::ofstream(base / file) << getpid() << "\n/elsewhere\n";
  }
  EXPECT_EQ(one(server.ensure_running(), "select 1"), "1");
}

TEST_F(Server, StartsAgainWhenItsSocketWasRemoved) {
  EmbeddedServer server = server_in(home);
  server.ensure_running();
  fs::remove_all(base / "run");  // it lives on, out of reach
  EXPECT_EQ(one(server.ensure_running(), "select 1"), "1");
}

TEST_F(Server, SweepsAHalfMadeCluster) {
  const Home own;
  fs::create_directory(own.path() / "postgresql");
  std::ofstream(own.path() / "postgresql" / "marker") << "Doppel\n";
  fs::create_directories(own.path() / "postgresql" / "data.new" / "base");
  std::ofstream(own.path() / "postgresql" / "data.new" / "PG_VERSION") << "15\n";
  EXPECT_EQ(one(server_in(own).ensure_running(), "select 1"), "1");
  EXPECT_FALSE(fs::exists(own.path() / "postgresql" / "data.new"));
}

TEST_F(Server, TouchesNoFolderThatItDidNotMake) {
  const Home own;
  fs::create_directory(own.path() / "postgresql");
  std::ofstream(own.path() / "postgresql" / "thesis.txt") << "precious";
  EmbeddedServer server = server_in(own);
  const Error error = error_of([&] { server.ensure_running(); });
  EXPECT_EQ(error.error_class(), ErrorClass::environment);
  EXPECT_NE(std::string(error.what()).find("not made by Doppel"), std::string::npos) << error.what();
  EXPECT_FALSE(server.stop());
  const auto files =
      std::distance(fs::directory_iterator(own.path() / "postgresql"), fs::directory_iterator());
  EXPECT_EQ(files, 1);
}

TEST_F(Server, FitsALongOrOddPath) {
  const Home parent;
  const auto check = [](const fs::path& place) {
    EmbeddedServer server(place, false);
    const std::string connection_string = server.ensure_running();
    EXPECT_EQ(one(connection_string, "select 1"), "1");
    const std::string sockets = one(connection_string, "show unix_socket_directories");
    EXPECT_TRUE(sockets.starts_with("/tmp/doppel-")) << sockets;
    struct stat status {};
    ASSERT_EQ(stat(sockets.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
    server.stop();
    fs::remove_all(sockets);
  };
  const fs::path long_one = parent.path() / std::string(120, 'x');
  const fs::path odd_one = parent.path() / "a, \"b\" 'c' %41";
  check(long_one);
  fs::rename(long_one, odd_one);  // a stopped cluster may be moved
  check(odd_one);
}

TEST_F(Server, LiesElsewhereWhenItsAccountCannotReachTheHome) {
  if (geteuid() != 0) GTEST_SKIP() << "only root needs another account";
  Home parent;
  chmod(parent.path().c_str(), 0700);
  const fs::path hidden = parent.path() / "project" / ".doppel";
  EmbeddedServer server(hidden, false);
  const std::string connection_string = server.ensure_running();
  EXPECT_EQ(one(connection_string, "select 1"), "1");
  std::string place;
  std::getline(std::ifstream(hidden / "postgresql" / "location"), place);
  EXPECT_TRUE(place.starts_with("/var/lib/doppel/")) << place;
  EXPECT_TRUE(fs::exists(fs::path(place) / "data" / "PG_VERSION"));
  struct stat status {};
  ASSERT_EQ(stat(parent.path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);  // a folder that is not ours keeps its mode
  server.stop();
  if (place.starts_with("/var/lib/doppel/")) fs::remove_all(place);
}

TEST_F(Server, RunsForAnOrdinaryUserToo) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const passwd* entry = getpwnam("nobody");
  ASSERT_NE(entry, nullptr);
  const uid_t uid = entry->pw_uid;
  const gid_t gid = entry->pw_gid;
  const Home own;
  ASSERT_EQ(chown(own.path().c_str(), uid, gid), 0);
  const fs::path program = own.path() / "server_user";  // the build may lie in a home that is root's alone
  fs::copy_file(DOPPEL_SERVER_USER, program);
  const pid_t child = fork();
  if (child == 0) {
    if (setgid(gid) != 0 || setuid(uid) != 0) _exit(3);
    execl(program.c_str(), program.c_str(), own.path().c_str(), nullptr);
    _exit(4);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  // Root finds the same server, run by its owner, and may stop and start it.
  EmbeddedServer server = server_in(own);
  EXPECT_TRUE(server.is_running());
  EXPECT_TRUE(server.stop());
  server.ensure_running();
  struct stat owner {};
  ASSERT_EQ(stat(("/proc/" + std::to_string(postmaster_of(own.path() / "postgresql"))).c_str(), &owner), 0);
  EXPECT_EQ(owner.st_uid, uid);
}

TEST_F(Server, QuotesItsLogWhenItCannotStart) {
  EmbeddedServer server = server_in(home);
  server.ensure_running();
  server.stop();
  const fs::path settings = base / "data" / "postgresql.conf";
  const auto length = fs::file_size(settings);
  std::ofstream(settings, std::ios::app) << "shared_buffers = nonsense\n";
  const Error error = error_of([&] { server.ensure_running(); });
  EXPECT_EQ(error.error_class(), ErrorClass::environment);
  EXPECT_NE(std::string(error.what()).find("shared_buffers"), std::string::npos) << error.what();
  EXPECT_NE(error.mend().find("log"), std::string::npos);
  fs::resize_file(settings, length);
}

TEST_F(Server, TellsAWrongPasswordAndWhereToMendIt) {
  EmbeddedServer server = server_in(home);
  Connection admin(server.ensure_running());
  admin.execute("create role lab login password 'right'");
  const fs::path hba = base / "data" / "pg_hba.conf";
  std::ofstream(hba) << "local all doppel trust\nlocal all all scram-sha-256\n";
  admin.execute("select pg_reload_conf()");
  const std::string as_lab = server.connection_string() + " user='lab'";
  while (true) {  // the postmaster reloads in its own time
    try {
      Connection connection(as_lab + " password='wrong-hunter2'");
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::environment) << error.what();
      EXPECT_NE(error.mend().find("PGPASSFILE"), std::string::npos);
      EXPECT_EQ(std::string(error.what()).find("hunter2"), std::string::npos);
      break;
    }
  }
  setenv("PGPASSFILE", "/nonexistent", 1);
  const Error none = error_of([&] { Connection connection(as_lab); });
  unsetenv("PGPASSFILE");
  EXPECT_EQ(none.error_class(), ErrorClass::environment) << none.what();
  EXPECT_EQ(one(as_lab + " password='right'", "select current_user"), "lab");
}

TEST_F(Server, IsConfiguredByTheEnvironment) {
  for (const char* variable :
       {"DOPPEL_DATABASE_URL", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE"}) {
    unsetenv(variable);
  }
  EXPECT_EQ(db::configured_server(), std::nullopt);
  setenv("PGHOST", "lab", 1);
  EXPECT_EQ(db::configured_server(), "");
  setenv("DOPPEL_DATABASE_URL", "postgresql://lab/doppel", 1);
  EXPECT_EQ(db::configured_server(), "postgresql://lab/doppel");
  unsetenv("DOPPEL_DATABASE_URL");
  setenv("PGHOST", "", 1);
  EXPECT_EQ(db::configured_server(), std::nullopt);
  unsetenv("PGHOST");
}

}  // namespace
}  // namespace doppel
