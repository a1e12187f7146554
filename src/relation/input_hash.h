// What a result's _input_hash covers, as SQL text, in one place for all who compute it: the fetch and the
// commit of a batch, provenance.stale and verify. Pure.
#pragma once

#include <string>
#include <vector>

#include "relation/table.h"

namespace doppel::relation {

// The in-key parents of a table with the aliases p1, p2, ... that the texts below use.
struct AliasedParent {
  const Parent* parent;
  std::string alias;
};
std::vector<AliasedParent> input_parents(const Table& table);

// The lines "schema.table:<row hash>" of those parents, in the definition's order, joined by newlines; NULL
// where a parent is gone.
std::string input_lines_expression(const Table& table);

// Their SHA-256 (hex).
std::string input_hash_expression(const Table& table);

// "join twin.scan p1 on p1.animal_id = k.animal_id ...": the parents of rows `k`, joined by `how` ("join").
std::string join_inputs(const Table& table, const std::string& row, const std::string& how);

}  // namespace doppel::relation
