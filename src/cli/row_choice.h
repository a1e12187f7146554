// Rows that a person names on the command line: "animal_id = 1 and unit_id in (3, 4)", or a key as messages
// print it, "animal_id=1 unit_id=3".
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "relation/restriction.h"

namespace doppel::cli {

// Throws Error(usage) naming the place and the columns that exist. Empty text: all rows.
relation::Restriction parse_rows(const relation::Table& table, const std::string& text);

// The key of the one row that the words (joined by spaces) name; Error(usage) telling how many there are
// otherwise.
relation::Key one_row(db::Transaction& transaction, const relation::Table& table,
                      const std::vector<std::string>& words);

// Asks on the terminal and returns the answer. Throws Error(usage) where stdin is no terminal: add --yes.
bool confirm(const std::string& question);

}  // namespace doppel::cli
