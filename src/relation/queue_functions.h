// The queue as SQL functions, the only way to it for workers: one function a transition of docs/job_states.md
// and computed table, owned by whoever owns the tables (SECURITY DEFINER), with a fixed search_path and no
// right for PUBLIC. A worker belongs to the role that registered it; nobody else extends its lease or touches
// its keys. Pure text; result_guard.h has the other half, the commit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relation/table.h"

namespace doppel::relation {

struct DatabaseFunction {
  std::string name;  // within schema job, not quoted
  std::string ddl;   // makes or replaces it
};

// "job.claim_score", quoted where needed.
std::string queue_function(std::string_view verb, const Table& table);

// The number of the advisory lock under which claims of a table take turns, as an expression.
std::string claim_turn(const Table& table);

// A subquery "missing": the keys that the parents make possible and that are neither done nor queued.
// REQUIRES: tier computed.
std::string missing_keys(const Schema& schema, const Table& table);

// job.register_worker, job.beat, job.end_worker and job.free_abandoned, which serve all tables.
std::vector<DatabaseFunction> worker_functions();

// job.claim_<table>, job.claim_listed_<table>, job.release_<table>, job.fail_<table>, job.hold_<table> (locks
// the parents; what their input hashes cover, relation/input_hash.h) and job.enqueue_<table>. Keys come as
// one array a key column. REQUIRES: tier computed.
std::vector<DatabaseFunction> queue_functions(const Schema& schema, const Table& table);

// The DDL of several.
std::string ddl_of(const std::vector<DatabaseFunction>& functions);

}  // namespace doppel::relation
