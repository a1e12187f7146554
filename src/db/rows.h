// Typed rows in and out of tables. Values are bound; identifiers come from definitions.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "relation/row_table.h"

namespace doppel::db {

// All columns of the rows of `table` that match every (column, value) of `restriction`, in key order.
std::vector<std::vector<relation::Value>> fetch_values(Transaction& transaction, const relation::Table& table,
                                                       const relation::Key& restriction);
// Likewise for any of the keys (which share their columns): one round trip.
std::vector<std::vector<relation::Value>> fetch_values(Transaction& transaction, const relation::Table& table,
                                                       const std::vector<relation::Key>& keys);

template <class Row>
std::vector<Row> fetch(Transaction& transaction, const relation::RowTable<Row>& table,
                       const relation::Key& restriction = {}) {
  std::vector<Row> rows;
  for (const auto& values : fetch_values(transaction, table, restriction)) rows.push_back(table.row(values));
  return rows;
}

template <class Row>
std::vector<Row> fetch(Transaction& transaction, const relation::RowTable<Row>& table,
                       const std::vector<relation::Key>& keys) {
  std::vector<Row> rows;
  for (const auto& values : fetch_values(transaction, table, keys)) rows.push_back(table.row(values));
  return rows;
}

// The one row with this key; throws Error(bad_input) naming table and key if it is absent.
template <class Row>
Row fetch_one(Transaction& transaction, const relation::RowTable<Row>& table, const relation::Key& key) {
  auto rows = fetch(transaction, table, key);
  if (rows.size() != 1) {
    throw Error(ErrorClass::bad_input, table.table().qualified() + " has no row " + key.to_string());
  }
  return std::move(rows.front());
}

// Provenance of rows that an import or a maker writes.
struct Stamp {
  std::int64_t run_id = 0;
  std::string input_hash;
};

// COPY (of one row: INSERT) of rows in the definition's column order; `stamps` has one entry per row, or one
// for all, or none (manual, lookup).
void insert_values(Transaction& transaction, const relation::Table& table,
                   const std::vector<std::vector<relation::Value>>& rows,
                   const std::vector<Stamp>& stamps = {});

// The same of rows that stay where they are.
struct StampedRow {
  const std::vector<relation::Value>* values;
  const Stamp* stamp;  // null: none. All rows have one, or none has.
};
void insert_stamped(Transaction& transaction, const relation::Table& table,
                    const std::vector<StampedRow>& rows);

template <class Row>
void insert(Transaction& transaction, const relation::RowTable<Row>& table, const std::vector<Row>& rows,
            const std::vector<Stamp>& stamps = {}) {
  std::vector<std::vector<relation::Value>> values;
  values.reserve(rows.size());
  for (const Row& row : rows) values.push_back(table.values(row));
  insert_values(transaction, table, values, stamps);
}

}  // namespace doppel::db
