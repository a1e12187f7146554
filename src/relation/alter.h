// ALTER TABLE from what a table is to what it should be, both told as facts in PostgreSQL's words. It serves
// the science's tables and their job tables alike. The primary key stays: who changes that has another table.
#pragma once

#include <string>

#include "relation/difference.h"

namespace doppel::relation {

// The statements, each on lines of its own, with a comment before what loses values, before what a person
// must fill in, and before what rewrites the table. All changes of columns go into one ALTER TABLE, so that
// PostgreSQL rewrites the rows once; a new column without default that must not be null splits it in two,
// around the filling in.
// `_row_hash` comes back over the new columns, since PostgreSQL changes no column that a generated one reads.
// Empty: no difference. REQUIRES: the table is among both facts.
std::string alter_table(const std::string& table, const Facts& live, const Facts& expected);

// Does a column come, go or change? Then views over the table must be made again.
bool columns_differ(const std::string& table, const Facts& live, const Facts& expected);

// Why the primary key would change, "twin.scan: PRIMARY KEY (a) would become PRIMARY KEY (a, b)"; empty: it
// stays.
std::string primary_key_change(const std::string& table, const Facts& live, const Facts& expected);

}  // namespace doppel::relation
