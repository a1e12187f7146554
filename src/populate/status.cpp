#include "populate/status.h"

#include "populate/key_text.h"
#include "relation/ddl.h"
#include "relation/queue_functions.h"

namespace doppel::populate {
namespace {

using relation::quote_identifier;
using relation::quote_literal;
using relation::Table;

// Taken from the catalogue, so that no definitions are needed.
struct JobTable {
  std::string name;
  std::vector<std::string> key;
};

std::vector<JobTable> job_tables(db::Connection& connection) {
  const auto rows = connection.execute(
      "select c.relname, a.attname from pg_index i join pg_class c on c.oid = i.indrelid\n"
      "  join pg_namespace n on n.oid = c.relnamespace\n"
      "  cross join unnest(i.indkey::smallint[]) with ordinality as k (number, place)\n"
      "  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number\n"
      "where n.nspname = 'job' and i.indisprimary and exists (\n"
      "  select from pg_attribute e where e.attrelid = c.oid and e.attname = 'epoch' and not "
      "e.attisdropped)\n"
      "order by c.relname, k.place");
  std::vector<JobTable> tables;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (tables.empty() || tables.back().name != rows.text(row, 0))
      tables.push_back({std::string(rows.text(row, 0)), {}});
    tables.back().key.emplace_back(rows.text(row, 1));
  }
  return tables;
}

std::string held_sql(const std::vector<JobTable>& tables) {
  std::string sql;
  for (const JobTable& table : tables) {
    sql += (sql.empty() ? "" : "\nunion all ") + ("(select worker_id, " + quote_literal(table.name)) +
           " as table_name, min(" + key_text(table.key) + ") as first_key, count(*) as n from job." +
           quote_identifier(table.name) + " where status = 'claimed' group by worker_id)";
  }
  return sql;
}

}  // namespace

std::vector<TableStatus> table_status(db::Connection& connection, const relation::Schema& schema,
                                      const relation::KeyRestriction& restriction) {
  std::vector<TableStatus> all;
  for (const Table* table : schema.computed()) {
    const auto chosen = restriction.of(*table);
    const auto counts = connection.execute(
        "select (select count(*) from " + relation::quote_qualified(table->qualified()) + " where " +
            chosen.sql +
            "), count(*) filter (where status = 'pending'), count(*) filter (where status = 'claimed'),\n"
            "  count(*) filter (where status = 'failed'), count(*) filter (where status = 'quarantined'),\n"
            "  count(*) filter (where status = 'ignored')\nfrom " +
            relation::quote_qualified(table->job_table()) + " where " + chosen.sql,
        {chosen.values.begin(), chosen.values.end()});
    all.push_back({table->name, counts.integer(0, 0), counts.integer(0, 1), counts.integer(0, 2),
                   counts.integer(0, 3), counts.integer(0, 4), counts.integer(0, 5)});
  }
  return all;
}

std::vector<std::int64_t> keys_not_queued(db::Connection& connection, const relation::Schema& schema) {
  std::vector<std::int64_t> counts;
  for (const Table* table : schema.computed())
    counts.push_back(
        connection.execute("select count(*) from " + relation::missing_keys(schema, *table)).integer(0, 0));
  return counts;
}

std::vector<WorkerStatus> worker_status(db::Connection& connection) {
  const std::string held = held_sql(job_tables(connection));
  const std::string columns =
      "select w.application_name, w.host, w.pid, "
      "extract(epoch from w.lease_until - clock_timestamp())::double precision, ";
  const auto rows = connection.execute(
      held.empty() ? columns + "null, null, 0 from job.worker w order by w.worker_id"
                   : columns + "h.table_name, h.first_key, h.n from job.worker w left join (" + held +
                         ") h using (worker_id) order by w.worker_id, h.table_name");
  std::vector<WorkerStatus> workers;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    WorkerStatus worker;
    worker.worker = rows.text(row, 0);
    worker.host = rows.text(row, 1);
    worker.pid = static_cast<int>(rows.integer(row, 2));
    worker.lease_seconds = rows.real(row, 3);
    if (!rows.is_null(row, 4)) {
      worker.table = rows.text(row, 4);
      worker.key = rows.text(row, 5);
      if (const auto n = rows.integer(row, 6); n > 1) worker.key += " and " + std::to_string(n - 1) + " more";
    }
    workers.push_back(std::move(worker));
  }
  return workers;
}

std::int64_t n_workers(db::Connection& connection) {
  return connection.execute("select greatest(count(*), 1) from job.worker").integer(0, 0);
}

std::vector<JobError> job_errors(db::Connection& connection, const relation::Schema& schema) {
  std::vector<JobError> errors;
  for (const Table* table : schema.computed()) {
    const auto rows = connection.execute(
        "select " + key_text(table->key_names()) + ", error_class, error_message, status, attempts from " +
        relation::quote_qualified(table->job_table()) + " where error_class is not null order by " +
        relation::column_list(table->key_names()));
    for (std::size_t row = 0; row < rows.size(); ++row) {
      errors.push_back({table->name, std::string(rows.text(row, 0)), std::string(rows.text(row, 1)),
                        std::string(rows.text(row, 2)), std::string(rows.text(row, 3)),
                        static_cast<int>(rows.integer(row, 4))});
    }
  }
  return errors;
}

}  // namespace doppel::populate
