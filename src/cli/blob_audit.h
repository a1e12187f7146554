// The blobs of the store against the rows that name them.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/table.h"
#include "store/blob_census.h"

namespace doppel::cli {

std::set<std::string> named_blobs(db::Transaction& transaction);
// Those that rows of one table name.
std::set<std::string> named_blobs(db::Transaction& transaction, const relation::Table& table);

// Blobs that no row names, and what writers that died have left: those that have been so for at least this
// long, since a younger one may be on its way into a row.
std::vector<store::StoredFile> orphans(db::Connection& connection, const store::BlobStore& blobs,
                                       std::chrono::seconds age);

// Notes in the store that rows of this database may name its blobs. Whoever writes blobs calls it first.
void sign_store(db::Connection& connection, const store::BlobStore& blobs);
// Error(usage) if another database has done so too: its rows cannot be seen from here.
void require_sole_use(db::Connection& connection, const store::BlobStore& blobs);

std::string megabytes(std::uintmax_t bytes);

}  // namespace doppel::cli
