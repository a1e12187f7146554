// The job table of one computed table, through its functions in the database (relation/queue_functions.h):
// claim, release, fail, and freeing what dead workers held; the commit finishes a claim's keys by inserting
// their results (relation/result_guard.h). docs/job_states.md draws the transitions. Any thread may use it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "populate/frontier.h"
#include "populate/maker.h"
#include "populate/provenance.h"
#include "populate/restricted_claim.h"
#include "populate/retry.h"
#include "relation/table.h"

namespace doppel::populate {

// Keys that one worker holds under one epoch.
struct Claim {
  std::int64_t epoch = 0;
  DatabaseTime claimed_at{};
  std::chrono::steady_clock::time_point received_at;  // the same moment by our own clock, for durations
  std::vector<Key> keys;                              // sorted
  std::int64_t priority = 0;                          // of all of them
};

class Queue {
 public:
  // Claims only keys that the restriction takes. REQUIRES: a computed table; batching.group_by names key
  // columns of it, else Error(internal).
  Queue(const relation::Table& table, const Batching& batching,
        const relation::KeyRestriction& restriction = {});

  // The best pending keys (priority, then key order) that share the group's columns and have so many deaths,
  // at most `limit`, all of one priority; nullopt: none, or the worker's lease is gone. Asynchronously
  // committed: a claim that a crash loses is only repeated. A key that came back to the queue may wait about
  // a second for each worker behind later ones (frontier.h); not so under a restriction, which searches from
  // the start each time.
  std::optional<Claim> claim(db::Connection& connection, std::int64_t worker_id, int limit,
                             int deaths = 0) const;

  // For the committing transaction: the results that it inserts from here on are those of this claim. The
  // database removes their job rows, and refuses them with Error(lost_lease) unless all of them still carry
  // the epoch.
  static void begin_commit(db::Transaction& transaction, std::int64_t epoch);

  // How many of the keys are still held under the epoch.
  std::size_t n_held(db::Connection& connection, std::int64_t epoch, const std::vector<Key>& keys) const;

  // Back to pending, no attempt spent; rows of another epoch are left alone. Returns how many went back.
  std::size_t release(db::Transaction& transaction, std::int64_t epoch, const std::vector<Key>& keys) const;
  std::size_t release(db::Connection& connection, std::int64_t epoch, const std::vector<Key>& keys) const;

  // Records the failure: back to pending with a pause, or failed. Returns how many ended failed.
  std::size_t fail(db::Connection& connection, std::int64_t epoch, const std::vector<Key>& keys,
                   const Failure& failure, const RetryPolicy& policy) const;

 private:
  std::vector<db::Parameter> with_keys(std::vector<db::Parameter> first, const std::vector<Key>& keys) const;
  std::optional<Claim> claim_of(const db::Result& rows) const;
  db::Result claimed_rows(db::Connection& connection, const std::vector<db::Parameter>& wanted) const;
  std::optional<Claim> claim_from(db::Connection& connection, std::vector<db::Parameter> wanted,
                                  const std::optional<QueuePlace>& place) const;

  const relation::Table* table_;
  std::string group_by_;  // as a bound array
  std::string claim_, held_, release_, fail_;
  std::unique_ptr<Frontier> frontier_;
  std::optional<RestrictedClaim> restricted_;
};

// Ends the leases that are over and frees what those workers (or workers without a lease) held, in all
// tables: pending with one death more, or quarantined. Returns how many keys it freed.
std::int64_t free_abandoned(db::Connection& connection, const RetryPolicy& policy);

}  // namespace doppel::populate
