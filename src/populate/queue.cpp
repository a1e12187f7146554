#include "populate/queue.h"

#include <algorithm>
#include <chrono>

#include "db/lock_not_available.h"
#include "populate/key_arrays.h"
#include "populate/status.h"
#include "relation/ddl.h"
#include "relation/queue_functions.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using relation::Table;
using relation::Type;

// "$2::integer[], $3::text[]": a parameter for each key column.
std::string key_parameters(const Table& table, int first, std::string_view suffix) {
  std::string list;
  for (const relation::Column& column : table.key) {
    list += (list.empty() ? "$" : ", $") + std::to_string(first++) +
            "::" + std::string(sql_name(column.type)) + std::string(suffix);
  }
  return list;
}

std::string claim_sql(const Table& table) {
  return "select epoch, (extract(epoch from claimed_at) * 1000000)::bigint, priority, " +
         relation::column_list(table.key_names()) + " from " + relation::queue_function("claim", table) +
         "($1::bigint, $2::integer, $3::integer, $4::text[], $5::integer, $6::bigint, " +
         key_parameters(table, 7, "") + ")";
}

std::string held_sql(const Table& table) {
  return "select count(*) from " + relation::quote_qualified(table.job_table()) + " j, " +
         unnest_keys(table, 2) + " k (" + relation::column_list(table.key_names()) +
         ")\nwhere j.status = 'claimed' and j.epoch = $1::bigint and " +
         relation::equal_columns(table.key_names(), "j", "k");
}

std::string release_sql(const Table& table) {
  return "select " + relation::queue_function("release", table) + "($1::bigint, " +
         key_parameters(table, 2, "[]") + ")";
}

std::string fail_sql(const Table& table) {
  return "select " + relation::queue_function("fail", table) +
         "($1::bigint, $2, $3, $4::boolean, $5::integer, $6::double precision, $7::double precision, " +
         key_parameters(table, 8, "[]") + ")";
}

std::vector<db::Parameter> with_place(std::vector<db::Parameter> wanted,
                                      const std::optional<QueuePlace>& place, const Table& table) {
  wanted.push_back(place ? db::Parameter(std::to_string(place->priority)) : std::nullopt);
  wanted.push_back(place ? db::Parameter(std::to_string(place->epoch)) : std::nullopt);
  for (std::size_t i = 0; i < table.key.size(); ++i) {
    wanted.push_back(place ? db::Parameter(to_text(place->key.values()[i], table.key[i].type))
                           : std::nullopt);
  }
  return wanted;
}

// The claim's first key: between it and the last there may be keys of other groups. First by byte order,
// which for text may not be the database's: a key before it then waits for the next search from the start.
QueuePlace place_of(const Claim& claim) { return {claim.priority, claim.epoch, claim.keys.front()}; }

// A batch of one key shares all columns with itself.
std::vector<std::string> shared_columns(const Batching& batching) {
  return batching.max_keys > 1 ? batching.group_by : std::vector<std::string>();
}

std::size_t count_of(const db::Result& rows) { return static_cast<std::size_t>(rows.integer(0, 0)); }

}  // namespace

Queue::Queue(const Table& table, const Batching& batching, const relation::KeyRestriction& restriction)
    : table_(&table),
      group_by_(to_text(relation::Value(shared_columns(batching)), Type::text_array)),
      claim_(claim_sql(table)),
      held_(held_sql(table)),
      release_(release_sql(table)),
      fail_(fail_sql(table)),
      frontier_(std::make_unique<Frontier>()) {
  for (const std::string& column : batching.group_by) {
    if (std::ranges::find(table.key, column, &relation::Column::name) == table.key.end()) {
      throw Error(ErrorClass::internal,
                  table.qualified() + " is grouped by " + column + ", which is not in its key");
    }
  }
  if (!restriction.takes_all()) restricted_.emplace(table, restriction);
}

std::vector<db::Parameter> Queue::with_keys(std::vector<db::Parameter> first,
                                            const std::vector<Key>& keys) const {
  append_key_arrays(first, *table_, keys);
  return first;
}

std::optional<Claim> Queue::claim(db::Connection& connection, std::int64_t worker_id, int limit,
                                  int deaths) const {
  const std::vector<db::Parameter> wanted{std::to_string(worker_id), std::to_string(limit),
                                          std::to_string(deaths), group_by_};
  if (restricted_) return claim_of(restricted_->rows(connection, wanted));
  if (deaths > 0) return claim_from(connection, wanted, std::nullopt);
  if (const auto place = frontier_->place()) {
    if (auto claim = claim_from(connection, wanted, place)) {
      frontier_->advance(place_of(*claim));
      return claim;
    }
  }
  const auto began = Frontier::Clock::now();
  auto claim = claim_from(connection, wanted, std::nullopt);
  const auto cost = Frontier::Clock::now() - began;
  if (claim) {
    frontier_->restart(place_of(*claim), cost, n_workers(connection));
  } else {
    frontier_->forget();
  }
  return claim;
}

db::Result Queue::claimed_rows(db::Connection& connection, const std::vector<db::Parameter>& wanted) const {
  try {
    return connection.prepared(claim_, wanted);
  } catch (const db::LockNotAvailable&) {  // a person is busy with one of the keys: around it
    db::Transaction transaction(connection);
    transaction.query("set local doppel.claim_locks = 'on'");
    auto rows = transaction.prepared(claim_, wanted);
    transaction.commit();
    return rows;
  }
}

std::optional<Claim> Queue::claim_from(db::Connection& connection, std::vector<db::Parameter> wanted,
                                       const std::optional<QueuePlace>& place) const {
  return claim_of(claimed_rows(connection, with_place(std::move(wanted), place, *table_)));
}

std::optional<Claim> Queue::claim_of(const db::Result& rows) const {
  if (rows.size() == 0 || rows.is_null(0, 0)) return std::nullopt;
  return Claim{rows.integer(0, 0), DatabaseTime(std::chrono::microseconds(rows.integer(0, 1))),
               std::chrono::steady_clock::now(), read_key_arrays(rows, 3, *table_), rows.integer(0, 2)};
}

void Queue::begin_commit(db::Transaction& transaction, std::int64_t epoch) {
  transaction.prepared("select set_config('doppel.epoch', $1, true)", {std::to_string(epoch)});
}

std::size_t Queue::n_held(db::Connection& connection, std::int64_t epoch,
                          const std::vector<Key>& keys) const {
  return count_of(connection.execute(held_, with_keys({std::to_string(epoch)}, keys)));
}

std::size_t Queue::release(db::Transaction& transaction, std::int64_t epoch,
                           const std::vector<Key>& keys) const {
  return count_of(transaction.prepared(release_, with_keys({std::to_string(epoch)}, keys)));
}

std::size_t Queue::release(db::Connection& connection, std::int64_t epoch,
                           const std::vector<Key>& keys) const {
  return count_of(connection.execute(release_, with_keys({std::to_string(epoch)}, keys)));
}

std::size_t Queue::fail(db::Connection& connection, std::int64_t epoch, const std::vector<Key>& keys,
                        const Failure& failure, const RetryPolicy& policy) const {
  return count_of(connection.execute(
      fail_,
      with_keys({std::to_string(epoch), name(failure.error_class), failure.message,
                 is_retryable(failure.error_class) ? "true" : "false", std::to_string(policy.max_attempts),
                 std::to_string(policy.first_pause.count()), std::to_string(policy.longest_pause.count())},
                keys)));
}

std::int64_t free_abandoned(db::Connection& connection, const RetryPolicy& policy) {
  return connection.execute("select job.free_abandoned($1::integer)", {std::to_string(policy.max_deaths)})
      .integer(0, 0);
}

}  // namespace doppel::populate
