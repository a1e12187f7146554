// Where a row comes from: the row, what it was made from, and so on to the ground (imports, settings, what
// people asked for), each with its hash and, where one wrote it, its run. A snapshot, as values.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "relation/table.h"

namespace doppel::populate {

struct AncestryRow {
  const relation::Table* table = nullptr;
  relation::Key key;
  std::string json;  // all columns, the hidden ones too, as PostgreSQL's to_jsonb gives them
  std::string row_hash;
  std::int64_t run_id = 0;           // 0: a person's row, which no run wrote
  std::vector<std::size_t> parents;  // places in Ancestry::rows
};

struct Ancestry {
  std::vector<AncestryRow> rows;             // the row asked for comes first; each row once
  std::map<std::int64_t, std::string> runs;  // run_id -> the row of provenance.run as JSON
};

// REQUIRES: the row exists. Throws Error(bad_input) naming a parent that does not.
Ancestry ancestry(db::Transaction& snapshot, const relation::Schema& schema, const relation::Table& table,
                  const relation::Key& key);

std::string ancestry_tree(const Ancestry& ancestry);  // for people: indented, a row met before is named only
std::string ancestry_json(
    const Ancestry& ancestry);  // {"rows": [...], "runs": [...]}; parents are places in rows

// Columns whose value names a blob by its SHA-256: (qualified table, column).
using BlobColumns = std::vector<std::pair<std::string, std::string>>;

struct CrateFacts {
  std::string date;     // ISO 8601, of the export
  std::string license;  // URL; empty: none is stated
  BlobColumns blobs;
};

// An RO-Crate 1.1 with the profile Process Run Crate 0.5: path in the folder -> content. One CreateAction a
// run, one JSON file a row; blobs that the rows name are described by hash, not contained.
std::map<std::string, std::string> ro_crate(const Ancestry& ancestry, const CrateFacts& facts);

}  // namespace doppel::populate
