// The part of a drafted migration that concerns triggers: those that queue keys (enqueue_ddl.h) and those
// that keep provenance true (integrity.h). Pure text.
#pragma once

#include <string>

#include "relation/difference.h"
#include "relation/table.h"

namespace doppel::relation {

// Statements that bring the triggers, and the functions behind them, from what the database says to the
// definitions. To be run when all tables are as they should be.
std::string draft_triggers(const Schema& schema, const Facts& live, const Facts& expected);

}  // namespace doppel::relation
