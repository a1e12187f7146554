#include "support/database.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <iterator>
#include <set>

#include "db/migrator.h"
#include "db/server.h"
#include "populate/stale.h"
#include "relation/queue_functions.h"
#include "schema/tables.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::test {
namespace {

namespace fs = std::filesystem;

db::EmbeddedServer& server() {
  static db::EmbeddedServer server(DOPPEL_TEST_SERVER_FOLDER, false);
  return server;
}

// Started once per process.
const std::string& admin_database() {
  static const std::string connection_string = server().ensure_running("postgres");
  return connection_string;
}

// Unique across processes, and in time: a killed test leaves its database behind.
std::string fresh_name() {
  static std::atomic<int> count{0};
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  return "test_" + std::to_string(now) + "_" + std::to_string(getpid()) + "_" + std::to_string(count++);
}

// Of the names and contents of all migrations and views, and of the view that the definitions give.
std::string state_of_sources() {
  Sha256 hash;
  for (const char* folder : {"migrations", "sql"}) {
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(source_folder() / folder)) {
      if (entry.is_regular_file()) files.insert(entry.path());
    }
    for (const fs::path& file : files) {
      std::ifstream stream(file, std::ios::binary);
      const std::string text(std::istreambuf_iterator<char>(stream), {});
      hash.update(file.string()).update(std::to_string(text.size())).update(text);
    }
  }
  return hash.update(populate::create_stale_view(schema::tables())).hex();
}

bool database_exists(db::Connection& admin, const std::string& name) {
  return admin.execute("select 1 from pg_database where datname = $1", {name}).size() > 0;
}

// A session that was closed may take a moment to end, and nothing is copied or renamed meanwhile.
void end_sessions(db::Connection& admin, const std::string& database) {
  admin.execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1",
                {database});
}

const std::string& without_sessions(const std::string& database) {
  db::Connection admin(admin_database(), "test template");
  end_sessions(admin, database);
  return database;
}

// Built under another name and renamed, so that a template is there whole or not at all.
std::string migrated_template() {
  const std::string name = "template_" + state_of_sources().substr(0, 32);
  db::Connection admin(admin_database(), "test template");
  admin.execute("select pg_advisory_lock(hashtext('test template'))");  // freed with the connection
  if (database_exists(admin, name)) return name;
  admin.execute("drop database if exists template_draft with (force)");
  admin.execute("create database template_draft");
  {
    db::Connection draft(server().connection_string("template_draft"), "test template");
    db::migrate(draft, db::read_migrations(source_folder() / "migrations"));
    db::apply_views(draft, source_folder() / "sql");
    draft.execute(populate::create_stale_view(schema::tables()));
  }
  end_sessions(admin, "template_draft");
  admin.execute("alter database template_draft rename to " + name);
  return name;
}

}  // namespace

fs::path source_folder() { return DOPPEL_SOURCE_FOLDER; }

void start_server() { admin_database(); }
void stop_server() { server().stop(); }

void migrate_framework(db::Connection& connection) {
  const auto migrations = db::read_migrations(source_folder() / "migrations");
  db::migrate(connection, {migrations.front()});
  for (const db::Migration& migration : migrations) {
    if (migration.name == "provenance") connection.execute(migration.sql);
  }
  // What the migration queue_functions has for all tables.
  connection.execute("alter table job.worker add column database_role text not null default session_user;\n" +
                     relation::ddl_of(relation::worker_functions()));
}

TestDatabase::TestDatabase() : TestDatabase("template1") {}

TestDatabase::TestDatabase(const std::string& template_name) : name_(fresh_name()) {
  db::Connection admin(admin_database(), "test");
  admin.execute("create database " + name_ + " template " + template_name + " strategy file_copy");
}

TestDatabase::~TestDatabase() {
  try {
    db::Connection admin(admin_database(), "test");
    admin.execute("drop database if exists " + name_ + " with (force)");
  } catch (const Error& error) {
    // A test that stops the server has nothing to drop; a leftover database harms no other test.
    fprintf(stderr, "could not drop %s: %s\n", name_.c_str(), error.what());
  }
}

std::string TestDatabase::connection_string() const { return server().connection_string(name_); }

db::Connection TestDatabase::connect(const std::string& application_name) const {
  return db::Connection(connection_string(), application_name);
}

MigratedDatabase::MigratedDatabase() : TestDatabase(migrated_template()) {}

CopiedDatabase::CopiedDatabase(const TestDatabase& original)
    : TestDatabase(without_sessions(original.name())) {}

}  // namespace doppel::test
