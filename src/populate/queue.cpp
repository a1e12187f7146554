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

std::string joined(const std::vector<std::string>& pieces) {
  std::string list;
  for (const std::string& piece : pieces) list += (list.empty() ? "" : ", ") + piece;
  return list;
}

std::vector<std::string> from_best(const std::vector<std::string>& columns) {
  std::vector<std::string> pieces;
  for (const std::string& column : columns)
    pieces.push_back("(select " + quote_identifier(column) + " from best)");
  return pieces;
}

std::vector<std::string> key_parameters(const Table& table, int first_parameter) {
  std::vector<std::string> pieces;
  for (const relation::Column& column : table.key)
    pieces.push_back("$" + std::to_string(first_parameter++) + "::" + std::string(sql_name(column.type)));
  return pieces;
}

// 1. The best pending row. 2. The batch: what follows it in its priority and group, locked, so that two
// claims never meet. 3. One epoch for it, if the worker's lease still stands. 4. The claim.
// $1 worker, $2 deaths, $3 limit. Both searches are ranges of the index of pending rows, and stay so with
// statistics that are old or missing, since both come from it in order.
std::string claim_sql(const Table& table, const std::vector<std::string>& group_by,
                      const std::string& where_from) {
  const std::string pending = "status = 'pending' and not_before <= now() and deaths = $2::integer";
  const std::string keys = column_list(table.key_names());
  std::string same_group;
  for (const std::string& column : group_by)
    same_group += " and " + quote_identifier(column) + " = " + from_best({column}).front();
  return "with best as materialized (\n  select priority, " + keys + " from " + job_of(table) + "\n  where " +
         pending + where_from + "\n  order by priority desc, " + keys +
         " limit 1 for update skip locked),\n" + "batch as materialized (\n  select ctid from " +
         job_of(table) + "\n  where " + pending + " and priority = " + from_best({"priority"}).front() +
         same_group + "\n    and " + "(" + keys + ") >= (" + joined(from_best(table.key_names())) +
         ")\n  order by priority desc, " + keys + " limit $3::bigint for update skip locked),\n" +
         "claim as materialized (\n  select nextval('job.epoch') as epoch, set_config('synchronous_commit', "
         "'off', true)\n"
         "  from job.worker where worker_id = $1::bigint and exists (select from batch))\n" +
         "update " + job_of(table) +
         " j set status = 'claimed', epoch = claim.epoch, worker_id = $1::bigint, " +
         "claimed_at = now()\nfrom claim where j.ctid = any (array(select ctid from batch))\nreturning " +
         column_list(table.key_names(), "j.") +
         ", j.epoch, (extract(epoch from j.claimed_at) * 1000000)::bigint, j.priority, j.ctid";
}

// From a place in the queue on, unless there is a key of a higher priority by now, for which the order has to
// be stated: "not exists" would let the planner scan the table. $4 priority, $5 ... key.
std::string after_place(const Table& table) {
  const std::string keys = column_list(table.key_names());
  return "\n    and priority = $4::integer and (" + keys + ") > (" + joined(key_parameters(table, 5)) +
         ")\n    and (select priority from " + job_of(table) +
         " where status = 'pending' and not_before <= now()\n"
         "      and deaths = $2::integer and priority > $4::integer order by priority desc, " +
         keys + " limit 1) is null";
}

// "where the row's key is among the keys and the epoch is mine": the fence. Each key is looked up by itself
// (offset 0 keeps the planner from a join over the whole table), then locked where it was found.
std::string fenced(const Table& table, int first_key_parameter) {
  return "where j.epoch = $1::bigint and j.ctid = any (array(\n  select own.ctid from " +
         unnest_keys(table, first_key_parameter) + " k (" + column_list(table.key_names()) +
         ")\n  cross join lateral (select ctid from " + job_of(table) + " o where " +
         relation::equal_columns(table.key_names(), "o", "k") + " and o.epoch = $1::bigint offset 0) own))";
}

// $1 epoch, $2 where the rows lay when they were claimed. Who has changed a row since has moved it.
std::string finish_where_claimed_sql(const Table& table) {
  return "delete from " + job_of(table) +
         " where ctid = any (array(select unnest($2::tid[]))) and epoch = $1::bigint";
}

std::string finish_by_key_sql(const Table& table) {
  return "delete from " + job_of(table) + " j\n" + fenced(table, 2);
}

std::string release_sql(const Table& table) {
  return "update " + job_of(table) + " j set status = 'pending', " + std::string(kFree) + "\n" +
         fenced(table, 2);
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
         std::string(kFree) + "\n" + fenced(table, 8) + "\nreturning j.status = 'failed'";
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

// The columns after the key: epoch, time of the claim, priority, place of the row.
std::optional<Claim> read_claim(const db::Result& rows, const Table& table) {
  if (rows.size() == 0) return std::nullopt;
  const std::size_t epoch = table.key.size();
  Claim claim{rows.integer(0, epoch),
              DatabaseTime(std::chrono::microseconds(rows.integer(0, epoch + 1))),
              std::chrono::steady_clock::now(),
              read_keys(rows, table),
              {}};
  claim.rows.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) claim.rows.emplace_back(rows.text(row, epoch + 3));
  return claim;
}

// The claim's first key: between it and the last there may be keys of other groups. First by byte order,
// which for text may not be the database's: a key before it then waits for the next search from the start.
QueuePlace place_of(const db::Result& rows, const Claim& claim) {
  return {rows.integer(0, claim.keys.front().values().size() + 2), claim.keys.front()};
}

std::vector<db::Parameter> with_place(std::vector<db::Parameter> first, const QueuePlace& place,
                                      const Table& table) {
  first.emplace_back(std::to_string(place.priority));
  for (std::size_t i = 0; i < table.key.size(); ++i)
    first.emplace_back(to_text(place.key.values()[i], table.key[i].type));
  return first;
}

}  // namespace

Queue::Queue(const Table& table, const Batching& batching)
    : table_(&table),
      claim_(claim_sql(table, batching.group_by, "")),
      claim_on_(claim_sql(table, batching.group_by, after_place(table))),
      finish_where_claimed_(finish_where_claimed_sql(table)),
      finish_by_key_(finish_by_key_sql(table)),
      release_(release_sql(table)),
      fail_(fail_sql(table)),
      frontier_(std::make_unique<Frontier>()) {
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
  const std::vector<db::Parameter> wanted{std::to_string(worker_id), std::to_string(deaths),
                                          std::to_string(limit)};
  if (deaths > 0) return read_claim(connection.prepared(claim_, wanted), *table_);
  if (const auto place = frontier_->place()) {
    const auto rows = connection.prepared(claim_on_, with_place(wanted, *place, *table_));
    if (rows.size() > 0) {
      auto claim = read_claim(rows, *table_);
      frontier_->advance(place_of(rows, *claim));
      return claim;
    }
  }
  const auto began = Frontier::Clock::now();
  const auto rows = connection.prepared(claim_, wanted);
  auto claim = read_claim(rows, *table_);
  frontier_->restart(claim ? std::optional(place_of(rows, *claim)) : std::nullopt,
                     Frontier::Clock::now() - began);
  return claim;
}

// Where all keys of the claim are finished, by the places of their rows: each row that is found carries the
// epoch, so it is one of them, and as many rows as keys are all of them. Rows that were moved meanwhile (a
// priority set) are found by key.
std::size_t Queue::finish(db::Transaction& transaction, const Claim& claim,
                          const std::vector<Key>& keys) const {
  std::size_t n_removed = 0;
  if (keys.size() == claim.rows.size()) n_removed = finish_where_claimed(transaction, claim);
  if (n_removed < keys.size()) n_removed += finish_by_key(transaction, claim, keys);
#ifdef DOPPEL_TEST_WITHOUT_FENCE  // shows that the chaos test's checker can fail
  return std::max(n_removed, keys.size());
#else
  return n_removed;
#endif
}

std::size_t Queue::finish_where_claimed(db::Transaction& transaction, const Claim& claim) const {
  const std::string rows = to_text(relation::Value(claim.rows), relation::Type::text_array);
  return transaction.prepared(finish_where_claimed_, {std::to_string(claim.epoch), rows}).affected_rows();
}

std::size_t Queue::finish_by_key(db::Transaction& transaction, const Claim& claim,
                                 const std::vector<Key>& keys) const {
  return transaction.prepared(finish_by_key_, with_keys({std::to_string(claim.epoch)}, keys)).affected_rows();
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
