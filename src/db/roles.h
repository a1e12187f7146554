// The four roles of a database: owner (no login; owns everything), migrator (becomes the owner), worker
// (reaches the queue through functions, inserts results that it holds the keys of) and reader (SELECT and
// REFERENCES). What each may and may not do: docs/roles.md.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/table.h"

namespace doppel::db {

// Makes the roles <prefix>_owner, _migrator, _worker and _reader where they are missing, hands the database's
// objects to the owner, the queue's functions among them (relation/queue_functions.h), and grants anew: run
// it again after each migration that adds a table. One transaction. Returns a line for each thing granted;
// passwords are neither set nor told. REQUIRES: a superuser, or whoever may create roles and owns the
// database. Throws Error(usage) for an odd prefix.
std::vector<std::string> make_roles(Connection& connection, const relation::Schema& schema,
                                    const std::string& prefix);

}  // namespace doppel::db
