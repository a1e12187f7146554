// A person's restriction, e.g. "animal_id = 1 and scan_idx in (3, 4)", parsed and turned into SQL with bound
// values. Identifiers must be columns of the table; nothing of the text reaches SQL unbound.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relation/table.h"

namespace doppel::relation {

struct Restriction {
  std::string sql = "true";         // with $1.. placeholders, starting at first_parameter
  std::vector<std::string> values;  // texts to bind, in order
};

// Grammar: comparison {(and|or) comparison}, not, parentheses; =, <>, <, <=, >, >=, in (...), is [not] null,
// like. Throws Error(usage) naming the place and the columns that exist.
Restriction parse_restriction(const Table& table, std::string_view text, int first_parameter = 1);

}  // namespace doppel::relation
