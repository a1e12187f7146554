#include "relation/difference.h"

#include <set>

namespace doppel::relation {
namespace {

std::string label(const Fact& fact) {
  return fact.table + ": " + fact.kind + (fact.name.empty() ? "" : " " + fact.name);
}

std::string lineage_text(const Difference& difference) {
  const std::string place = difference.fact.table + ": " + difference.fact.name;
  if (!difference.expected) return place + " is not in the definitions";
  return place + (difference.live ? " comes from " + *difference.live : " is missing") +
         "; the definition says " + *difference.expected;
}

// The texts are long, and no use beside one another.
std::string function_text(const Difference& difference) {
  const std::string function = "function " + difference.fact.table + "." + difference.fact.name;
  if (!difference.live) return function + " is missing";
  if (!difference.expected) return function + " is in no definition";
  return function + " is not as the definitions have it";
}

}  // namespace

std::vector<Difference> compare(const Facts& live, const Facts& expected) {
  std::set<std::string> missing;
  std::vector<Difference> differences;
  for (const auto& [fact, text] : expected) {
    if (fact.kind != "table" || live.contains(fact)) continue;
    missing.insert(fact.table);
    differences.push_back({fact, std::nullopt, text});
  }
  for (const auto& [fact, text] : expected) {
    if (missing.contains(fact.table)) continue;
    const auto found = live.find(fact);
    if (found == live.end()) {
      differences.push_back({fact, std::nullopt, text});
    } else if (found->second != text) {
      differences.push_back({fact, found->second, text});
    }
  }
  for (const auto& [fact, text] : live) {
    if (!expected.contains(fact)) differences.push_back({fact, text, std::nullopt});
  }
  return differences;
}

std::string to_string(const Difference& difference) {
  const auto& [fact, live, expected] = difference;
  if (fact.kind == "lineage") return lineage_text(difference);
  if (fact.kind == "function") return function_text(difference);
  if (fact.kind == "table" && !live) return fact.table + " is missing";
  if (fact.kind == "table" && !expected) return fact.table + " is in no definition";
  if (!live) return label(fact) + " is missing: " + *expected;
  if (!expected) return label(fact) + " is not in the definition: " + *live;
  return label(fact) + " is: " + *live + "; the definition says: " + *expected;
}

}  // namespace doppel::relation
