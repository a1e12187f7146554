// Overlaps the stages of a worker's batches: while one is computed, the loop's thread claims and fetches the
// next and a thread of the pipeline commits the one before, over a session of its own. At most one batch in
// each stage, or one convoy: batches of one claim that take so little time that they are fetched in one
// snapshot and committed in one transaction, though each is computed by itself and has its own run. Batches
// are committed in the order in which they were fetched. Nothing is decided here: every batch comes back as
// an Outcome, and the loop says what becomes of its keys.
//
// Three threads: the loop's (all but compute_until_closed), the computing one, which is the caller's of
// Worker::run, since libraries tie their thread pools to a thread, and the committing one.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "populate/retry.h"
#include "populate/session.h"
#include "populate/stages.h"

namespace doppel::populate {

// A claimed batch, or the part of one that is tried apart from the rest.
struct Unit {
  const Workplace* place = nullptr;
  Claim claim;                 // claim.keys are the unit's own
  std::stop_token lease_lost;  // of the lease under which it was claimed
  bool is_suspect = false;     // workers have died over its keys
};
using SharedUnit = std::shared_ptr<const Unit>;
// Units of one table and one claim, at least one.
using Convoy = std::vector<SharedUnit>;

struct FetchedUnit {
  SharedUnit unit;
  Fetched fetched;
};

struct Outcome {
  SharedUnit unit;
  std::optional<Failure> failure;  // absent: committed
  Committed committed;
  std::chrono::duration<double> compute{};
};

class Pipeline {
 public:
  using Clock = std::chrono::steady_clock;
  using Expectation = std::optional<std::chrono::duration<double>>;

  // Connects the committing session. `stop` interrupts what is computed: at once, or, where the worker has a
  // grace, as may_finish() says. `options` must live as long.
  Pipeline(const WorkerOptions& options, const std::string& worker, std::stop_token stop);
  // REQUIRES: compute_until_closed() has returned. Lets the commit in hand come to its end.
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  // May another batch be claimed? Not while one waits, nor before what has ended is settled (it may tell how
  // much fits into memory), and not long before the one that is computed will end:
  // another worker could begin it sooner.
  bool has_room() const;
  bool is_busy() const;      // batches in any stage, or outcomes not taken yet
  Convoy computing() const;  // all that is on its way to be handed over together; empty: nothing is
  // Until the batch that is computed ends; 0: none is, or nobody knows.
  std::chrono::duration<double> expected_left() const;
  // `expected` is for all of them. REQUIRES: has_room() was true.
  void put(std::vector<FetchedUnit> convoy, Expectation expected);
  std::vector<Outcome> take_outcomes();
  // Until there is an outcome, room, or something else to look at; at most until `deadline`.
  void wait_until(Clock::time_point deadline);

  void interrupt();  // asks what is computed to stop
  void close();      // no batch will be put any more

  void compute_until_closed();

 private:
  struct Fed {
    std::vector<FetchedUnit> convoy;
    Expectation expected;
  };
  struct Running {
    Convoy units;
    Clock::time_point began;
    Expectation expected;
    std::stop_source stop;
  };
  struct Finished {
    SharedUnit unit;
    Computed computed;
    std::chrono::duration<double> compute{};
  };

  std::optional<Fed> next_fed();
  std::vector<Finished> next_finished(const std::stop_token& ended);  // empty: there will be none
  void compute(Fed fed);
  std::optional<Finished> compute_one(FetchedUnit one, const std::stop_source& stop);
  void hand_over(std::vector<Finished> finished);
  void commit_until(const std::stop_token& ended);
  void commit(std::span<const Finished> finished);
  void report(Outcome outcome);
  void hear_stop();
  bool may_finish() const;  // REQUIRES: the lock
  std::optional<Clock::time_point> room_at() const;

  const WorkerOptions& options_;
  const std::string worker_;
  const std::stop_token stop_;
  Session session_;  // the committing thread's

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Fed> waiting_;
  std::optional<Running> running_;
  std::vector<Finished> finished_;  // empty: none waits
  bool committing_ = false, closed_ = false, news_ = false;
  std::vector<Outcome> outcomes_;

  std::jthread committer_;
  std::stop_callback<std::function<void()>> on_stop_;  // last: it may call at once
};

}  // namespace doppel::populate
