#include "populate/queue.h"

#include <algorithm>
#include <chrono>

#include "populate/key_arrays.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using relation::column_list;
using relation::quote_identifier;
using relation::Table;

constexpr std::string_view kFree = "epoch = null, worker_id = null, claimed_at = null";

std::string job_of(const Table& table) { return relation::quote_qualified(table.job_table()); }

// 1. The best pending row; its group's columns are the batch's. 2. The batch: locked, so that two claims
// never meet.
// 3. One epoch for it, if the worker's lease still stands. 4. The claim.
std::string claim_sql(const Table& table, const std::vector<std::string>& group_by) {
  const std::string pending = "status = 'pending' and not_before <= now() and deaths = $3::integer";
  const std::string order = " order by priority desc, " + column_list(table.key_names());
  std::string best, same_group;
  if (!group_by.empty()) {
    best = "best as materialized (\n  select " + column_list(group_by) + " from " + job_of(table) +
           " where " + pending + order + " limit 1 for update skip locked),\n";
    for (const std::string& column : group_by) {
      same_group +=
          " and " + quote_identifier(column) + " = (select " + quote_identifier(column) + " from best)";
    }
  }
  return "with " + best +  //
         "batch as materialized (\n  select ctid from " + job_of(table) + " where " + pending +
         same_group +                                               //
         order + " limit $2::integer for update skip locked),\n" +  //
         "claim as materialized (\n  select nextval('job.epoch') as epoch, set_config('synchronous_commit', "
         "'off', true)\n"
         "  from job.worker where worker_id = $1::bigint and exists (select from batch))\n" +
         "update " + job_of(table) +
         " j set status = 'claimed', epoch = claim.epoch, worker_id = $1::bigint, " +
         "claimed_at = now()\nfrom claim where j.ctid = any (array(select ctid from batch))\nreturning " +
         column_list(table.key_names(), "j.") +
         ", j.epoch, (extract(epoch from j.claimed_at) * 1000000)::bigint";
}

// "... from unnest(keys) k where same key and the epoch is mine": the fence.
std::string fenced(const Table& table, std::string_view from, int first_key_parameter) {
  return std::string(from) + " " + unnest_keys(table, first_key_parameter) + " k (" +
         column_list(table.key_names()) + ")\nwhere " + equal_columns(table.key_names(), "j", "k") +
         " and j.epoch = $1::bigint";
}

std::string finish_sql(const Table& table) {
  return "delete from " + job_of(table) + " j\n" + fenced(table, "using", 2);
}

std::string release_sql(const Table& table) {
  return "update " + job_of(table) + " j set status = 'pending', " + std::string(kFree) + "\n" +
         fenced(table, "from", 2);
}

// $2 error class, $3 message, $4 retryable, $5 max attempts, $6 first and $7 longest pause [ms].
std::string fail_sql(const Table& table) {
  return "update " + job_of(table) +
         " j set\n  status = case when $4::boolean and j.attempts + 1 < $5::integer then 'pending' else "
         "'failed' end,\n"
         "  attempts = j.attempts + 1,\n"
         "  not_before = clock_timestamp() + interval '1 millisecond'\n"
         "    * least($6::double precision * power(2, least(j.attempts, 30)), $7::double precision) * (0.5 + "
         "random()),\n"
         "  error_class = $2, error_message = $3, " +
         std::string(kFree) + "\n" + fenced(table, "from", 8) + "\nreturning j.status = 'failed'";
}

// $1 worker ids, $2 deaths that quarantine. Rows that somebody has locked (the worker may have been stopped
// in the middle of its commit) are left for the next time, as are the leases above: nobody waits for one who
// sleeps.
std::string free_sql(const Table& table) {
  return "update " + job_of(table) + " set deaths = deaths + 1, " + std::string(kFree) +
         ",\n  status = case when deaths + 1 >= $2::integer then 'quarantined' else 'pending' end,\n"
         "  error_class = 'lost_lease', error_message = 'worker ' || worker_id || ' died (its lease ran out) "
         "while it "
         "held the key'\nwhere ctid = any (array(select ctid from " +
         job_of(table) +
         " where status = 'claimed' and worker_id = any ($1::bigint[]) for update skip locked))";
}

// Workers named by claimed rows that have no row in job.worker (an administrator's delete).
std::string orphans_sql(const relation::Schema& schema) {
  std::string claims;
  for (const Table* table : schema.computed()) {
    claims += (claims.empty() ? "" : "\n  union all ") + ("select worker_id from " + job_of(*table)) +
              " where status = 'claimed'";
  }
  return "select distinct worker_id from (" + claims +
         ") claims where not exists (select from job.worker w where w.worker_id = claims.worker_id)";
}

// Whoever is stopped in the middle of the transaction loses it, so that others can do its work.
constexpr const char* kEndIfStopped = "set local idle_in_transaction_session_timeout = '10s'";

std::string id_array(const db::Result& first, const db::Result& second) {
  std::string ids = "{";
  for (const auto* result : {&first, &second}) {
    for (std::size_t row = 0; row < result->size(); ++row) {
      if (ids.size() > 1) ids += ",";
      ids += result->text(row, 0);
    }
  }
  return ids + "}";
}

}  // namespace

Queue::Queue(const Table& table, const Batching& batching)
    : table_(&table),
      claim_(claim_sql(table, batching.group_by)),
      finish_(finish_sql(table)),
      release_(release_sql(table)),
      fail_(fail_sql(table)) {
  for (const std::string& column : batching.group_by) {
    if (std::ranges::find(table.key, column, &relation::Column::name) == table.key.end()) {
      throw Error(ErrorClass::internal,
                  table.qualified() + " is grouped by " + column + ", which is not in its key");
    }
  }
}

std::vector<db::Parameter> Queue::with_keys(std::vector<db::Parameter> first,
                                            const std::vector<Key>& keys) const {
  append_key_arrays(first, *table_, keys);
  return first;
}

std::optional<Claim> Queue::claim(db::Connection& connection, std::int64_t worker_id, int limit,
                                  int deaths) const {
  const auto rows =
      connection.execute(claim_, {std::to_string(worker_id), std::to_string(limit), std::to_string(deaths)});
  if (rows.size() == 0) return std::nullopt;
  const std::size_t n_key_columns = table_->key.size();
  return Claim{rows.integer(0, n_key_columns),
               DatabaseTime(std::chrono::microseconds(rows.integer(0, n_key_columns + 1))),
               std::chrono::steady_clock::now(), read_keys(rows, *table_)};
}

std::size_t Queue::finish(db::Transaction& transaction, std::int64_t epoch,
                          const std::vector<Key>& keys) const {
  const auto n_removed =
      transaction.prepared(finish_, with_keys({std::to_string(epoch)}, keys)).affected_rows();
#ifdef DOPPEL_TEST_WITHOUT_FENCE  // shows that the chaos test's checker can fail
  return std::max(n_removed, keys.size());
#else
  return n_removed;
#endif
}

std::size_t Queue::release(db::Transaction& transaction, std::int64_t epoch,
                           const std::vector<Key>& keys) const {
  return transaction.prepared(release_, with_keys({std::to_string(epoch)}, keys)).affected_rows();
}

std::size_t Queue::release(db::Connection& connection, std::int64_t epoch,
                           const std::vector<Key>& keys) const {
  return connection.execute(release_, with_keys({std::to_string(epoch)}, keys)).affected_rows();
}

std::size_t Queue::fail(db::Connection& connection, std::int64_t epoch, const std::vector<Key>& keys,
                        const Failure& failure, const RetryPolicy& policy) const {
  const auto rows = connection.execute(
      fail_,
      with_keys({std::to_string(epoch), name(failure.error_class), failure.message,
                 is_retryable(failure.error_class) ? "true" : "false", std::to_string(policy.max_attempts),
                 std::to_string(policy.first_pause.count()), std::to_string(policy.longest_pause.count())},
                keys));
  std::size_t n_failed = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) n_failed += rows.boolean(row, 0) ? 1 : 0;
  return n_failed;
}

std::int64_t free_abandoned(db::Connection& connection, const relation::Schema& schema,
                            const RetryPolicy& policy) {
  if (schema.computed().empty()) return 0;
  const std::string orphans = orphans_sql(schema);
  const auto needed = connection.execute(
      "select exists (select from job.worker where lease_until < clock_timestamp()) "
      "or exists (" +
      orphans + ")");
  if (!needed.boolean(0, 0)) return 0;
  db::Transaction transaction(connection);
  transaction.query(kEndIfStopped);
  // The lease ends first: from here on the worker's heartbeat finds no row, and tells it to stop.
  const auto dead = transaction.query(
      "delete from job.worker where worker_id = any (array(\n"
      "  select worker_id from job.worker where lease_until < clock_timestamp() for update skip locked))\n"
      "returning worker_id");
  const std::string ids = id_array(dead, transaction.query(orphans));
  std::int64_t n_freed = 0;
  for (const Table* table : schema.computed()) {
    const auto freed = transaction.query(free_sql(*table), {ids, std::to_string(policy.max_deaths)});
    n_freed += static_cast<std::int64_t>(freed.affected_rows());
  }
  transaction.query("select pg_notify('doppel_job', '')");
  transaction.commit();
  return n_freed;
}

}  // namespace doppel::populate
