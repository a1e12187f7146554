#include "populate/jobs.h"

#include <algorithm>
#include <optional>

#include "populate/key_text.h"
#include "relation/ddl.h"
#include "relation/restriction.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using relation::Table;
using relation::Type;
using Statuses = std::vector<std::string>;

// A condition with its parameters, which follow those that the statement has already.
struct Condition {
  std::string sql;
  std::vector<db::Parameter> parameters;
};

// The statuses that were asked for, among those that the call is for.
Condition condition(const Table& table, const JobFilter& filter, const Statuses& possible,
                    std::vector<db::Parameter> first = {}) {
  Statuses chosen;
  for (const std::string& status : possible) {
    const bool wanted =
        filter.status.empty() || std::ranges::find(filter.status, status) != filter.status.end();
    if (wanted) chosen.push_back(status);
  }
  first.emplace_back(relation::to_text(relation::Value(chosen), Type::text_array));
  Condition result{"status = any ($" + std::to_string(first.size()) + "::text[])", std::move(first)};
  if (!filter.where.empty()) {
    const int next = static_cast<int>(result.parameters.size()) + 1;
    const auto parsed = relation::parse_restriction(job_columns(table), filter.where, next);
    result.sql += " and (" + parsed.sql + ")";
    result.parameters.insert(result.parameters.end(), parsed.values.begin(), parsed.values.end());
  }
  return result;
}

const Statuses& all_statuses() {
  static const Statuses all{"pending", "claimed", "failed", "quarantined", "ignored"};
  return all;
}

std::string job_table_of(const Table& table) { return relation::quote_qualified(table.job_table()); }

std::int64_t update(db::Connection& connection, const Table& table, const std::string& assignments,
                    const Condition& where) {
  const auto changed = connection.execute(
      "update " + job_table_of(table) + " set " + assignments + "\nwhere " + where.sql, where.parameters);
  return static_cast<std::int64_t>(changed.affected_rows());
}

}  // namespace

Table job_columns(const Table& table) {
  Table jobs;
  jobs.schema = "job";
  jobs.name = table.name;
  jobs.key = table.key;
  const auto add = [&](const char* name, Type type) {
    jobs.columns.push_back({name, type, "", "", false, ""});
  };
  add("status", Type::text);
  for (const char* count : {"priority", "attempts", "deaths"}) add(count, Type::integer);
  for (const char* text : {"error_class", "error_message"}) add(text, Type::text);
  return jobs;
}

std::vector<const Table*> tables_of_jobs(const relation::Schema& schema,
                                         const std::vector<std::string>& names, const JobFilter& filter) {
  std::vector<const Table*> chosen;
  for (const std::string& name : names) chosen.push_back(&schema.at(name));
  if (!names.empty()) return chosen;
  if (filter.where.empty()) return schema.computed();
  std::optional<Error> refusal;
  for (const Table* table : schema.computed()) {
    try {
      relation::parse_restriction(job_columns(*table), filter.where);
      chosen.push_back(table);
    } catch (const Error& error) {
      refusal = error;
    }
  }
  if (chosen.empty() && refusal) throw Error(*refusal);
  return chosen;
}

std::int64_t retry_jobs(db::Connection& connection, const Table& table, const JobFilter& filter) {
  const auto n_retried = update(connection, table,
                                "status = 'pending', attempts = 0, deaths = 0, not_before = '-infinity', "
                                "error_class = null, error_message = null",
                                condition(table, filter, {"failed", "quarantined", "ignored"}));
  if (n_retried > 0) connection.execute("select pg_notify('doppel_job', '')");
  return n_retried;
}

std::int64_t ignore_jobs(db::Connection& connection, const Table& table, const JobFilter& filter) {
  return update(connection, table, "status = 'ignored', epoch = null, worker_id = null, claimed_at = null",
                condition(table, filter, {"pending", "claimed", "failed", "quarantined"}));
}

std::int64_t prioritise_jobs(db::Connection& connection, const Table& table, const JobFilter& filter,
                             int priority) {
  return update(connection, table, "priority = $1::integer",
                condition(table, filter, all_statuses(), {std::to_string(priority)}));
}

std::vector<Job> list_jobs(db::Connection& connection, const Table& table, const JobFilter& filter,
                           std::int64_t limit) {
  const auto where = condition(table, filter, all_statuses(), {std::to_string(limit)});
  const auto rows = connection.execute(
      "select " + key_text(table.key_names()) +
          ", status, coalesce(application_name, ''), case when isfinite(not_before) then\n"
          "    to_char(not_before at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') else '' end,\n"
          "  coalesce(error_class, ''), coalesce(error_message, ''), priority, attempts, deaths\nfrom " +
          job_table_of(table) + " left join job.worker using (worker_id)\nwhere " + where.sql +
          "\norder by priority desc, " + relation::column_list(table.key_names()) + " limit $1::bigint",
      where.parameters);
  std::vector<Job> jobs;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto text = [&](std::size_t column) { return std::string(rows.text(row, column)); };
    jobs.push_back({table.name, text(0), text(1), text(2), text(3), text(4), text(5), rows.integer(row, 6),
                    rows.integer(row, 7), rows.integer(row, 8)});
  }
  return jobs;
}

std::int64_t count_jobs(db::Connection& connection, const Table& table, const JobFilter& filter) {
  const auto where = condition(table, filter, all_statuses());
  return connection
      .execute("select count(*) from " + job_table_of(table) + " where " + where.sql, where.parameters)
      .integer(0, 0);
}

}  // namespace doppel::populate
