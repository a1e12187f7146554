#include "relation/function_draft.h"

#include <set>
#include <vector>

#include "relation/ddl.h"
#include "relation/queue_functions.h"
#include "relation/result_guard.h"

namespace doppel::relation {
namespace {

// "claim_score" of "claim_score(bigint, integer)"
std::string bare_name(const Fact& function) { return function.name.substr(0, function.name.find('(')); }

// Those that no definition knows: of a table that is gone, or of another signature.
std::string drop_unknown(const std::vector<Difference>& differences) {
  std::string sql;
  for (const auto& [fact, before, after] : differences) {
    if (fact.kind != "function" || after) continue;
    const std::string name = bare_name(fact);
    sql += "drop function if exists job." + quote_identifier(name) + fact.name.substr(name.size()) + ";\n";
  }
  return sql;
}

std::set<std::string> changed_functions(const std::vector<Difference>& differences) {
  std::set<std::string> names;
  for (const auto& [fact, before, after] : differences) {
    if (fact.kind == "function" && after) names.insert(bare_name(fact));
  }
  return names;
}

std::string guard_if_changed(const Table& table, const Facts& live, const Facts& expected) {
  const Fact fact{table.qualified(), "trigger", "accept"};
  const auto before = live.find(fact), after = expected.find(fact);
  if (before != live.end() && after != expected.end() && before->second == after->second) return "";
  return guard_trigger(table);
}

}  // namespace

std::string draft_functions(const Schema& schema, const Facts& live, const Facts& expected) {
  const auto differences = compare(live, expected);
  const auto changed = changed_functions(differences);
  std::string sql = drop_unknown(differences);
  const auto add = [&](const std::vector<DatabaseFunction>& functions) {
    for (const DatabaseFunction& function : functions) {
      if (changed.contains(function.name)) sql += function.ddl + "\n";
    }
  };
  add(worker_functions());
  for (const Table* table : schema.computed()) {
    add(queue_functions(schema, *table));
    add(guard_functions(schema, *table));
    sql += guard_if_changed(*table, live, expected);
    for (const Table* part : schema.parts_of(*table)) sql += guard_if_changed(*part, live, expected);
  }
  return sql;
}

}  // namespace doppel::relation
