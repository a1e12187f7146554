// Looks for what provenance says and the rows do not bear out: values changed behind the database's back,
// rows without the run, parents or master that they name, masters that do not match their parts, results
// whose inputs have changed. Row hashes are computed here anew, by relation/row_hash.h, so that neither a
// generated column that was dropped and refilled nor a hash function that was replaced goes unnoticed.
//
// What no check of this kind can see: a superuser who changes a row and every hash that depends on it, in all
// its descendants. Compare `doppel provenance` of a few rows with an export made earlier, kept elsewhere.
#pragma once

#include <functional>
#include <string>

#include "db/connection.h"
#include "relation/table.h"

namespace doppel::populate {

struct Finding {
  std::string table;  // qualified
  std::string key;    // "animal_id=1 session=2"
  std::string what;
  std::string mend;
};
using Report = std::function<void(const Finding&)>;

// Returns the number of rows looked at. One snapshot for all tables makes findings consistent.
std::int64_t verify_table(db::Transaction& snapshot, const relation::Schema& schema,
                          const relation::Table& table, const Report& report);

}  // namespace doppel::populate
