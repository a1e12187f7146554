// What the texts of the queue's functions (queue_functions.h) have in common. Pure text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relation/function_ddl.h"
#include "relation/queue_functions.h"
#include "relation/sql_text.h"

namespace doppel::relation {

std::string listed(const std::vector<std::string>& pieces);  // with commas

// text(column) for each column of the key, with commas.
template <class Text>
std::string for_each_key(const Table& table, Text text) {
  std::vector<std::string> pieces;
  for (const Column& column : table.key) pieces.push_back(text(column));
  return listed(pieces);
}

std::string type_of(const Column& column);
std::string array_types(const Table& table);            // of one array a key column
std::string parameters(const Table& table, int first);  // "$first, ...", one a key column

// {table}, {job}, {turn}, {keys} and the like of filled() (sql_text.h).
Pieces pieces_of(const Table& table);
Pieces with(Pieces pieces, const Pieces& more);

// job.<verb>_<table>.
DatabaseFunction function_of(const std::string& verb, const Table& table, const Signature& signature,
                             std::string_view body, const Pieces& pieces);

}  // namespace doppel::relation
