// The worker loop: claim, fetch, compute, commit, overlapping (pipeline.h), with a lease that a heartbeat
// thread keeps (lease.h): three connections in all. docs/job_states.md draws the states. One Worker per
// process; run() computes on the caller's thread and returns when it has nothing left to do or is told to
// stop, having released what it held.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "populate/build_facts.h"
#include "populate/maker.h"
#include "populate/retry.h"
#include "populate/session.h"

namespace doppel::populate {

struct WorkerOptions {
  std::string connection_string;
  std::vector<std::string> tables;  // names; empty: all that have a maker
  std::string where;  // a restriction of their keys (relation/restriction.h, KeyRestriction); empty: all
  std::string device = "cpu";
  int threads = 0;  // 0: as the library chooses
  bool exit_when_empty = false;
  std::optional<std::chrono::seconds> max_time;  // claim nothing that is not expected to end within it
  std::optional<std::int64_t> max_jobs;
  // Told to stop: what is computed may go on if it is expected to end within the grace, else it is
  // interrupted. When a compute has not come back by the end, its keys are released and `on_overdue` is
  // called on a thread of the worker's, from which the process has to end.
  std::chrono::milliseconds grace{0};
  std::function<void()> on_overdue;
  int longest_convoy = 64;  // batches of short computes that may share a claim and a commit; 1: none
  std::chrono::milliseconds lease{30000};
  std::chrono::milliseconds poll{1000};  // longest idle wait; notifications wake earlier
  RetryPolicy retry;
  SessionLimits limits;
  BuildFacts facts;  // for provenance.run, from the command line
  DeviceFacts device_facts;
  // Checkpoints of interrupted computes, by a text that names table, maker version, key and inputs; may be
  // empty functions.
  std::function<std::vector<std::byte>(const std::string&)> load_checkpoint;
  std::function<void(const std::string&, const std::vector<std::byte>&)> save_checkpoint;
  std::function<void(const std::string&)> drop_checkpoint;
};

struct WorkerSummary {
  std::int64_t done = 0, failed = 0, released = 0,
               fenced = 0;  // keys; failed: attempts that ended with an error
};

class Worker {
 public:
  // makers in an order in which parents come before children. The schema says which parts belong to which
  // master.
  Worker(WorkerOptions options, const relation::Schema& schema,
         const std::vector<std::unique_ptr<Maker>>& makers);
  ~Worker();
  // Throws Error(environment) or the like only where no key is to blame: no database at the start, wrong
  // password.
  WorkerSummary run(std::stop_token stop);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace doppel::populate
