// What requests have in common: settings that must exist, and task rows that are added once.
#pragma once

#include <string>

#include "db/rows.h"

namespace doppel::workers {

// Throws Error(bad_input) naming `value` and what there is instead. `names`: of the rows there,
// comma-separated.
[[noreturn]] void refuse_unknown(const relation::Table& table, const std::string& value,
                                 const std::string& names);

// REQUIRES: the table's key begins with the column of its name.
template <class Row>
void require_row(db::Transaction& transaction, const relation::RowTable<Row>& table,
                 const std::string& value) {
  const std::string column = table.table().key.front().name;
  if (!db::fetch(transaction, table, relation::Key{{column, value}}).empty()) return;
  std::string names;
  for (const auto& row : db::fetch(transaction, table))
    names += (names.empty() ? "" : ", ") + row.key.text(column);
  refuse_unknown(table, value, names);
}

// False if it is there.
template <class Row>
bool add_if_missing(db::Transaction& transaction, const relation::RowTable<Row>& table,
                    const relation::Key& key) {
  if (!db::fetch(transaction, table, key).empty()) return false;
  db::insert(transaction, table, {Row{key}});
  return true;
}

}  // namespace doppel::workers
