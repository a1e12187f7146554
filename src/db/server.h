// Where the database is: a lab's server (DOPPEL_DATABASE_URL or PG* variables), or an embedded PostgreSQL
// cluster of our own under <home>/postgresql, on a Unix socket alone, run as an unprivileged user when we are
// root.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace doppel::db {

// DOPPEL_DATABASE_URL, or "" where PGHOST, PGHOSTADDR, PGPORT, PGDATABASE or PGSERVICE is set: libpq reads
// those itself. nullopt: nobody named a server (PGUSER or PGPASSFILE alone name none).
std::optional<std::string> configured_server();

// The private cluster of one home directory. Safe to use from concurrent processes (a file lock); recovers
// after kill -9 of everything. It touches only directories that it made itself (a marker file), else
// Error(environment).
class EmbeddedServer {
 public:
  // durable = false (tests only): no fsync, so that a power cut may ruin a cluster made so.
  explicit EmbeddedServer(const std::filesystem::path& home, bool durable = true);

  // Makes the cluster if it is missing, starts it if it is down, creates the database if it is missing;
  // returns the connection string.
  std::string ensure_running(const std::string& database = "doppel");
  bool stop();  // false: it was not running
  bool is_running() const;
  std::string connection_string(const std::string& database = "doppel") const;
  std::filesystem::path log_file() const;

 private:
  std::filesystem::path home_;  // absolute
  bool durable_;
};

}  // namespace doppel::db
