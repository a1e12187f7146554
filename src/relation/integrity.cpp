#include "relation/integrity.h"

#include "relation/ddl.h"

namespace doppel::relation {
namespace {

std::string call_of_seal(const Table& master) { return quote_qualified(seal_function(master)) + "()"; }

// The masters are locked first, by a statement of its own: the one after it sees what others, who held them,
// have committed.
std::string seal_masters(const Schema& schema, const Table& master, const std::string& touched) {
  const std::string keys = column_list(master.key_names());
  const std::string rows = "(select distinct " + keys + " from " + touched + ") t";
  const std::string name = quote_qualified(master.qualified());
  return "  perform from " + name + " m, " + rows + " where " + equal_columns(master.key_names(), "m", "t") +
         " for no key update of m;\n" +  //
         "  update " + name + " m set _parts_hash = " + parts_hash_expression(schema, master, "m") +
         "\n  from " + rows + " where " + equal_columns(master.key_names(), "m", "t") + ";\n";
}

// Its owner's rights, since those who may add parts may not update masters.
std::string create_seal_function(const Schema& schema, const Table& master) {
  std::string moved = seal_masters(schema, master, "was");
  return "create function " + call_of_seal(master) +
         " returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as "
         "$$\nbegin\n" +
         seal_masters(schema, master, "touched") + "  if tg_op = 'UPDATE' then\n" + moved +
         "  end if;\n  return null;\nend $$;\ncomment on function " + call_of_seal(master) +
         " is 'Trigger of the parts: keeps _parts_hash of their master true';\n";
}

std::string create_seal_triggers(const Table& master, const Table& part) {
  const auto trigger = [&](const std::string& event, const std::string& rows) {
    return "create trigger seal_" + event + " after " + event + " on " + quote_qualified(part.qualified()) +
           " referencing " + rows + "\n  for each statement execute function " + call_of_seal(master) + ";\n";
  };
  return trigger("insert", "new table as touched") +
         trigger("update", "old table as was new table as touched") +
         trigger("delete", "old table as touched");
}

// Not within other triggers: the sealing of a master is no change by hand.
std::string create_change_trigger(const Table& table) {
  std::string key;
  for (const std::string& column : table.key_names())
    key += (key.empty() ? "" : ", ") + quote_literal(column);
  return "create trigger note_change after update on " + quote_qualified(table.qualified()) +
         " referencing old table as was new table as now\n"
         "  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change(" +
         key + ");\n";
}

}  // namespace

std::string seal_function(const Table& master) { return master.schema + ".seal_" + master.name; }

std::string parts_hash_expression(const Schema& schema, const Table& table, const std::string& master) {
  std::string lines;
  for (const Table* part : schema.parts_of(table)) {
    lines += (lines.empty() ? "" : " union all ") + ("select " + quote_literal(part->qualified() + ":")) +
             " || p._row_hash as line from " + quote_qualified(part->qualified()) + " p where " +
             equal_columns(table.key_names(), "p", master);
  }
  return "coalesce((select encode(sha256(convert_to(string_agg(line, E'\\n' order by line collate \"C\"), "
         "'UTF8')), "
         "'hex')\n    from (" +
         lines + ") parts), '')";
}

std::string create_integrity(const Schema& schema, const Table& table) {
  std::string sql = create_change_trigger(table);
  const auto parts = schema.parts_of(table);
  if (parts.empty()) return sql;
  sql += create_seal_function(schema, table);
  for (const Table* part : parts) sql += create_seal_triggers(table, *part);
  return sql;
}

}  // namespace doppel::relation
