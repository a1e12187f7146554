#include "populate/stale.h"

#include "populate/input_sql.h"
#include "populate/whole_tables.h"
#include "relation/ddl.h"
#include "relation/input_hash.h"

namespace doppel::populate {
namespace {

using relation::AliasedParent;
using relation::quote_literal;
using relation::quote_qualified;
using relation::Schema;
using relation::Table;
using relation::Tier;

std::string has_other_inputs(const Table& table) {
  return "t._input_hash is distinct from " + relation::input_hash_expression(table);
}

std::string newest_version(const Table& table) {
  return "(select m.version from provenance.maker m where m.table_name = " +
         quote_literal(table.qualified()) + ")";
}

// The rows of `table` whose input hash or maker's version is not what it would be now, with `columns` of
// them. Of all runs only those of older makers are joined: few, or else their rows are what is asked for.
std::string stale_from(const Table& table, const std::string& columns) {
  return "select " + columns + "\nfrom " + quote_qualified(table.qualified()) + " t" +
         relation::join_inputs(table, "t", "left join") +
         "\nleft join provenance.run older on older.run_id = t._run_id and older.table_name = " +
         quote_literal(table.qualified()) + " and older.maker_version < " + newest_version(table) +
         "\nwhere " + has_other_inputs(table) + " or older.run_id is not null";
}

std::string run_alias(const AliasedParent& parent) { return "_run_of_" + parent.alias; }

bool has_run(const Schema& schema, const AliasedParent& parent) {
  return schema.at(parent.parent->table).has_run();
}

// What the reasons need to know of a stale row. Names of ours begin with an underscore, no key column's does.
std::string columns_for_reasons(const Schema& schema, const Table& table) {
  std::string columns = relation::column_list(table.key_names(), "t.") +
                        ", t._run_id, older.maker_version as _made_by,\n  " + has_other_inputs(table) +
                        " as _has_other_inputs";
  for (const AliasedParent& parent : relation::input_parents(table)) {
    if (has_run(schema, parent)) columns += ", " + parent.alias + "._run_id as " + run_alias(parent);
  }
  return columns;
}

// "n_sizes: 8 -> 9, ..." of a line of provenance.change.
constexpr const char* kChangedColumns =
    "(select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)\n"
    "       from jsonb_each(c.columns) e)";

// The head of a query for reasons that are on record: key, run, reason, detail.
std::string reason_of(const Table& table, const std::string& reason, const std::string& detail) {
  return "  select " + relation::column_list(table.key_names(), "s.") + ", s._run_id, " +
         quote_literal(reason) + " as _reason, " + detail + " as _detail\n  from stale s";
}

std::string made_again(const Table& table, const AliasedParent& parent) {
  return reason_of(table, "input",
                   quote_literal(parent.parent->table + " ") + " || " +
                       text_key(parent.parent->columns, "s") + " || ' was made again by run ' || s." +
                       run_alias(parent)) +
         "\n  where s._has_other_inputs and s." + run_alias(parent) + " > s._run_id";
}

// Changes by hand of rows of `changed`, which is the parent or one of its parts, whose keys are longer.
std::string changed_by_hand(const Table& table, const AliasedParent& parent, const Table& changed,
                            bool is_setting) {
  std::string columns;
  for (const std::string& column : parent.parent->columns)
    columns += (columns.empty() ? "" : ", ") + quote_literal(column);
  const std::string key = changed.qualified() == parent.parent->table
                              ? "c.key"
                              : "provenance.key_of(c.key, array[" + columns + "])";
  return reason_of(table, is_setting ? "parameter" : "input",
                   "c.table_name || ' ' || " + text_key(parent.parent->columns, "s") + " || ', ' || " +
                       kChangedColumns) +
         "\n  join provenance.run r on r.run_id = s._run_id\n  join provenance.change c on c.table_name = " +
         quote_literal(changed.qualified()) + " and " + key + " = " + json_key(parent.parent->columns, "s") +
         "\n  where s._has_other_inputs and c.changed_at >= r.claimed_at";
}

std::string known_reasons(const Schema& schema, const Table& table) {
  std::string queries;
  const auto add = [&](const std::string& query) {
    queries += (queries.empty() ? "" : "\n  union all\n") + query;
  };
  for (const AliasedParent& parent : relation::input_parents(table)) {
    const Table& above = schema.at(parent.parent->table);
    const bool is_setting = above.tier == Tier::lookup;
    if (above.has_run()) add(made_again(table, parent));
    add(changed_by_hand(table, parent, above, is_setting));
    for (const Table* part : schema.parts_of(above)) add(changed_by_hand(table, parent, *part, is_setting));
  }
  return queries;
}

std::string branch(const Schema& schema, const Table& table) {
  const std::string name = quote_literal(table.qualified()) + "::text, ";
  const std::string key = json_key(table.key_names(), "s") + ", s._run_id, ";
  return "(with stale as materialized (" + stale_from(table, columns_for_reasons(schema, table)) +
         "),\nknown as materialized (\n" + known_reasons(schema, table) + ")\nselect " + name + key +
         "s._reason, s._detail from known s\nunion all\nselect " + name + key +
         "'maker', 'made by version ' || s._made_by || ' of its maker, which is at ' || " +
         newest_version(table) + "\nfrom stale s where s._made_by is not null\nunion all\nselect " + name +
         key +
         "'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'\n"
         "from stale s where s._has_other_inputs and not exists (select from known k where " +
         relation::equal_columns(table.key_names(), "k", "s") + "))";
}

}  // namespace

std::string create_stale_view(const Schema& schema) {
  std::string sql = "create or replace view provenance.stale (table_name, key, run_id, reason, detail) as\n";
  std::string branches;
  for (const Table* table : schema.computed())
    branches += (branches.empty() ? "" : "\nunion all\n") + branch(schema, *table);
  if (branches.empty()) branches = "select ''::text, '{}'::jsonb, 0::bigint, ''::text, ''::text where false";
  return sql + branches +
         ";\ncomment on view provenance.stale is 'Rows whose inputs, settings or maker have changed since "
         "they were "
         "made, each with the reason';\n";
}

std::string stale_keys(const Table& table) {
  return stale_from(table, relation::column_list(table.key_names(), "t."));
}

std::vector<StaleRow> stale_rows(db::Connection& connection, const Schema& schema,
                                 const std::vector<const Table*>& tables) {
  std::vector<std::string> names;
  for (const Table* table : tables.empty() ? schema.computed() : tables) names.push_back(table->qualified());
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  const auto rows =
      query_whole_tables(snapshot,
                         "select table_name, key, reason, detail, run_id from provenance.stale where "
                         "table_name = any ($1::text[])\n"
                         "order by array_position($1::text[], table_name), key, reason, detail",
                         {relation::to_text(relation::Value(names), relation::Type::text_array)});
  std::vector<StaleRow> all;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    all.push_back({schema.at(std::string(rows.text(row, 0))).name, std::string(rows.text(row, 1)),
                   std::string(rows.text(row, 2)), std::string(rows.text(row, 3)), rows.integer(row, 4)});
  }
  return all;
}

}  // namespace doppel::populate
