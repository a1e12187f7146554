#include "populate/workplaces.h"

#include <algorithm>
#include <set>

#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using relation::Table;

bool is_named(const Table& table, const std::vector<std::string>& names) {
  return names.empty() || std::ranges::find(names, table.name) != names.end() ||
         std::ranges::find(names, table.qualified()) != names.end();
}

// Computed tables from which rows of `table` derive, through any number of generations.
void add_ancestors(const Table& table, const relation::Schema& schema, std::set<const Table*>& ancestors) {
  for (const relation::Parent& parent : table.parents) {
    const Table& other = schema.at(parent.table);
    add_ancestors(other, schema, ancestors);
    const Table& master = other.tier == relation::Tier::part ? schema.at(other.master) : other;
    if (&master != &other) add_ancestors(master, schema, ancestors);
    if (master.tier == relation::Tier::computed) ancestors.insert(&master);
  }
}

}  // namespace

std::vector<Workplace> workplaces(const std::vector<std::string>& names, const relation::Schema& schema,
                                  const std::vector<std::unique_ptr<Maker>>& makers) {
  std::vector<Workplace> places;
  for (const auto& maker : makers) {
    if (is_named(maker->table(), names)) places.emplace_back(*maker, schema);
  }
  for (const std::string& name : names) {
    const Table& table = schema.at(name);
    if (std::ranges::find(places, &table, &Workplace::table) == places.end()) {
      throw Error(ErrorClass::usage, table.qualified() + " has no maker",
                  "name computed tables; doppel status lists them");
    }
  }
  return places;
}

std::string busy_sql(const std::vector<Workplace>& places, const relation::Schema& schema) {
  std::set<const Table*> own, ancestors;
  for (const Workplace& place : places) {
    own.insert(place.table);
    add_ancestors(*place.table, schema, ancestors);
  }
  std::string sql = "select false";
  const auto add = [&](const Table& table, std::string_view status) {
    sql += " or exists (select from " + relation::quote_qualified(table.job_table()) + " where status = '" +
           std::string(status) + "')";
  };
  for (const Table* table : own) add(*table, "pending");
  ancestors.merge(own);
  for (const Table* table : ancestors) add(*table, "claimed");
  return sql;
}

std::string suspects_sql(const std::vector<Workplace>& places) {
  std::string sql = "select false";
  for (const Workplace& place : places) {
    sql += " or exists (select from " + relation::quote_qualified(place.table->job_table()) +
           " where status = 'pending' and deaths > 0 and not_before <= now())";
  }
  return sql;
}

std::string ready_sql(const std::vector<Workplace>& places) {
  std::string sql;
  for (const Workplace& place : places) {
    sql += (sql.empty() ? "select (select true from " : ",\n  (select true from ") +
           relation::quote_qualified(place.table->job_table()) +
           " where status = 'pending' and not_before <= now() and deaths = $1::integer order by priority "
           "desc, " +
           relation::column_list(place.table->key_names()) + " limit 1) is not null";
  }
  return sql;
}

}  // namespace doppel::populate
