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

// " and <restriction>", where there is one, with its values bound.
std::string restricted(const relation::KeyRestriction& restriction, const Table& table,
                       std::vector<db::Parameter>& values) {
  if (restriction.takes_all()) return "";
  const auto chosen = restriction.of(table, static_cast<int>(values.size()) + 1);
  values.insert(values.end(), chosen.values.begin(), chosen.values.end());
  return " and " + chosen.sql;
}

std::string job_table_of(const Table& table) { return relation::quote_qualified(table.job_table()); }

}  // namespace

Choice choose(const std::vector<std::string>& names, const std::string& where, const relation::Schema& schema,
              const std::vector<std::unique_ptr<Maker>>& makers) {
  Choice choice;
  std::vector<const Table*> tables;
  for (const auto& maker : makers) {
    if (!is_named(maker->table(), names)) continue;
    choice.makers.push_back(maker.get());
    tables.push_back(&maker->table());
  }
  for (const std::string& name : names) {
    const Table& table = schema.at(name);
    if (std::ranges::find(tables, &table) == tables.end()) {
      throw Error(ErrorClass::usage, table.qualified() + " has no maker",
                  "name computed tables; doppel status lists them");
    }
  }
  if (!where.empty()) choice.restriction = relation::KeyRestriction(tables, where);
  return choice;
}

std::vector<Workplace> workplaces(const Choice& choice, const relation::Schema& schema) {
  std::vector<Workplace> places;
  for (const Maker* maker : choice.makers) places.emplace_back(*maker, schema, choice.restriction);
  return places;
}

BoundSql busy_sql(const std::vector<Workplace>& places, const relation::Schema& schema,
                  const relation::KeyRestriction& restriction) {
  std::set<const Table*> own, ancestors;
  for (const Workplace& place : places) {
    own.insert(place.table);
    add_ancestors(*place.table, schema, ancestors);
  }
  BoundSql sql{"select false", {}};
  const auto add = [&](const Table& table, std::string_view status) {
    sql.text += " or exists (select from " + job_table_of(table) + " where status = '" + std::string(status) +
                "'" + restricted(restriction, table, sql.values) + ")";
  };
  for (const Table* table : own) add(*table, "pending");
  ancestors.merge(own);
  for (const Table* table : ancestors) add(*table, "claimed");
  return sql;
}

BoundSql suspects_sql(const std::vector<Workplace>& places, const relation::KeyRestriction& restriction) {
  BoundSql sql{"select false", {}};
  for (const Workplace& place : places) {
    sql.text += " or exists (select from " + job_table_of(*place.table) +
                " where status = 'pending' and deaths > 0 and not_before <= now()" +
                restricted(restriction, *place.table, sql.values) + ")";
  }
  return sql;
}

BoundSql ready_sql(const std::vector<Workplace>& places, const relation::KeyRestriction& restriction) {
  BoundSql sql{"", {"0"}};
  for (const Workplace& place : places) {
    sql.text += (sql.text.empty() ? "select (select true from " : ",\n  (select true from ") +
                job_table_of(*place.table) +
                " where status = 'pending' and not_before <= now() and deaths = $1::integer" +
                restricted(restriction, *place.table, sql.values) + " order by priority desc, " +
                relation::column_list(place.table->key_names()) + " limit 1) is not null";
  }
  return sql;
}

}  // namespace doppel::populate
