// Append-only, checksummed, transactional migrations under an advisory lock, and the check that a database
// equals its definitions.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/table.h"

namespace doppel::db {

struct Migration {
  int version = 0;  // 1 for 0001_name.sql
  std::string name;
  std::string sql;
  std::string checksum;  // SHA-256 of the file
};

// The numbered files of a folder, in order. Throws Error(environment) naming a gap, a duplicate or a foreign
// file.
std::vector<Migration> read_migrations(const std::filesystem::path& folder);

// Applies what is missing, each in its own transaction, and returns how many. Concurrent callers wait for one
// another. Ends with foreign_keys.h. Throws Error(bad_input) if an applied migration's checksum has changed,
// or the database is newer than the files.
int migrate(Connection& connection, const std::vector<Migration>& migrations);

// One line per migration that migrate() would apply. Throws as it does. The database has been migrated
// before.
std::vector<std::string> not_applied(Connection& connection, const std::vector<Migration>& migrations);

int schema_version(Connection& connection);  // 0: never migrated

// Runs the idempotent files of sql/ (views, functions) in name order, in one transaction.
void apply_views(Connection& connection, const std::filesystem::path& folder);

// One line per difference between the database and the definitions (missing or extra table, column, type,
// nullability, key, foreign key, check, comment, job table, trigger, function of the queue, reader's view,
// lineage); empty: none.
std::vector<std::string> drift(Connection& connection, const relation::Schema& schema);

// The DDL that ends the drift: the body of the next migration (relation/draft.h). Empty: none. Throws
// Error(usage) where a primary key would change.
std::string draft(Connection& connection, const relation::Schema& schema);

}  // namespace doppel::db
