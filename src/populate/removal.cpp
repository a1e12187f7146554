#include "populate/removal.h"

#include <algorithm>

#include "populate/key_arrays.h"
#include "populate/stale.h"
#include "populate/whole_tables.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {

using relation::column_list;
using relation::quote_qualified;
using relation::Restriction;
using relation::Table;
using relation::Tier;

namespace {

std::vector<db::Parameter> bound(const Restriction& restriction) {
  return {restriction.values.begin(), restriction.values.end()};
}

}  // namespace

Removal::Removal(db::Transaction& transaction, const relation::Schema& schema)
    : transaction_(&transaction), schema_(&schema) {}

std::string Removal::list_of(const Table& table) const {
  const auto place = std::ranges::find(schema_->tables, &table) - schema_->tables.begin();
  return "pg_temp.doomed_" + std::to_string(place);
}

// A temporary table: keys by the million stay in the database.
void Removal::open_list(const Table& table) {
  if (!listed_.insert(&table).second) return;
  std::string columns;
  for (const relation::Column& column : table.key) {
    columns += relation::quote_identifier(column.name) + " " + std::string(sql_name(column.type)) + ", ";
  }
  transaction_->query("create temporary table " + list_of(table) + " (" + columns + "primary key (" +
                      column_list(table.key_names()) + ")) on commit drop");
}

// Adds the keys of the rows `t` for which the condition holds, and locks those rows.
std::string Removal::insert_into_list(const Table& table, const std::string& condition) const {
  return "insert into " + list_of(table) + " select " + column_list(table.key_names(), "t.") + " from " +
         quote_qualified(table.qualified()) + " t where " + condition +
         " for update of t on conflict do nothing";
}

void Removal::collect(const Table& table, const std::string& condition,
                      const std::vector<db::Parameter>& parameters) {
  open_list(table);
  transaction_->query(insert_into_list(table, condition), parameters);
}

void Removal::add(const Table& table, const Restriction& restriction) {
  if (table.tier == Tier::part) {
    throw Error(ErrorClass::usage,
                table.qualified() + " is a part of " + table.master + ", which is whole or absent",
                "name the rows of " + table.master + " instead");
  }
  collect(table, "(" + restriction.sql + ")", bound(restriction));
}

void Removal::add_stale(const Table& table, const Restriction& restriction) {
  const std::string keys = column_list(table.key_names(), "t.");
  open_list(table);
  query_whole_tables(
      *transaction_,
      insert_into_list(table, "(" + restriction.sql + ") and (" + keys + ") in (" + stale_keys(table) + ")"),
      bound(restriction));
}

void Removal::close() {
  do {
    for (const Table* table : schema_->tables) {
      for (const relation::Parent& parent : table->parents) {
        const Table& above = schema_->at(parent.table);
        if (!listed_.contains(&above)) continue;
        transaction_->query("analyze " + list_of(above));
        collect(*table,
                "exists (select from " + list_of(above) + " d where " +
                    relation::equal_columns(parent.columns, "d", "t") + ")",
                {});
      }
    }
  } while (add_masters());
}

// Masters of parts that go through another parent; true if there were any that were not listed yet.
bool Removal::add_masters() {
  bool added = false;
  for (const Table* part : schema_->tables) {
    if (part->tier != Tier::part || !listed_.contains(part)) continue;
    const Table& master = schema_->at(part->master);
    open_list(master);
    const std::string count = "select count(*) from " + list_of(master);
    const auto before = number(count);
    collect(master,
            "exists (select from " + list_of(*part) + " d where " +
                relation::equal_columns(master.key_names(), "d", "t") + ")",
            {});
    added = added || number(count) > before;
  }
  return added;
}

std::int64_t Removal::number(const std::string& sql) const { return transaction_->query(sql).integer(0, 0); }

// The rows `j` of its job table that the delete of their parents takes along.
std::string Removal::jobs_that_go(const Table& table) const {
  std::string condition = "false";
  for (const relation::Parent& parent : table.parents) {
    const Table& above = schema_->at(parent.table);
    if (!parent.in_key || !listed_.contains(&above)) continue;
    condition += " or exists (select from " + list_of(above) + " d where " +
                 relation::equal_columns(parent.columns, "d", "j") + ")";
  }
  return quote_qualified(table.job_table()) + " j where " + condition;
}

std::vector<Removal::Count> Removal::counts() const {
  std::vector<Count> all;
  for (const Table* table : schema_->tables) {
    if (!listed_.contains(table)) continue;
    Count count{table, number("select count(*) from " + list_of(*table))};
    if (table->tier == Tier::computed) {
      const auto jobs = transaction_->query(
          "select count(*), count(*) filter (where status = 'claimed') from " + jobs_that_go(*table));
      count.jobs = jobs.integer(0, 0);
      count.running = jobs.integer(0, 1);
    }
    if (count.rows > 0 || count.jobs > 0) all.push_back(count);
  }
  return all;
}

void Removal::erase() {
  for (auto table = schema_->tables.rbegin(); table != schema_->tables.rend(); ++table) {
    if (!listed_.contains(*table)) continue;
    transaction_->query("delete from " + quote_qualified((*table)->qualified()) + " t using " +
                        list_of(**table) + " d where " +
                        relation::equal_columns((*table)->key_names(), "d", "t"));
  }
}

std::int64_t Removal::enqueue() {
  std::int64_t n_queued = 0;
  for (const Table* table : schema_->tables) {
    if (table->tier != Tier::computed || !listed_.contains(table)) continue;
    std::string sql = "insert into " + quote_qualified(table->job_table()) + " (" +
                      column_list(table->key_names()) + ") select " + column_list(table->key_names(), "d.") +
                      " from " + list_of(*table) + " d where true";
    for (const relation::Parent& parent : table->parents) {
      if (!parent.in_key) continue;
      sql += " and exists (select from " + quote_qualified(parent.table) + " p where " +
             relation::equal_columns(parent.columns, "p", "d") + ")";
    }
    n_queued +=
        static_cast<std::int64_t>(transaction_->query(sql + " on conflict do nothing").affected_rows());
  }
  if (n_queued > 0) transaction_->query("select pg_notify('doppel_job', '')");
  return n_queued;
}

}  // namespace doppel::populate
