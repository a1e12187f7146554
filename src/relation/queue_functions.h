// What a worker who owns nothing may do with the queue, as SQL text: one function a transition of
// docs/job_states.md and computed table, owned by the owner role (SECURITY DEFINER) with a fixed search_path,
// and triggers that take a result only from who holds its key. `doppel db roles` installs them; docs/roles.md
// says what they guarantee.
#pragma once

#include <string>

#include "relation/table.h"

namespace doppel::relation {

// job.register_worker, job.beat, job.end_worker and job.free_abandoned, which serve all tables. A worker
// belongs to the role that registered it; nobody else extends its lease or finishes its keys.
std::string worker_functions();

// job.claim_<table>, job.release_<table>, job.fail_<table>, job.hold_<table> (input hashes, parents locked)
// and job.enqueue_<table>. Keys come as one array a key column. REQUIRES: tier computed.
std::string queue_functions(const Table& table);

// Triggers on a computed table and its parts. Whoever is not a member of `owner` inserts results in one
// statement a table, under a run of the same transaction, with the claim's epoch in the setting doppel.epoch;
// the trigger deletes the job rows and refuses the statement unless every key was held under that epoch by a
// worker of the same role.
std::string result_guards(const Schema& schema, const Table& table, const std::string& owner);

}  // namespace doppel::relation
