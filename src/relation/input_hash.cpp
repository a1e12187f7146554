#include "relation/input_hash.h"

#include "relation/ddl.h"

namespace doppel::relation {

std::vector<AliasedParent> input_parents(const Table& table) {
  std::vector<AliasedParent> parents;
  for (const Parent& parent : table.parents) {
    if (parent.in_key) parents.push_back({&parent, "p" + std::to_string(parents.size() + 1)});
  }
  return parents;
}

std::string input_lines_expression(const Table& table) {
  std::string lines;
  for (const auto& [parent, alias] : input_parents(table)) {
    lines += (lines.empty() ? "" : " || E'\\n' || ") + quote_literal(parent->table + ":") + " || " + alias +
             "._row_hash";
  }
  return lines;
}

std::string input_hash_expression(const Table& table) {
  return "encode(sha256(convert_to(" + input_lines_expression(table) + ", 'UTF8')), 'hex')";
}

std::string join_inputs(const Table& table, const std::string& row, const std::string& how) {
  std::string joins;
  for (const auto& [parent, alias] : input_parents(table)) {
    joins += "\n" + how + " " + quote_qualified(parent->table) + " " + alias + " on " +
             equal_columns(parent->columns, alias, row);
  }
  return joins;
}

}  // namespace doppel::relation
