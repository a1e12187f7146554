#include "db/migrator.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>

#include "db/foreign_keys.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::db {
namespace {

namespace fs = std::filesystem;

// Any number will do that nothing else takes: the first bytes of "doppel migrate".
constexpr const char* lock_key = "7237970109966541170";

std::string contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(stream), {});
  if (!stream.good() && !stream.eof()) throw Error(ErrorClass::environment, "cannot read " + file.string());
  return text;
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, error)) files.push_back(entry.path());
  if (error) {
    throw Error(ErrorClass::environment, "cannot read the folder " + folder.string() + ": " + error.message(),
                "run from a complete checkout or installation");
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Held on the session: PostgreSQL lets go of it should this process die.
class AdvisoryLock {
 public:
  explicit AdvisoryLock(Connection& connection) : connection_(connection) {
    connection_.execute("select pg_advisory_lock(" + std::string(lock_key) + ")");
  }
  ~AdvisoryLock() {
    try {
      connection_.execute("select pg_advisory_unlock(" + std::string(lock_key) + ")");
    } catch (const Error&) {  // the session is gone, and its lock with it
    }
  }
  AdvisoryLock(const AdvisoryLock&) = delete;
  AdvisoryLock& operator=(const AdvisoryLock&) = delete;

 private:
  Connection& connection_;
};

void create_bookkeeping(Connection& connection) {
  Transaction transaction(connection);
  transaction.query(R"(
    create schema if not exists provenance;
    create table if not exists provenance.migration (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now(),
      duration interval not null);
    comment on table provenance.migration is 'Migrations applied to this database, in order';
    comment on column provenance.migration.checksum is 'SHA-256 of the file as it was applied';
  )");
  transaction.commit();
}

std::string label(const Migration& migration) {
  return std::to_string(migration.version) + " (" + migration.name + ")";
}

// How many of `migrations` are there; throws if history has been rewritten.
std::size_t check_applied(Connection& connection, const std::vector<Migration>& migrations) {
  const Result applied =
      connection.execute("select version, checksum from provenance.migration order by version");
  if (applied.size() > migrations.size()) {
    throw Error(ErrorClass::bad_input,
                "the database is at migration " + std::string(applied.text(applied.size() - 1, 0)) +
                    ", newer than this program, which knows " + std::to_string(migrations.size()),
                "update Doppel to the version that last migrated the database");
  }
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (applied.integer(i, 0) != migrations[i].version || applied.text(i, 1) != migrations[i].checksum) {
      throw Error(ErrorClass::bad_input,
                  "migration " + label(migrations[i]) + " has changed since it was applied",
                  "restore the file as it was, and put the change into a new migration");
    }
  }
  return applied.size();
}

std::string transaction_id(Transaction& transaction) {
  return std::string(transaction.query("select pg_current_xact_id()::text").text(0, 0));
}

void apply(Connection& connection, const Migration& migration) {
  Transaction transaction(connection);
  const std::string before = transaction_id(transaction);
  try {
    transaction.query(migration.sql);
    if (transaction_id(transaction) != before) {
      throw Error(ErrorClass::bad_input, "it ends the transaction that it runs in",
                  "remove its COMMIT or ROLLBACK");
    }
    transaction.query(
        "insert into provenance.migration (version, name, checksum, duration) "
        "values ($1::integer, $2, $3, clock_timestamp() - now())",
        {std::to_string(migration.version), migration.name, migration.checksum});
  } catch (const Error& error) {
    throw Error(error.error_class(), "migration " + label(migration) + ": " + error.what(), error.mend());
  }
  transaction.commit();
}

}  // namespace

std::vector<Migration> read_migrations(const fs::path& folder) {
  static const std::regex form("([0-9]{4})_([a-z0-9_]+)\\.sql");
  std::vector<Migration> migrations;
  for (const fs::path& file : files_of(folder)) {
    const std::string filename = file.filename().string();
    if (filename.starts_with('.')) continue;
    std::smatch parts;
    if (!std::regex_match(filename, parts, form)) {
      throw Error(ErrorClass::environment, file.string() + " is not a migration",
                  "name it 0001_what_it_does.sql, or move it");
    }
    const int version = std::stoi(parts[1]);
    const int expected = static_cast<int>(migrations.size()) + 1;
    if (version != expected) {
      throw Error(ErrorClass::environment,
                  file.string() +
                      (version < expected ? " has the number of another migration" : " follows a gap") +
                      ": number " + std::to_string(expected) + " was expected",
                  "number the migrations 0001, 0002, ... without a gap");
    }
    std::string sql = contents(file);
    std::string checksum = sha256_hex(sql);
    migrations.push_back({version, parts[2], std::move(sql), std::move(checksum)});
  }
  return migrations;
}

int migrate(Connection& connection, const std::vector<Migration>& migrations) {
  const AdvisoryLock lock(connection);
  create_bookkeeping(connection);
  const std::size_t applied = check_applied(connection, migrations);
  for (std::size_t i = applied; i < migrations.size(); ++i) apply(connection, migrations[i]);
  let_guards_check_foreign_keys(connection);
  return static_cast<int>(migrations.size() - applied);
}

std::vector<std::string> not_applied(Connection& connection, const std::vector<Migration>& migrations) {
  std::vector<std::string> lines;
  for (std::size_t i = check_applied(connection, migrations); i < migrations.size(); ++i)
    lines.push_back("migration " + label(migrations[i]) + " is not applied");
  return lines;
}

int schema_version(Connection& connection) {
  const Result there = connection.execute("select to_regclass('provenance.migration') is not null");
  if (!there.boolean(0, 0)) return 0;
  return static_cast<int>(
      connection.execute("select coalesce(max(version), 0) from provenance.migration").integer(0, 0));
}

void apply_views(Connection& connection, const fs::path& folder) {
  const AdvisoryLock lock(connection);
  Transaction transaction(connection);
  for (const fs::path& file : files_of(folder)) {
    if (file.extension() != ".sql") continue;
    try {
      transaction.query(contents(file));
    } catch (const Error& error) {
      throw Error(error.error_class(), file.string() + ": " + error.what(), error.mend());
    }
  }
  transaction.commit();
}

}  // namespace doppel::db
