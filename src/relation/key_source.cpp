#include "relation/key_source.h"

#include <algorithm>

namespace doppel::relation {

bool refers_to(const Schema& schema, const Table& table, const std::string& ancestor) {
  return std::ranges::any_of(table.parents, [&](const Parent& parent) {
    return parent.table == ancestor || refers_to(schema, schema.at(parent.table), ancestor);
  });
}

namespace {

bool contains(const std::vector<std::string>& columns, const std::vector<std::string>& wanted) {
  return std::ranges::all_of(
      wanted, [&](const std::string& column) { return std::ranges::find(columns, column) != columns.end(); });
}

// Does every row of `table` refer to one of wanted.table by the same columns, all the way?
bool leads_to(const Schema& schema, const Table& table, const Parent& wanted) {
  return std::ranges::any_of(table.parents, [&](const Parent& parent) {
    return contains(parent.columns, wanted.columns) &&
           (parent.table == wanted.table || leads_to(schema, schema.at(parent.table), wanted));
  });
}

}  // namespace

std::vector<const Parent*> key_source(const Schema& schema, const Table& table) {
  const auto is_implied = [&](const Parent& parent) {
    return std::ranges::any_of(table.parents, [&](const Parent& other) {
      return other.in_key && contains(other.columns, parent.columns) &&
             leads_to(schema, schema.at(other.table), parent);
    });
  };
  std::vector<const Parent*> source;
  for (const Parent& parent : table.parents) {
    if (parent.in_key && !is_implied(parent)) source.push_back(&parent);
  }
  return source;
}

}  // namespace doppel::relation
