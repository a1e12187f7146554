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

// Names of the functions that differ. Those that no definition knows, of another signature for one, come
// first: `drops` takes them away.
std::set<std::string> changed_functions(const Facts& live, const Facts& expected, std::string& drops) {
  std::set<std::string> changed;
  for (const Difference& difference : compare(live, expected)) {
    const Fact& fact = difference.fact;
    if (fact.kind != "function") continue;
    if (difference.expected) {
      changed.insert(bare_name(fact));
      continue;
    }
    const std::string name = bare_name(fact);
    drops += "drop function if exists job." + quote_identifier(name) + fact.name.substr(name.size()) + ";\n";
  }
  return changed;
}

std::string guard_if_changed(const Table& table, const Facts& live, const Facts& expected) {
  const Fact fact{table.qualified(), "trigger", "accept"};
  const auto before = live.find(fact), after = expected.find(fact);
  if (before != live.end() && after != expected.end() && before->second == after->second) return "";
  return guard_trigger(table);
}

}  // namespace

std::string draft_functions(const Schema& schema, const Facts& live, const Facts& expected) {
  std::string sql;
  const auto changed = changed_functions(live, expected, sql);
  const auto add = [&](const std::vector<DatabaseFunction>& functions) {
    for (const DatabaseFunction& function : functions) {
      if (changed.contains(function.name)) sql += function.ddl + "\n";
    }
  };
  add(worker_functions());
  for (const Table* table : schema.computed()) {
    add(queue_functions(*table));
    add(guard_functions(schema, *table));
    sql += guard_if_changed(*table, live, expected);
    for (const Table* part : schema.parts_of(*table)) sql += guard_if_changed(*part, live, expected);
  }
  return sql;
}

}  // namespace doppel::relation
