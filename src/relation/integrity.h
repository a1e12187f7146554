// DDL of the triggers by which a database keeps its provenance true whoever writes, a person with psql
// included: a master's _parts_hash follows its parts, and a row changed by hand leaves a line in
// provenance.change. Printed by `doppel schema draft`, after the tables themselves.
#pragma once

#include <string>

#include "relation/table.h"

namespace doppel::relation {

// Scalar expression of a master's _parts_hash, `master` being the alias of its row: SHA-256 over the lines
// "schema.part:<row hash>" of all its parts in byte order; '' without parts.
std::string parts_hash_expression(const Schema& schema, const Table& table, const std::string& master);

// The triggers of one table: that which records changes by hand, and, for a master, the function
// <schema>.seal_<name>() with its triggers on every part. REQUIRES: table and parts exist.
std::string create_integrity(const Schema& schema, const Table& table);

}  // namespace doppel::relation
