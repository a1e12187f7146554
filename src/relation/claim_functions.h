// The claims among the queue's functions (queue_functions.h). Pure text. REQUIRES, all: tier computed.
#pragma once

#include "relation/queue_functions.h"

namespace doppel::relation {

// job.claim_<table>: the best pending keys.
DatabaseFunction claim_function(const Table& table);

// job.claim_listed_<table>: the best among keys that the caller lists.
DatabaseFunction claim_listed_function(const Table& table);

}  // namespace doppel::relation
