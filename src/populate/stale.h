// Rows of computed tables that would be made differently now: their inputs, a setting or their maker has
// changed since. The view provenance.stale says so for every table, one line a reason; it derives from the
// definitions and is put in place with them. Rows further down are not listed: they become stale once their
// parents are made again.
//
// Every row is compared with the hashes that its parents have now, rather than marked when one of them
// changes: a mark is missed by whatever goes round the triggers (a restored dump, a column added to a
// parent), and costs every commit. So a look reads each table once and joins by hash; docs/provenance.md has
// figures.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/table.h"

namespace doppel::populate {

// CREATE OR REPLACE VIEW provenance.stale (table_name, key, run_id, reason, detail). Conditions on table_name
// leave the other tables unread.
std::string create_stale_view(const relation::Schema& schema);

// A query for the key columns of the stale rows of one computed table. REQUIRES: computed.
std::string stale_keys(const relation::Table& table);

struct StaleRow {
  std::string table;   // without schema
  std::string key;     // JSON object
  std::string reason;  // maker, input or parameter
  std::string detail;  // which version, which row, which column from what to what
  std::int64_t run_id = 0;
};

// All, or those of `tables`; in the order of the schema, then of the keys.
std::vector<StaleRow> stale_rows(db::Connection& connection, const relation::Schema& schema,
                                 const std::vector<const relation::Table*>& tables);

}  // namespace doppel::populate
