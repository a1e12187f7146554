// Which parents a computed table's keys come from. Where one parent's row refers to another's, that one is
// there, and need not be looked for: the natural join of the others gives the same keys. What a planner does
// with twelve joins of as many columns takes it longer than the query.
#pragma once

#include <vector>

#include "relation/table.h"

namespace doppel::relation {

// The parents in the key that no other parent in the key refers to with those columns, in the order of the
// definition. Their keys together have all columns that the keys of all parents have.
std::vector<const Parent*> key_source(const Schema& schema, const Table& table);

// Does every row of `table` refer to one of `ancestor`, through any number of generations?
bool refers_to(const Schema& schema, const Table& table, const std::string& ancestor);

}  // namespace doppel::relation
