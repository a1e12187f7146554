#include "populate/key_arrays.h"

#include <algorithm>

#include "relation/ddl.h"
#include "relation/value.h"

namespace doppel::populate {

using relation::Key;
using relation::Table;

std::string unnest_keys(const Table& table, int first_parameter) {
  std::string arrays;
  for (const relation::Column& column : table.key) {
    if (!arrays.empty()) arrays += ", ";
    arrays +=
        "(select $" + std::to_string(first_parameter++) + "::" + std::string(sql_name(column.type)) + "[])";
  }
  return "unnest(" + arrays + ")";
}

void append_key_arrays(std::vector<db::Parameter>& parameters, const Table& table,
                       const std::vector<Key>& keys) {
  for (std::size_t column = 0; column < table.key.size(); ++column) {
    // Quoted elements suit every type: the cast of the parameter reads them.
    std::vector<std::string> texts;
    texts.reserve(keys.size());
    for (const Key& key : keys) texts.push_back(to_text(key.values().at(column), table.key[column].type));
    parameters.emplace_back(to_text(relation::Value(std::move(texts)), relation::Type::text_array));
  }
}

std::vector<Key> read_keys(const db::Result& result, const Table& table) {
  const auto names = std::make_shared<const std::vector<std::string>>(table.key_names());
  std::vector<Key> keys;
  keys.reserve(result.size());
  for (std::size_t row = 0; row < result.size(); ++row) {
    std::vector<relation::Value> values;
    values.reserve(table.key.size());
    for (std::size_t i = 0; i < table.key.size(); ++i)
      values.push_back(result.value(row, i, table.key[i].type));
    keys.emplace_back(names, std::move(values));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<Key> read_key_arrays(const db::Result& result, std::size_t first, const Table& table) {
  const auto names = std::make_shared<const std::vector<std::string>>(table.key_names());
  std::vector<std::vector<relation::Value>> rows;
  for (std::size_t i = 0; i < table.key.size(); ++i) {
    // Read as text, whatever the elements are: not all types have an array type of ours.
    const auto column = relation::from_text(result.text(0, first + i), relation::Type::text_array);
    const auto& texts = std::get<std::vector<std::string>>(column);
    rows.resize(texts.size());
    for (std::size_t row = 0; row < texts.size(); ++row)
      rows[row].push_back(relation::from_text(texts[row], table.key[i].type));
  }
  std::vector<Key> keys;
  keys.reserve(rows.size());
  for (auto& values : rows) keys.emplace_back(names, std::move(values));
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace doppel::populate
