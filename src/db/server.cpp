#include "db/server.h"

#include <libpq-fe.h>
#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <thread>
#include <vector>

#include "db/cluster_folder.h"
#include "db/connection.h"
#include "db/connection_options.h"
#include "db/postgres_process.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::db {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr const char* superuser = "doppel";

// For a small machine that it shares with the workers; the socket's folder is what keeps others out.
constexpr const char* settings = R"(
# Doppel's embedded server. Change settings in postgresql.conf, below the line that includes this file.
max_connections = 200
shared_buffers = 128MB
work_mem = 16MB
maintenance_work_mem = 64MB
max_wal_size = 1GB
checkpoint_timeout = 15min
max_parallel_workers_per_gather = 0
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_line_prefix = '%m [%p] %a: '
)";
constexpr const char* settings_without_durability = R"(
fsync = off
full_page_writes = off
)";

std::string connection_to(const ClusterFolder& folder, const std::string& database) {
  return connection_text(
      {{"host", folder.socket.string()}, {"port", "5432"}, {"user", superuser}, {"dbname", database}});
}

PGPing ping(const ClusterFolder& folder) {
  return PQping((connection_to(folder, "postgres") + " connect_timeout='5'").c_str());
}

bool answers(const ClusterFolder& folder) {
  const PGPing answer = ping(folder);
  return answer == PQPING_OK || answer == PQPING_REJECT;
}

// The log from byte `start` on, its last lines only.
std::string log_tail(const fs::path& log, std::uintmax_t start) {
  std::ifstream stream(log);
  stream.seekg(static_cast<std::streamoff>(start));
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  constexpr std::size_t longest = 12;
  std::string tail;
  for (std::size_t i = lines.size() > longest ? lines.size() - longest : 0; i < lines.size(); ++i)
    tail += "\n  " + lines[i];
  return tail;
}

Error server_failed(const std::string& what, const ClusterFolder& folder, std::uintmax_t log_start) {
  const std::string tail = log_tail(folder.log(), log_start);
  std::string mend = "see " + folder.log().string();
  if (tail.find("No space left") != std::string::npos)
    mend = "free disk space where " + folder.base.string() + " lies";
  return {ErrorClass::environment, what + "; its log says:" + (tail.empty() ? " (nothing)" : tail), mend};
}

void keep_log_small(const fs::path& log) {
  constexpr std::uintmax_t largest = 10 << 20;
  if (fs::file_size(log) > largest) {
    fs::copy_file(log, log.string() + ".old", fs::copy_options::overwrite_existing);
    fs::resize_file(log, 0);
  }
}

// initdb under a temporary name, then a rename: a cluster is there whole or not at all.
void make_cluster(const ClusterFolder& folder, const Account& account, bool durable) {
  const fs::path programs = find_postgres();
  const fs::path draft = folder.base / "data.new";
  fs::remove_all(draft);
  fs::create_directory(draft);
  fs::permissions(draft, fs::perms::owner_all);
  give_to(draft, account);
  const auto log_start = fs::file_size(folder.log());
  Program initdb{programs / "initdb",
                 {"-D", draft.string(), "-U", superuser, "--encoding=UTF8", "--locale=C.UTF-8",
                  "--data-checksums", "--auth=trust"},
                 folder.log()};
  if (!durable) initdb.arguments.emplace_back("--no-sync");
  if (run_program(initdb, account) != 0)
    throw server_failed("initdb could not make the embedded database", folder, log_start);
  {
    std::ofstream own(draft / "doppel.conf");
    own << settings << (durable ? "" : settings_without_durability) << std::flush;
    std::ofstream main(draft / "postgresql.conf", std::ios::app);
    main << "\ninclude 'doppel.conf'\n" << std::flush;
    if (!own || !main) {
      throw Error(ErrorClass::environment, "cannot write the settings in " + draft.string(),
                  "free disk space");
    }
  }
  give_to(draft / "doppel.conf", account);
  fs::rename(draft, folder.data());
}

std::vector<std::string> command_line(pid_t process) {
  std::ifstream stream("/proc/" + std::to_string(process) + "/cmdline");
  std::vector<std::string> words;
  for (std::string word; std::getline(stream, word, '\0');) words.push_back(word);
  return words;
}

// The postmaster named by the cluster's postmaster.pid, if that process lives and is a PostgreSQL server; 0
// if not.
pid_t postmaster(const ClusterFolder& folder) {
  std::ifstream file(folder.data() / "postmaster.pid");
  pid_t process = 0;
  if (!(file >> process) || !is_alive(process)) return 0;
  const auto words = command_line(process);
  // After a reboot the number may be a stranger's.
  return !words.empty() && fs::path(words.front()).filename() == "postgres" ? process : 0;
}

// REQUIRES: postmaster(folder) == 0. PostgreSQL drops the files of dead processes by itself, but takes a
// number that has been given to another program, or a zombie's, for a living server. The pid file stays,
// under a number that no process can have: its other lines tell PostgreSQL whether orphaned backends still
// use the shared memory.
void retire_stale_files(const ClusterFolder& folder, const Account& account) {
  const fs::path pid_file = folder.data() / "postmaster.pid";
  pid_t process = 0;
  std::ifstream file(pid_file);
  if (file >> process && (kill(process, 0) == 0 || errno == EPERM)) {
    const fs::path draft = folder.data() / "postmaster.pid.new";
    std::ofstream retired(draft);
    retired << std::numeric_limits<pid_t>::max() << file.rdbuf() << std::flush;
    if (!retired) throw Error(ErrorClass::environment, "cannot write " + draft.string(), "free disk space");
    give_to(draft, account);
    fs::rename(draft, pid_file);
  }
  fs::remove(folder.socket / ".s.PGSQL.5432");
  fs::remove(folder.socket / ".s.PGSQL.5432.lock");
}

bool wait_until_gone(pid_t process, std::chrono::seconds patience) {
  const auto deadline = Clock::now() + patience;
  while (is_alive(process)) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

// Fast shutdown, then an immediate one, from which the next start recovers.
void stop_postmaster(pid_t process, const ClusterFolder& folder) {
  for (const auto& [signal, patience] : {std::pair{SIGINT, 60s}, std::pair{SIGQUIT, 15s}}) {
    if (kill(process, signal) != 0 && errno == EPERM) break;
    if (wait_until_gone(process, patience)) return;
  }
  throw server_failed("the embedded server (process " + std::to_string(process) + ") does not stop", folder,
                      fs::file_size(folder.log()));
}

enum class Start { ready, died, silent };

// Recovery after a crash may take minutes, in which the server answers that it is starting.
Start wait_until_ready(pid_t process, const ClusterFolder& folder, std::chrono::seconds patience) {
  const auto begin = Clock::now();
  for (;;) {
    const PGPing answer = ping(folder);
    if (answer == PQPING_OK) return Start::ready;
    if (!is_alive(process)) return Start::died;
    if (Clock::now() - begin > (answer == PQPING_REJECT ? 600s : patience)) return Start::silent;
    std::this_thread::sleep_for(20ms);
  }
}

pid_t launch(const ClusterFolder& folder, const Account& account) {
  std::string version;
  std::ifstream(folder.data() / "PG_VERSION") >> version;
  keep_log_small(folder.log());
  retire_stale_files(folder, account);
  const fs::path programs = find_postgres(version);
  // On the command line, so that no edit of a settings file can open a port.
  return start_daemon(
      {programs / "postgres",
       {"-D", folder.data().string(), "-c", "listen_addresses=", "-c", "port=5432", "-c",
        "unix_socket_directories=" + folder.socket.string(), "-c", "unix_socket_permissions=0700"},
       folder.log()},
      account);
}

void start(const ClusterFolder& folder, const Account& account) {
  auto log_start = fs::file_size(folder.log());
  if (const pid_t running = postmaster(folder)) {
    if (wait_until_ready(running, folder, 5s) == Start::ready) return;
    // It lives but cannot be reached: its socket has been removed.
    if (is_alive(running)) stop_postmaster(running, folder);
  }
  const auto deadline = Clock::now() + 30s;
  for (;;) {
    const pid_t process = launch(folder, account);
    log_start = std::min(log_start, fs::file_size(folder.log()));
    const Start outcome = wait_until_ready(process, folder, 60s);
    if (outcome == Start::ready) return;
    if (outcome == Start::silent)
      throw server_failed("the embedded server started but does not answer", folder, log_start);
    // A killed postmaster, and backends that outlive it, take a moment to go.
    const std::string tail = log_tail(folder.log(), log_start);
    const bool may_pass =
        tail.find("still in use") != std::string::npos || tail.find("already exists") != std::string::npos;
    if (!may_pass || Clock::now() > deadline)
      throw server_failed("the embedded server did not start", folder, log_start);
    std::this_thread::sleep_for(200ms);
  }
}

void create_database(const ClusterFolder& folder, const std::string& database) {
  Connection connection(connection_to(folder, "postgres"), "doppel set-up");
  if (connection.execute("select 1 from pg_database where datname = $1", {database}).size() == 0) {
    connection.execute("create database " + relation::quote_identifier(database));
  }
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

}  // namespace

std::optional<std::string> configured_server() {
  if (is_set("DOPPEL_DATABASE_URL")) return std::getenv("DOPPEL_DATABASE_URL");
  for (const char* variable : {"PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE"}) {
    if (is_set(variable)) return "";
  }
  return std::nullopt;
}

EmbeddedServer::EmbeddedServer(const fs::path& home, bool durable)
    : home_(fs::weakly_canonical(fs::absolute(home))), durable_(durable) {}

std::string EmbeddedServer::ensure_running(const std::string& database) {
  make_front(home_);
  const FileLock lock(home_ / "postgresql" / "lock");
  const Account account = cluster_account(home_);
  const ClusterFolder folder = cluster_folder(home_, account);
  make_base(folder, account);
  if (ping(folder) != PQPING_OK) {
    if (!folder.exists()) make_cluster(folder, account, durable_);
    start(folder, account);
  }
  create_database(folder, database);
  return connection_to(folder, database);
}

bool EmbeddedServer::stop() {
  if (!fs::exists(home_ / "postgresql" / "marker")) return false;
  const FileLock lock(home_ / "postgresql" / "lock");
  const ClusterFolder folder = cluster_folder(home_, cluster_account(home_));
  const pid_t process = folder.exists() ? postmaster(folder) : 0;
  if (process == 0) return false;
  stop_postmaster(process, folder);
  return true;
}

bool EmbeddedServer::is_running() const {
  const ClusterFolder folder = cluster_folder(home_, cluster_account(home_));
  return folder.exists() && answers(folder);
}

std::string EmbeddedServer::connection_string(const std::string& database) const {
  return connection_to(cluster_folder(home_, cluster_account(home_)), database);
}

fs::path EmbeddedServer::log_file() const { return cluster_folder(home_, cluster_account(home_)).log(); }

}  // namespace doppel::db
