#include "relation/trigger_draft.h"

#include <algorithm>
#include <set>
#include <vector>

#include "relation/ddl.h"
#include "relation/enqueue_ddl.h"
#include "relation/integrity.h"

namespace doppel::relation {
namespace {

bool keeps_integrity(const Fact& fact) {
  return fact.name == "note_change" || fact.name.starts_with("seal_");
}

bool differs(const Fact& fact, const Facts& live, const Facts& expected) {
  const auto before = live.find(fact), after = expected.find(fact);
  if (before == live.end() || after == expected.end()) return before != live.end() || after != expected.end();
  return before->second != after->second;
}

// Trigger facts of a table, from both sides.
std::set<Fact> triggers_of(const std::string& table, const Facts& live, const Facts& expected) {
  std::set<Fact> found;
  for (const Facts* facts : {&live, &expected}) {
    for (auto at = facts->lower_bound({table, "trigger", ""});
         at != facts->end() && at->first.table == table && at->first.kind == "trigger"; ++at) {
      found.insert(at->first);
    }
  }
  return found;
}

std::string drop_trigger(const Fact& fact) {
  return "drop trigger " + quote_identifier(fact.name) + " on " + quote_qualified(fact.table) + ";\n";
}

std::string drop_function(const std::string& qualified) {
  return "drop function if exists " + quote_qualified(qualified) + "();\n";
}

std::string draft_enqueue(const Schema& schema, const Facts& live, const Facts& expected) {
  std::string sql;
  for (const Table* table : schema.computed()) {
    for (const EnqueueTrigger& trigger : enqueue_triggers(schema, *table)) {
      const Fact fact{trigger.table, "trigger", trigger.name};
      if (!differs(fact, live, expected)) continue;
      if (live.contains(fact)) sql += drop_trigger(fact);
      sql += drop_function(trigger.function) + trigger.ddl + "\n";
    }
  }
  return sql;
}

// A master and its parts are sealed together: a part that comes or goes changes the function of all.
std::string draft_integrity(const Schema& schema, const Table& master, const Facts& live,
                            const Facts& expected) {
  const auto parts = schema.parts_of(master);
  std::vector<const Table*> tables{&master};
  tables.insert(tables.end(), parts.begin(), parts.end());
  std::string drops, creates;
  bool any_change = false;
  for (const Table* table : tables) {
    for (const Fact& fact : triggers_of(table->qualified(), live, expected)) {
      if (!keeps_integrity(fact)) continue;
      any_change = any_change || differs(fact, live, expected);
      if (live.contains(fact)) drops += drop_trigger(fact);
    }
    creates += create_integrity(schema, *table);
  }
  if (!any_change) return "";
  std::string sql = drops + drop_function(seal_function(master)) + creates;
  const bool is_new = !live.contains({master.qualified(), "table", ""});
  if (!is_new && !parts.empty()) {
    sql += "update " + quote_qualified(master.qualified()) +
           " m set _parts_hash = " + parts_hash_expression(schema, master, "m") + ";\n";
  }
  return sql + "\n";
}

// Triggers that no definition knows, on tables that stay.
std::string drop_orphans(const Facts& live, const Facts& expected) {
  constexpr std::string_view before_name = "EXECUTE FUNCTION ";
  std::string sql;
  for (const auto& [fact, text] : live) {
    const bool stays = expected.contains({fact.table, "table", ""});
    if (fact.kind != "trigger" || expected.contains(fact) || !stays || keeps_integrity(fact)) continue;
    sql += drop_trigger(fact);
    const auto at = text.find(before_name);
    if (at == std::string::npos) continue;
    const auto begin = at + before_name.size();
    sql += drop_function(text.substr(begin, text.find('(', begin) - begin));
  }
  return sql;
}

}  // namespace

std::string draft_triggers(const Schema& schema, const Facts& live, const Facts& expected) {
  std::string sql = drop_orphans(live, expected);
  for (const Table* table : schema.tables) {
    if (table->tier != Tier::part) sql += draft_integrity(schema, *table, live, expected);
  }
  return sql + draft_enqueue(schema, live, expected);
}

}  // namespace doppel::relation
