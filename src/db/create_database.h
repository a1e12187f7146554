// A database of one's own on a server that several projects share.
#pragma once

#include <string>

namespace doppel::db {

// Makes the database `name` (any characters), in UTF-8, on the server of `connection_string`, over the
// server's database postgres: the one that the string names need not exist. Throws Error(usage) if there is
// one already or PostgreSQL would cut the name; whatever the server refuses otherwise.
void create_database(const std::string& connection_string, const std::string& name);

}  // namespace doppel::db
