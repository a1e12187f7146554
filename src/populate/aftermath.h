// What becomes of a batch that has come to an end: its keys are counted as done, tried again in halves,
// recorded as failed, or released. The retry policy is a function of the error's class alone (retry.h). Used
// by the loop's thread.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "populate/claimer.h"
#include "populate/pipeline.h"
#include "populate/session.h"

namespace doppel::populate {

class Aftermath {
 public:
  // All must live as long.
  Aftermath(const RetryPolicy& retry, Session& session, Claimer& claimer, std::stop_token stop);

  void settle(const Outcome& outcome);
  // A convoy of which one batch could not be fetched: each is tried by itself, or, told to stop, released.
  void try_apart(const Convoy& convoy);
  // Back to pending, those that are still ours; returns how many.
  std::size_t release(const Unit& unit);

  bool has_parts() const { return !parts_.empty(); }
  // The next part of what failed; null: none is left.
  SharedUnit next_part();

  const WorkerSummary& summary() const { return summary_; }

 private:
  static bool is_settled(const Unit& unit, const Failure& failure);
  bool is_to_be_split(const Outcome& outcome) const;
  void split(const Unit& unit);
  void give_up(const Unit& unit, const Failure& failure);

  const RetryPolicy& retry_;
  Session& session_;
  Claimer& claimer_;
  const std::stop_token stop_;
  WorkerSummary summary_;
  std::vector<Unit> parts_;  // the next one last
};

}  // namespace doppel::populate
