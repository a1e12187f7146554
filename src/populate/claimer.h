// What a worker takes on next, and how much of it: keys of the first of its tables that has any, a batch, or
// a convoy of batches (pipeline.h) where they have been taking so little time that claiming, fetching and
// committing one by one would take more. Used by the loop's thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

#include "populate/durations.h"
#include "populate/every.h"
#include "populate/pipeline.h"
#include "populate/session.h"
#include "populate/workplaces.h"

namespace doppel::populate {

// Under which lease, over which connection, and beside what.
struct Claiming {
  Session* session;
  std::stop_token stop, lease_lost;
  std::int64_t worker_id = 0;
  bool is_busy = false;                               // with batches in some stage
  std::chrono::duration<double> until_free{0};        // of the batch that is computed, as far as is known
  std::optional<std::chrono::duration<double>> left;  // of --max-time
  std::optional<std::int64_t> keys_left;              // of --max-jobs
};

class Claimer {
 public:
  // options and places must live as long. The restriction is that of the places' queues.
  Claimer(const WorkerOptions& options, const std::vector<Workplace>& places,
          const relation::KeyRestriction& restriction);

  // Empty: nothing is to be had just now.
  Convoy claim(const Claiming& how);
  // Was something left alone, at the last claim, because it would take too long?
  bool is_out_of_time() const { return out_of_time_; }

  // What is learned from the batches that were claimed.
  void note_fetch(const relation::Table& table, std::size_t n_keys, Durations::Seconds duration);
  void note_compute(const relation::Table& table, std::size_t n_keys, Durations::Seconds duration);
  void note_out_of_memory(const relation::Table& table, std::size_t n_keys);
  // Has memory had room for as many keys, as far as is known?
  bool fits(const Unit& unit) const;
  Pipeline::Expectation expected_of(const Unit& unit) const;

 private:
  Convoy claim_with(const Claiming& how, int deaths);
  Convoy claim_at(const Claiming& how, std::size_t at, int deaths);
  std::vector<std::size_t> ready_places(const Claiming& how, int deaths) const;
  std::optional<Claim> claim_from(const Claiming& how, const Workplace& place, int deaths);
  std::int64_t largest_batch_of(const Workplace& place, int deaths) const;
  std::int64_t convoy_length(const Workplace& place, std::int64_t batch) const;
  std::int64_t fitting_in_time(const Claiming& how, const Workplace& place, std::int64_t limit);
  Convoy convoy_of(const Claiming& how, const Workplace& place, Claim claim, int deaths) const;

  const WorkerOptions& options_;
  const std::vector<Workplace>& places_;
  const BoundSql suspects_sql_, ready_sql_;
  bool out_of_time_ = false;
  std::size_t current_ = 0;       // the place that last had work
  Every look_up_;                 // at the places before it
  Durations computes_, fetches_;  // fetches_: of this worker alone
  std::map<const relation::Table*, int>
      fits_;  // keys of a batch that memory has room for, where it was too small
};

}  // namespace doppel::populate
