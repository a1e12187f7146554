// COPY ... FROM STDIN over libpqxx, whose interfaces for it differ between 6 and 7. Private to src/db.
#pragma once

#include <pqxx/pqxx>

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/value.h"

namespace doppel::db {

// `table` and `columns` are quoted identifiers. On any failure the transaction is aborted.
void copy_rows(pqxx::transaction_base& work, const std::string& table,
               const std::vector<std::string>& columns, const std::vector<relation::Type>& types,
               const CopyRows& rows);

}  // namespace doppel::db
