#include "populate/restricted_claim.h"

#include <utility>

#include "relation/ddl.h"
#include "relation/queue_functions.h"

namespace doppel::populate {
namespace {

using relation::quote_identifier;
using relation::Table;

// So many keys at the head of the queue may be locked by somebody before a claim finds none.
constexpr int kMostLocked = 1000;

template <class Text>
std::string for_each_key(const Table& table, Text text) {
  std::string list;
  for (const relation::Column& column : table.key)
    list += (list.empty() ? "" : ", ") + text(quote_identifier(column.name));
  return list;
}

// A row of this restriction that may be claimed now.
std::string pending(const Table& table, const std::string& restriction) {
  return " from " + relation::quote_qualified(table.job_table()) +
         "\n  where status = 'pending' and not_before <= now() and deaths = $3::integer and " + restriction;
}

std::string in_order(const Table& table) {
  return "\n  order by priority desc, " + relation::column_list(table.key_names()) + " limit ";
}

// The best key, and what follows it in its priority and group.
std::string best_batch(const Table& table, const std::string& restriction) {
  const auto of_best = [](const std::string& column) { return "(select " + column + " from best)"; };
  const std::string keys = relation::column_list(table.key_names());
  std::string group;
  for (const relation::Column& column : table.key) {
    const std::string name = quote_identifier(column.name);
    group += "\n    and (not " + relation::quote_literal(column.name) + " = any ($4::text[]) or " + name +
             " = " + of_best(name) + ")";
  }
  return "best as materialized (select priority, " + keys + pending(table, restriction) + in_order(table) +
         "1),\nbatch as materialized (select " + keys + pending(table, restriction) +
         "\n    and priority = (select priority from best) and (" + keys + ") >= (" +
         for_each_key(table, of_best) + ")" + group + in_order(table) + "$2::integer)";
}

// So many that some are not locked; the function takes a batch of them.
std::string many(const Table& table, const std::string& restriction) {
  return "batch as materialized (select " + relation::column_list(table.key_names()) +
         pending(table, restriction) + in_order(table) + "$2::integer + " + std::to_string(kMostLocked) + ")";
}

// A row of nulls where there are keys, but none to be had.
std::string claim_of(const Table& table, const std::string& batch) {
  const auto list = [&](const std::string& prefix) {
    return relation::column_list(table.key_names(), prefix);
  };
  const auto array = [](const std::string& column) { return "array_agg(" + column + ") as " + column; };
  return "with " + batch + "\nselect epoch, (extract(epoch from claimed_at) * 1000000)::bigint, priority, " +
         list("claimed.") + "\nfrom (select " + for_each_key(table, array) +
         " from batch having count(*) > 0) k\n  left join lateral " +
         relation::queue_function("claim_listed", table) + "($1::bigint, $2::integer, $4::text[], " +
         list("k.") + ") claimed on true";
}

}  // namespace

std::string turn_sql(const Table& table) {
  return "select set_config('idle_in_transaction_session_timeout', '2s', true), pg_advisory_xact_lock(" +
         relation::claim_turn(table) + ")";
}

RestrictedClaim::RestrictedClaim(const Table& table, const relation::KeyRestriction& restriction)
    : turn_sql_(turn_sql(table)) {
  auto chosen = restriction.of(table, 5);
  claim_batch_ = claim_of(table, best_batch(table, chosen.sql));
  claim_among_many_ = claim_of(table, many(table, chosen.sql));
  values_ = std::move(chosen.values);
}

db::Result RestrictedClaim::rows(db::Connection& connection, std::vector<db::Parameter> wanted) const {
  wanted.insert(wanted.end(), values_.begin(), values_.end());
  auto rows = in_turn(connection, claim_batch_, wanted);
  const bool all_locked = rows.size() > 0 && rows.is_null(0, 0);
  return all_locked ? in_turn(connection, claim_among_many_, wanted) : std::move(rows);
}

// Not prepared: planned for these values, rather than for any.
db::Result RestrictedClaim::in_turn(db::Connection& connection, const std::string& claim,
                                    const std::vector<db::Parameter>& wanted) const {
  db::Transaction transaction(connection);
  transaction.query(turn_sql_);
  auto rows = transaction.query(claim, wanted);
  transaction.commit();
  return rows;
}

}  // namespace doppel::populate
