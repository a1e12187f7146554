// Rows as JSON, for provenance.run.parameters.
#pragma once

#include <nlohmann/json.hpp>

#include "relation/row_table.h"

namespace doppel::workers {

nlohmann::json to_json(const relation::Value& value);
nlohmann::json to_json(const relation::Value& value, relation::Type type);  // reals as they were written
nlohmann::json to_json(const relation::Key& key);

template <class Row>
nlohmann::json to_json(const relation::RowTable<Row>& table, const Row& row) {
  nlohmann::json json;
  const auto values = table.values(row);
  std::size_t i = 0;
  for (const auto* columns : {&table.table().key, &table.table().columns}) {
    for (const auto& column : *columns) json[column.name] = to_json(values[i++], column.type);
  }
  return json;
}

}  // namespace doppel::workers
