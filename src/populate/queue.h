// The job table of one computed table: claim, finish, release, fail, and freeing what dead workers held. The
// SQL of every transition of docs/job_states.md stands in queue.cpp. Any thread may use it.
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
#include "populate/retry.h"
#include "relation/table.h"

namespace doppel::populate {

// Keys that one worker holds under one epoch.
struct Claim {
  std::int64_t epoch = 0;
  DatabaseTime claimed_at{};
  std::chrono::steady_clock::time_point received_at;  // the same moment by our own clock, for durations
  std::vector<Key> keys;                              // sorted
  std::vector<std::string> rows;  // where the rows of all keys of the epoch lie in the job table (ctid)
};

class Queue {
 public:
  // REQUIRES: a computed table; batching.group_by names key columns of it, else Error(internal).
  Queue(const relation::Table& table, const Batching& batching);

  // The best pending keys (priority, then key order) that share the group's columns and have so many deaths,
  // at most `limit`, all of one priority; nullopt: none, or the worker's lease is gone. One statement,
  // asynchronously committed: a claim that a crash loses is only repeated. A key that came back to the queue
  // may wait about a second behind later ones (frontier.h).
  std::optional<Claim> claim(db::Connection& connection, std::int64_t worker_id, int limit,
                             int deaths = 0) const;

  // Removes the rows of finished keys of the claim that still carry its epoch; returns how many did. For the
  // committing transaction.
  std::size_t finish(db::Transaction& transaction, const Claim& claim, const std::vector<Key>& keys) const;

  // Back to pending, no attempt spent; rows of another epoch are left alone. Returns how many went back.
  std::size_t release(db::Transaction& transaction, std::int64_t epoch, const std::vector<Key>& keys) const;
  std::size_t release(db::Connection& connection, std::int64_t epoch, const std::vector<Key>& keys) const;

  // Records the failure: back to pending with a pause, or failed. Returns how many ended failed.
  std::size_t fail(db::Connection& connection, std::int64_t epoch, const std::vector<Key>& keys,
                   const Failure& failure, const RetryPolicy& policy) const;

 private:
  std::vector<db::Parameter> with_keys(std::vector<db::Parameter> first, const std::vector<Key>& keys) const;
  std::size_t finish_where_claimed(db::Transaction& transaction, const Claim& claim) const;
  std::size_t finish_by_key(db::Transaction& transaction, const Claim& claim,
                            const std::vector<Key>& keys) const;

  const relation::Table* table_;
  std::string claim_, claim_on_, finish_where_claimed_, finish_by_key_, release_, fail_;
  std::unique_ptr<Frontier> frontier_;
};

// Ends the leases that are over and frees what those workers (or workers without a lease) held: pending with
// one death more, or quarantined. Returns how many keys it freed.
std::int64_t free_abandoned(db::Connection& connection, const relation::Schema& schema,
                            const RetryPolicy& policy);

}  // namespace doppel::populate
