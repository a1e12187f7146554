#include "relation/draft.h"

#include <algorithm>
#include <set>

#include "relation/alter.h"
#include "relation/ddl.h"
#include "relation/function_draft.h"
#include "relation/trigger_draft.h"
#include "util/error.h"

namespace doppel::relation {
namespace {

bool exists(const std::string& table, const Facts& facts) { return facts.contains({table, "table", ""}); }

std::string schema_of(const std::string& qualified) { return qualified.substr(0, qualified.find('.')); }

// The tables, job tables beside their tables, that are on both sides.
std::vector<std::string> kept_tables(const Schema& schema, const Facts& live) {
  std::vector<std::string> kept;
  for (const Table* table : schema.tables) {
    if (exists(table->qualified(), live)) kept.push_back(table->qualified());
    if (table->tier == Tier::computed && exists(table->job_table(), live)) kept.push_back(table->job_table());
  }
  return kept;
}

// A key is what children, job tables and lineage refer to, and what its rows are known by.
void refuse_key_changes(const Schema& schema, const Facts& live, const Facts& expected) {
  std::string changes;
  const auto add = [&](const std::string& change) {
    if (!change.empty()) changes += (changes.empty() ? "" : "; ") + change;
  };
  for (const std::string& table : kept_tables(schema, live)) add(primary_key_change(table, live, expected));
  for (const Table* table : schema.tables) {
    if (!exists(table->qualified(), live)) continue;
    for (const Column& column : table->key) {
      const auto before = live.find({table->qualified(), "column", column.name});
      const auto after = expected.find({table->qualified(), "column", column.name});
      if (before == live.end() || before->second == after->second) continue;
      add(table->qualified() + ": key column " + column.name + " would change from " + before->second +
          " to " + after->second);
    }
  }
  if (changes.empty()) return;
  throw Error(
      ErrorClass::usage, "primary keys do not change: " + changes,
      "define a table of another name and move the rows in a migration written by hand; a job table may "
      "simply be dropped, its jobs come back");
}

// The tables that are made from rows of `table`, at any distance: their input hashes cover its row hashes.
std::vector<std::string> made_from(const Schema& schema, const std::string& table) {
  std::set<std::string> reached{table};
  std::vector<std::string> found;
  for (const Table* candidate : schema.tables) {
    const bool depends = std::ranges::any_of(candidate->parents, [&](const Parent& parent) {
      return reached.contains(parent.table) && candidate->has_run();
    });
    if (!depends || reached.contains(candidate->qualified())) continue;
    reached.insert(candidate->qualified());
    if (candidate->tier == Tier::computed) found.push_back(candidate->qualified());
  }
  return found;
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string reader_view_of(const Table& table) { return "public." + table.name; }

// Must the readers' view of a table be made again?
bool view_changes(const Table& table, const Facts& live, const Facts& expected) {
  const std::string view = reader_view_of(table);
  const Fact definition{view, "definition", ""};
  return !exists(view, live) || columns_differ(table.qualified(), live, expected) ||
         !live.contains(definition) || live.at(definition) != expected.at(definition);
}

// Views over tables whose columns change, in the order given, whether ours to touch or not.
std::vector<DependentView> in_the_way(const Schema& schema, const Facts& live, const Facts& expected,
                                      const std::vector<DependentView>& views) {
  std::set<std::string> changing;
  for (const Table* table : schema.tables) {
    for (const std::string& name : {table->qualified(), table->job_table()}) {
      if (exists(name, live) && columns_differ(name, live, expected)) changing.insert(name);
    }
  }
  std::set<std::string> with_their_table;  // readers' views of tables that go
  for (const auto& [fact, text] : live) {
    if (fact.kind != "table" || expected.contains(fact)) continue;
    changing.insert(fact.table);
    with_their_table.insert("public." + unqualified(fact.table));
  }
  std::vector<DependentView> found;
  std::ranges::copy_if(views, std::back_inserter(found), [&](const DependentView& view) {
    return !with_their_table.contains(view.name) &&
           std::ranges::any_of(view.tables, [&](const auto& table) { return changing.contains(table); });
  });
  return found;
}

bool is_ours(const DependentView& view) {
  static const std::set<std::string> ours{"public", "provenance", "job", "store", "report", "twin"};
  return ours.contains(schema_of(view.name));
}

std::string drop_views(const Schema& schema, const Facts& live, const Facts& expected,
                       const std::vector<DependentView>& views) {
  std::string sql;
  for (auto view = views.rbegin(); view != views.rend(); ++view) {
    if (is_ours(*view)) {
      sql += "drop view " + quote_qualified(view->name) + ";\n";
    } else {
      sql += "-- the view " + view->name + " reads what changes here; its owner must drop it first\n";
    }
  }
  for (const Table* table : schema.tables) {
    if (exists(reader_view_of(*table), live) && view_changes(*table, live, expected)) {
      sql += "drop view " + quote_qualified(reader_view_of(*table)) + ";\n";
    }
  }
  return sql;
}

std::string create_views(const Schema& schema, const Facts& live, const Facts& expected,
                         const std::vector<DependentView>& views) {
  std::string sql;
  for (const Table* table : schema.tables) {
    if (view_changes(*table, live, expected)) sql += create_reader_view(*table);
  }
  for (const DependentView& view : views) {
    if (!is_ours(view) || schema_of(view.name) == "report") continue;
    sql += "create view " + quote_qualified(view.name) + " as\n" + view.definition + "\n";
    if (!view.comment.empty()) {
      sql += "comment on view " + quote_qualified(view.name) + " is " + quote_literal(view.comment) + ";\n";
    }
  }
  return sql;
}

// Comments of readers' views that stay.
std::string view_comments(const Schema& schema, const Facts& live, const Facts& expected) {
  std::string sql;
  for (const Table* table : schema.tables) {
    if (view_changes(*table, live, expected)) continue;
    for (const Difference& difference : compare(live, expected)) {
      if (difference.fact.table != reader_view_of(*table)) continue;
      const std::string text = difference.expected ? quote_literal(*difference.expected) : "null";
      const std::string view = quote_qualified(reader_view_of(*table));
      if (difference.fact.kind == "comment") sql += "comment on view " + view + " is " + text + ";\n";
      if (difference.fact.kind == "comment of column") {
        sql += "comment on column " + view + "." + quote_identifier(difference.fact.name) + " is " + text +
               ";\n";
      }
    }
  }
  return sql;
}

std::string create_tables(const Schema& schema, const Facts& live) {
  std::string sql;
  for (const Table* table : schema.tables) {
    const bool is_new = !exists(table->qualified(), live);
    if (is_new) sql += create_table(*table, !schema.parts_of(*table).empty()) + "\n";
    if (table->tier == Tier::computed && !exists(table->job_table(), live))
      sql += create_job_table(*table) + "\n";
  }
  return sql;
}

std::string alter_tables(const Schema& schema, const Facts& live, const Facts& expected) {
  std::string sql;
  for (const std::string& table : kept_tables(schema, live)) {
    const std::string change = alter_table(table, live, expected);
    if (change.empty()) continue;
    const auto stale =
        columns_differ(table, live, expected) ? made_from(schema, table) : std::vector<std::string>{};
    if (!stale.empty()) sql += "-- makes stale what is there of " + joined_names(stale) + "\n";
    sql += change + "\n";
  }
  return sql;
}

// In one statement, since they may refer to one another.
std::string drop_tables(const Facts& live, const Facts& expected) {
  std::string views, tables;
  for (const auto& [fact, text] : live) {
    if (fact.kind != "table" || expected.contains(fact)) continue;
    tables += (tables.empty() ? "" : ", ") + quote_qualified(fact.table);
    if (schema_of(fact.table) == "job") continue;
    views += "drop view if exists public." + quote_identifier(unqualified(fact.table)) + ";\n";
  }
  if (tables.empty()) return "";
  return "-- no definition knows these: their rows go\n" + views + "drop table " + tables + ";\n\n";
}

std::string lineage_rows(const Facts& live, const Facts& expected) {
  std::string changes, rows, table;
  for (const Difference& difference : compare(live, expected)) {
    if (difference.fact.kind != "lineage") continue;
    table = difference.fact.table;  // twin."~lineage", as SQL writes it
    const auto dot = difference.fact.name.find('.');
    const std::string owner = quote_literal(difference.fact.name.substr(0, dot));
    const std::string attribute = quote_literal(difference.fact.name.substr(dot + 1));
    if (difference.live) {
      changes += "delete from " + table + " where table_name = " + owner +
                 " and attribute_name = " + attribute + ";\n";
    }
    if (!difference.expected) continue;
    rows += (rows.empty() ? "" : ",\n") + ("  (" + owner) + ", " + attribute + ", " +
            quote_literal(*difference.expected) + ")";
  }
  if (rows.empty()) return changes;
  return changes + "insert into " + table + " (table_name, attribute_name, lineage) values\n" + rows + ";\n";
}

}  // namespace

std::string draft(const Schema& schema, const Facts& live, const Facts& expected,
                  const std::vector<DependentView>& views) {
  refuse_key_changes(schema, live, expected);
  const auto dependent = in_the_way(schema, live, expected, views);
  std::string sql = drop_views(schema, live, expected, dependent);
  if (!sql.empty()) sql += "\n";
  sql += create_tables(schema, live) + alter_tables(schema, live, expected) + drop_tables(live, expected);
  sql += create_views(schema, live, expected, dependent) + view_comments(schema, live, expected);
  sql += draft_triggers(schema, live, expected) + draft_functions(schema, live, expected);
  return sql + lineage_rows(live, expected);
}

}  // namespace doppel::relation
