// What stands where: per-table counts for `status`, progress bars and JSON, from the job tables and the
// tables alone.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/restriction.h"
#include "relation/table.h"

namespace doppel::populate {

struct TableStatus {
  std::string table;
  std::int64_t done = 0, pending = 0, claimed = 0, failed = 0, quarantined = 0, ignored = 0;
};
// Of the keys that the restriction takes.
std::vector<TableStatus> table_status(db::Connection& connection, const relation::Schema& schema,
                                      const relation::KeyRestriction& restriction = {});

// How many keys of each computed table, in the order of table_status(), the parents make possible that are
// neither done nor queued: a worker's next search queues them. Takes a look at all parents.
std::vector<std::int64_t> keys_not_queued(db::Connection& connection, const relation::Schema& schema);

struct WorkerStatus {
  std::string worker, host, table, key;  // what it holds now; empty: idle
  int pid = 0;
  double lease_seconds = 0;  // left, by the database's clock; negative: over
};
std::vector<WorkerStatus> worker_status(db::Connection& connection);

std::int64_t n_workers(db::Connection& connection);  // those that have a lease; at least 1

struct JobError {
  std::string table, key, error_class, message, status;
  int attempts = 0;
};
std::vector<JobError> job_errors(db::Connection& connection, const relation::Schema& schema);

// Adds the job rows that the parents make possible and that neither exist as results nor as jobs; returns how
// many.
std::int64_t enqueue_missing(db::Connection& connection, const relation::Table& table);

}  // namespace doppel::populate
