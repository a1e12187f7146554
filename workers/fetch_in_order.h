// The rows that a batch's keys name in another table, in the order of the keys.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "db/rows.h"

namespace doppel::workers {

// REQUIRES: each key holds the key columns of one row of `table` that exists; keys may share a row.
template <class Row>
std::vector<Row> fetch_in_order(db::Transaction& snapshot, const relation::RowTable<Row>& table,
                                const std::vector<relation::Key>& keys) {
  std::vector<relation::Key> wanted;
  for (const auto& key : keys) wanted.push_back(key.project(table.table().key_names()));
  const std::set<relation::Key> once(wanted.begin(), wanted.end());
  std::map<relation::Key, Row> rows;
  for (auto& row : db::fetch(snapshot, table, {once.begin(), once.end()}))
    rows.emplace(row.key, std::move(row));
  std::vector<Row> in_order;
  for (const auto& key : wanted) in_order.push_back(rows.at(key));
  return in_order;
}

}  // namespace doppel::workers
