// A worker's lease: its row in job.worker, whose lease_until a heartbeat thread extends on a connection of
// its own, in database time alone. It is lost when the database says so (the row is gone: another worker
// freed what this one held); a server that cannot be reached takes nothing away.
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <thread>

#include "populate/session.h"

namespace doppel::populate {

struct LeaseOptions {
  std::string connection_string;
  std::string application_name;  // of the worker
  std::string device;
  std::chrono::milliseconds duration{30000};
  SessionLimits limits;
};

class Lease {
 public:
  // Registers the worker and starts the heartbeat. Waits as a Session does where the server is away or full,
  // until `stop` is asked: then it throws what it waited for.
  Lease(const LeaseOptions& options, const std::stop_token& stop);
  // Stops the heartbeat and removes the worker's row. REQUIRES: what it held is released (else others free
  // it).
  ~Lease();
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  std::int64_t worker_id() const { return worker_id_; }
  bool is_lost() const { return lost_.stop_requested(); }
  // Stop is requested on it when the lease is lost. Any thread.
  std::stop_token lost() const { return lost_.get_token(); }

 private:
  void beat(const std::stop_token& ended);
  bool extend(const std::stop_token& ended);

  std::chrono::milliseconds duration_;
  Session session_;  // after the constructor, the heartbeat's thread alone uses it
  std::int64_t worker_id_ = 0;
  std::stop_source lost_;
  std::jthread heartbeat_;
};

}  // namespace doppel::populate
