// Keys as bound arrays, one per column: how a statement takes a whole batch of keys in one round trip.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "relation/table.h"

namespace doppel::populate {

// "unnest((select $2::integer[]), (select $3::text[]))" over the key columns of the table. The planner cannot
// see how long the arrays are, takes them for short, and so looks the keys up in an index: a batch is always
// small beside its tables, whatever their statistics say.
std::string unnest_keys(const relation::Table& table, int first_parameter);

// The arrays that go with it, appended. REQUIRES: keys of that table, in its column order.
void append_key_arrays(std::vector<db::Parameter>& parameters, const relation::Table& table,
                       const std::vector<relation::Key>& keys);

// The keys in rows of a result whose first columns are the table's key columns, sorted.
std::vector<relation::Key> read_keys(const db::Result& result, const relation::Table& table);

// The keys in one row of a result that has an array for each key column, from column `first` on, sorted.
// REQUIRES: one row, arrays of equal lengths.
std::vector<relation::Key> read_key_arrays(const db::Result& result, std::size_t first,
                                           const relation::Table& table);

}  // namespace doppel::populate
