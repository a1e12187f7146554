#include "populate/stale.h"

#include "populate/input_sql.h"
#include "relation/ddl.h"
#include "relation/input_hash.h"

namespace doppel::populate {
namespace {

using relation::quote_literal;
using relation::quote_qualified;
using relation::Schema;
using relation::Table;
using relation::Tier;

// The rows of `table` whose input hash or maker's version is not what it would be now, with `columns` of
// them.
std::string stale_from(const Table& table, const std::string& columns) {
  return "select " + columns + "\nfrom " + quote_qualified(table.qualified()) + " t" +
         relation::join_inputs(table, "t", "left join") +
         "\nleft join provenance.run r on r.run_id = t._run_id\nleft join provenance.maker m on m.table_name "
         "= " +
         quote_literal(table.qualified()) + "\nwhere t._input_hash is distinct from " +
         relation::input_hash_expression(table) + " or r.maker_version < m.version";
}

std::string run_alias(const relation::AliasedParent& parent) { return parent.alias + "_run"; }

bool has_run(const Schema& schema, const relation::AliasedParent& parent) {
  const Table& table = schema.at(parent.parent->table);
  return table.has_run();
}

// What the reasons need to know of a stale row.
std::string columns_for_reasons(const Schema& schema, const Table& table) {
  std::string columns =
      relation::column_list(table.key_names(), "t.") +
      ", t._run_id, r.claimed_at, r.maker_version, m.version,\n  t._input_hash is distinct from " +
      relation::input_hash_expression(table) + " as has_other_inputs";
  for (const relation::AliasedParent& parent : relation::input_parents(table)) {
    if (has_run(schema, parent)) columns += ", " + parent.alias + "._run_id as " + run_alias(parent);
  }
  return columns;
}

// "n_sizes: 8 -> 9, ..." of a line of provenance.change.
constexpr const char* kChangedColumns =
    "(select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)\n"
    "       from jsonb_each(c.columns) e)";

std::string made_again(const relation::AliasedParent& parent) {
  return "    select 'input', " + quote_literal(parent.parent->table + " ") + " || " +
         text_key(parent.parent->columns, "s") + " || ' was made again by run ' || s." + run_alias(parent) +
         "\n    where s.has_other_inputs and s." + run_alias(parent) + " > s._run_id";
}

std::string changed_by_hand(const Schema& schema, const relation::AliasedParent& parent) {
  const Table& table = schema.at(parent.parent->table);
  const std::string key = json_key(parent.parent->columns, "s");
  std::string same_row = "c.table_name = " + quote_literal(table.qualified()) + " and c.key = " + key;
  for (const Table* part : schema.parts_of(table)) {
    same_row += "\n       or c.table_name = " + quote_literal(part->qualified()) + " and c.key @> " + key;
  }
  return "    select " + quote_literal(table.tier == Tier::lookup ? "parameter" : "input") +
         ", c.table_name || ' ' || " + text_key(parent.parent->columns, "s") + " || ', ' || " +
         kChangedColumns +
         "\n    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (" +
         same_row + ")";
}

std::string reasons_of(const Schema& schema, const Table& table) {
  std::string known;
  for (const relation::AliasedParent& parent : relation::input_parents(table)) {
    if (has_run(schema, parent)) known += (known.empty() ? "" : "\n    union all\n") + made_again(parent);
    known += (known.empty() ? "" : "\n    union all\n") + changed_by_hand(schema, parent);
  }
  return "  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || "
         "s.version\n"
         "  where s.maker_version < s.version\n  union all\n  (with known (reason, detail) as (\n" +
         known +
         ")\n  select reason, detail from known\n  union all\n"
         "  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record "
         "which'\n"
         "  where s.has_other_inputs and not exists (select from known))";
}

std::string branch(const Schema& schema, const Table& table) {
  return "select " + quote_literal(table.qualified()) + "::text, " + json_key(table.key_names(), "s") +
         ", s._run_id, why.reason, why.detail\nfrom (" +
         stale_from(table, columns_for_reasons(schema, table)) + ") s\ncross join lateral (\n" +
         reasons_of(schema, table) + ") why (reason, detail)";
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
  std::vector<StaleRow> all;
  for (const Table* table : tables.empty() ? schema.computed() : tables) {
    const auto rows = connection.execute(
        "select key, reason, detail, run_id from provenance.stale where table_name = $1 order by key, "
        "reason, detail",
        {table->qualified()});
    for (std::size_t row = 0; row < rows.size(); ++row) {
      all.push_back({table->name, std::string(rows.text(row, 0)), std::string(rows.text(row, 1)),
                     std::string(rows.text(row, 2)), rows.integer(row, 3)});
    }
  }
  return all;
}

}  // namespace doppel::populate
