// Statements that compare whole tables, row by row.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"

namespace doppel::populate {

// Runs a statement whose joins go by hash (or merge), whatever the statistics say: each table is read once.
// Where statistics are missing or old, the planner would look up millions of rows one at a time.
db::Result query_whole_tables(db::Transaction& transaction, const std::string& sql,
                              const std::vector<db::Parameter>& parameters = {});

}  // namespace doppel::populate
