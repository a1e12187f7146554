// What a person may do about jobs: try again, leave alone, prefer, look at. Each call is one statement on one
// job table and returns how many rows it changed; docs/job_states.md draws the arrows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/table.h"

namespace doppel::populate {

struct JobFilter {
  std::string where;                // a restriction (relation/restriction.h) over job_columns(); empty: all
  std::vector<std::string> status;  // any of these; empty: whatever the call is for
};

// What a restriction of jobs may name: the key, status, priority, attempts, deaths, error_class,
// error_message.
relation::Table job_columns(const relation::Table& table);

// The computed tables that are named; where none is, those whose columns the restriction speaks of. Throws
// Error(usage) for a name or a restriction that fits no table.
std::vector<const relation::Table*> tables_of_jobs(const relation::Schema& schema,
                                                   const std::vector<std::string>& names,
                                                   const JobFilter& filter);

// failed, quarantined, ignored -> pending, as if never tried.
std::int64_t retry_jobs(db::Connection& connection, const relation::Table& table, const JobFilter& filter);
// pending, claimed, failed, quarantined -> ignored. A worker that holds one will find its commit refused.
std::int64_t ignore_jobs(db::Connection& connection, const relation::Table& table, const JobFilter& filter);
// Larger ones are claimed first; whatever the state.
std::int64_t prioritise_jobs(db::Connection& connection, const relation::Table& table,
                             const JobFilter& filter, int priority);

struct Job {
  std::string table, key, status, worker, not_before, error_class, error_message;
  std::int64_t priority = 0, attempts = 0, deaths = 0;
};
// In the order in which they would be claimed, at most `limit`.
std::vector<Job> list_jobs(db::Connection& connection, const relation::Table& table, const JobFilter& filter,
                           std::int64_t limit);
std::int64_t count_jobs(db::Connection& connection, const relation::Table& table, const JobFilter& filter);

}  // namespace doppel::populate
