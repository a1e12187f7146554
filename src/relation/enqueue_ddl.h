// The triggers that queue what new rows make possible: on the parents in the key of a computed table, a
// statement-level trigger that joins the new rows with the other parents and adds the keys to the job table.
// They make the queue prompt, not right: two transactions that each insert a half of a key's parents do not
// see one another, so workers search for what is missing as well.
#pragma once

#include <string>
#include <vector>

#include "relation/table.h"

namespace doppel::relation {

struct EnqueueTrigger {
  std::string name;      // unqualified, e.g. enqueue_summary
  std::string table;     // qualified, on which it fires
  std::string function;  // qualified, e.g. job.enqueue_summary_from_measurement
  std::string ddl;       // of the function, the trigger, and the function's comment
};

// In the order of the parents, without those that another parent refers to: their rows are there before its
// rows, and so never complete a key. REQUIRES: tier computed. The functions run with their owner's rights:
// who may insert a parent need not be allowed to write the queue.
std::vector<EnqueueTrigger> enqueue_triggers(const Schema& schema, const Table& table);

// All of their DDL.
std::string create_enqueue_triggers(const Schema& schema, const Table& table);

}  // namespace doppel::relation
