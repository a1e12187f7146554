#include "cli/blob_audit.h"

#include <fmt/format.h>

#include "relation/ddl.h"
#include "schema/blobs.h"
#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

// Of this very database: copies of a server's files share it, other databases do not.
std::string database_id(db::Connection& connection) {
  return std::string(connection
                         .execute("select system_identifier || '-' || (select oid from pg_database\n"
                                  "  where datname = current_database()) from pg_control_system()")
                         .text(0, 0));
}

}  // namespace

std::set<std::string> named_blobs(db::Transaction& transaction, const relation::Table& table) {
  std::set<std::string> named;
  for (const auto& [name, column] : schema::blob_columns()) {
    if (name != table.qualified()) continue;
    const std::string quoted = relation::quote_identifier(column);
    const auto rows =
        transaction.query("select distinct " + quoted + " from " + relation::quote_qualified(name) +
                          " where " + quoted + " is not null");
    for (std::size_t row = 0; row < rows.size(); ++row) named.emplace(rows.text(row, 0));
  }
  return named;
}

std::set<std::string> named_blobs(db::Transaction& transaction) {
  std::set<std::string> named;
  for (const auto* table : schema::tables().tables) named.merge(named_blobs(transaction, *table));
  return named;
}

std::vector<store::StoredFile> orphans(db::Connection& connection, const store::BlobStore& blobs,
                                       std::chrono::seconds age) {
  // Files first: a row that is committed later names a blob that is young.
  auto files = store::stored_files(blobs);
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  const auto named = named_blobs(snapshot);
  std::erase_if(files,
                [&](const store::StoredFile& file) { return file.age < age || named.contains(file.sha256); });
  return files;
}

void sign_store(db::Connection& connection, const store::BlobStore& blobs) {
  const auto name = connection.execute("select current_database()");
  store::sign_store(blobs, database_id(connection), "database " + std::string(name.text(0, 0)));
}

void require_sole_use(db::Connection& connection, const store::BlobStore& blobs) {
  const auto others = store::other_users(blobs, database_id(connection));
  if (others.empty()) return;
  throw Error(ErrorClass::usage,
              "the store " + blobs.root().string() + " also holds blobs of " + others.front() +
                  (others.size() > 1 ? fmt::format(" and {} more", others.size() - 1) : "") +
                  ", whose rows cannot be seen from here",
              "give each database a store of its own; of one that is gone, remove that file");
}

std::string megabytes(std::uintmax_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace doppel::cli
