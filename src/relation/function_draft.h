// The part of a drafted migration that concerns the queue's functions (queue_functions.h) and the guards of
// results (result_guard.h). Pure text.
#pragma once

#include <string>

#include "relation/difference.h"
#include "relation/table.h"

namespace doppel::relation {

// Statements that bring functions and guards from what the database says to the definitions. To be run when
// all tables and the other triggers are as they should be.
std::string draft_functions(const Schema& schema, const Facts& live, const Facts& expected);

}  // namespace doppel::relation
