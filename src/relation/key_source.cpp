#include "relation/key_source.h"

#include <algorithm>

namespace doppel::relation {

bool refers_to(const Schema& schema, const Table& table, const std::string& ancestor) {
  return std::ranges::any_of(table.parents, [&](const Parent& parent) {
    return parent.table == ancestor || refers_to(schema, schema.at(parent.table), ancestor);
  });
}

std::vector<const Parent*> key_source(const Schema& schema, const Table& table) {
  const auto is_implied = [&](const Parent& parent) {
    return std::ranges::any_of(table.parents, [&](const Parent& other) {
      const auto has = [&](const std::string& column) {
        return std::ranges::find(other.columns, column) != other.columns.end();
      };
      return other.in_key && std::ranges::all_of(parent.columns, has) &&
             refers_to(schema, schema.at(other.table), parent.table);
    });
  };
  std::vector<const Parent*> source;
  for (const Parent& parent : table.parents) {
    if (parent.in_key && !is_implied(parent)) source.push_back(&parent);
  }
  return source;
}

}  // namespace doppel::relation
