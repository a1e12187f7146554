// Databases for tests: each test gets a fresh one on an embedded server in the build folder, and leaves
// nothing behind. Under ctest the fixture `server` starts that server once and stops it at the end; a test
// run by hand starts it itself.
#pragma once

#include <filesystem>
#include <string>

#include "db/connection.h"

namespace doppel::test {

// The folder with migrations/ and sql/.
std::filesystem::path source_folder();

// Starts the tests' server if it is down. Its data are not durable: fsync is off.
void start_server();
void stop_server();

// The migrations that know no science: row hashes, runs, leases, lineage, changes by hand. The tables of a
// test's own definitions stand on them.
void migrate_framework(db::Connection& connection);

// An empty database, dropped at the end with whoever is still connected.
class TestDatabase {
 public:
  TestDatabase();
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  const std::string& name() const { return name_; }
  std::string connection_string() const;
  db::Connection connect(const std::string& application_name = "test") const;

 protected:
  explicit TestDatabase(const std::string& template_name);

 private:
  std::string name_;
};

// A database with all migrations and views: a copy of a template that is made once for each state of
// migrations/ and sql/, so that a test costs some 50 ms.
class MigratedDatabase : public TestDatabase {
 public:
  MigratedDatabase();
};

// A copy of another, as quick: for what many tests of a process start from and is slow to make. Ends the
// sessions of the original.
class CopiedDatabase : public TestDatabase {
 public:
  explicit CopiedDatabase(const TestDatabase& original);
};

}  // namespace doppel::test
