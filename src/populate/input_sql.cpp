#include "populate/input_sql.h"

#include "populate/key_arrays.h"
#include "relation/ddl.h"

namespace doppel::populate {

using relation::quote_identifier;
using relation::quote_literal;
using relation::Table;

std::vector<AliasedParent> input_parents(const Table& table) {
  std::vector<AliasedParent> parents;
  for (const relation::Parent& parent : table.parents) {
    if (parent.in_key) parents.push_back({&parent, "p" + std::to_string(parents.size() + 1)});
  }
  return parents;
}

std::string join_inputs(const Table& table) {
  std::string joins;
  for (const auto& [parent, alias] : input_parents(table)) {
    joins += "\nleft join " + relation::quote_qualified(parent->table) + " " + alias + " on " +
             equal_columns(parent->columns, alias, "t");
  }
  return joins;
}

std::string current_input_hash(const Table& table) {
  std::string lines;
  for (const auto& [parent, alias] : input_parents(table)) {
    lines += (lines.empty() ? "" : " || E'\\n' || ") + quote_literal(parent->table + ":") + " || " + alias +
             "._row_hash";
  }
  return "encode(sha256(convert_to(" + lines + ", 'UTF8')), 'hex')";
}

std::string json_key(const std::vector<std::string>& columns, const std::string& alias) {
  std::string pairs;
  for (const std::string& column : columns) {
    pairs +=
        (pairs.empty() ? "" : ", ") + quote_literal(column) + ", " + alias + "." + quote_identifier(column);
  }
  return "jsonb_build_object(" + pairs + ")";
}

std::string text_key(const std::vector<std::string>& columns, const std::string& alias) {
  std::string text;
  for (const std::string& column : columns) {
    text += (text.empty() ? "" : " || ' ' || ") + quote_literal(column + "=") + " || " + alias + "." +
            quote_identifier(column);
  }
  return "(" + text + ")";
}

}  // namespace doppel::populate
