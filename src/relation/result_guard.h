// The commit's half of the fence, as triggers: whoever inserts results finishes their jobs, and may insert no
// others. Looking at all rows of a statement together (a transition table), the trigger `accept` of a
// computed table refuses the statement unless
// 1. the rows that its foreign keys name are there, which it locks as PostgreSQL would: so the latter's own
//    check, row by row, may rest (db/foreign_keys.h);
// 2. the rows name one run, of as many keys, that this transaction has inserted;
// 3. their _input_hash is that of the parents in their key as they are now, which it locks likewise;
// 4. a worker of this role holds the key of every row under the epoch that the setting doppel.epoch names;
// and deletes their job rows. That of a part refuses rows without a master row of the same run and inputs.
//
// The owner's members insert as they like, as imports need, unless they name an epoch; but for 1. Pure text.
#pragma once

#include <string>
#include <vector>

#include "relation/queue_functions.h"
#include "relation/table.h"

namespace doppel::relation {

// SQLSTATE with which a statement is refused whose keys are not all held: the lease was lost.
constexpr const char* kLostLease = "ZL001";
// SQLSTATE with which a statement is refused whose inputs are no longer what they were at fetch.
constexpr const char* kInputsChanged = "ZL002";

// job.accept_<table> of a computed table and of each of its parts. REQUIRES: tier computed.
std::vector<DatabaseFunction> guard_functions(const Schema& schema, const Table& table);

// The trigger `accept` of a computed table or a part.
std::string guard_trigger(const Table& table);

// All that a computed table needs besides its job table: queue_functions(), guards and their triggers.
std::string create_queue(const Schema& schema, const Table& table);

}  // namespace doppel::relation
