// The key source: the natural join of the parents' keys, minus what is done, minus what is queued.
#include "populate/key_arrays.h"
#include "populate/status.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using relation::quote_qualified;
using relation::Table;

// Only the key columns take part in the natural join: the tables' hidden columns share names too.
std::string key_source(const Table& table) {
  std::string join;
  for (const relation::Parent& parent : table.parents) {
    if (!parent.in_key) continue;
    join += (join.empty() ? "" : "\n    natural join ") +
            ("(select " + relation::column_list(parent.columns)) + " from " + quote_qualified(parent.table) +
            ") p" + std::to_string(join.size());
  }
  if (join.empty()) throw Error(ErrorClass::internal, table.qualified() + " has no parent in its key");
  return join;
}

std::string enqueue_sql(const Table& table) {
  const std::string keys = relation::column_list(table.key_names());
  const auto absent_from = [&](const std::string& other) {
    return "not exists (select from " + quote_qualified(other) + " o where " +
           relation::equal_columns(table.key_names(), "o", "k") + ")";
  };
  return "insert into " + quote_qualified(table.job_table()) + " (" + keys + ")\nselect " + keys +
         " from (\n  select " + keys + " from " + key_source(table) + ") k\nwhere " +
         absent_from(table.qualified()) + "\n  and " + absent_from(table.job_table()) +
         "\non conflict do nothing";
}

}  // namespace

std::int64_t enqueue_missing(db::Connection& connection, const Table& table) {
  db::Transaction transaction(connection);
  // One at a time: else a key that another enqueued, and a third finished, between this statement's snapshot
  // and its insert would be queued, and computed, twice. The lock comes first, so the snapshot is later than
  // the other's commit. Whoever is stopped while it holds the lock loses it soon.
  transaction.query(
      "select set_config('idle_in_transaction_session_timeout', '10s', true), "
      "pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || $1, 0))",
      {table.qualified()});
  const auto n_added = static_cast<std::int64_t>(transaction.query(enqueue_sql(table)).affected_rows());
  if (n_added > 0) transaction.query("select pg_notify('doppel_job', '')");
  transaction.commit();
  return n_added;
}

}  // namespace doppel::populate
