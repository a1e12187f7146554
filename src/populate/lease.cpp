#include "populate/lease.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include "populate/provenance.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

// Each beat is of use only until the next: no need to wait for the disk.
void commit_asynchronously(db::Connection& connection) { connection.execute("set synchronous_commit = off"); }

std::int64_t register_worker(db::Connection& connection, const LeaseOptions& options) {
  const auto row = connection.execute(
      "select job.register_worker($1, $2, $3::integer, $4, $5::bigint), "
      "set_config('synchronous_commit', 'on', true)",
      {options.application_name, host_name(), std::to_string(getpid()), options.device,
       std::to_string(options.duration.count())});
  return row.integer(0, 0);
}

}  // namespace

Lease::Lease(const LeaseOptions& options, const std::stop_token& stop)
    : duration_(options.duration),
      session_(options.connection_string, options.application_name + " heartbeat", options.limits,
               commit_asynchronously) {
  worker_id_ =
      session_.run(stop, [&](db::Connection& connection) { return register_worker(connection, options); });
  heartbeat_ = std::jthread([this](const std::stop_token& ended) { beat(ended); });
}

Lease::~Lease() {
  heartbeat_.request_stop();
  heartbeat_.join();
  if (is_lost()) return;
  std::stop_source at_once;  // one try: a row that stays behind expires
  at_once.request_stop();
  try {
    session_.run(at_once.get_token(), [&](db::Connection& connection) {
      return connection.execute("select job.end_worker($1::bigint)", {std::to_string(worker_id_)});
    });
  } catch (const Error& error) {
    spdlog::debug("worker {}: its row stays until the lease is over: {}", worker_id_, error.what());
  }
}

void Lease::beat(const std::stop_token& ended) {
  while (!ended.stop_requested()) {
    pause_for(duration_ / 3, ended);
    if (ended.stop_requested()) return;
    try {
      if (extend(ended)) continue;
      spdlog::warn("worker {}: the lease is lost; what it computes is dropped", worker_id_);
      lost_.request_stop();
      return;
    } catch (const Error& error) {
      // The session has tried for long; the lease stands until the database says otherwise.
      spdlog::warn("worker {}: heartbeat failed: {}", worker_id_, error.what());
    }
  }
}

// False: the row is gone. A lease that ran out unnoticed is simply taken up again: nobody took the keys.
bool Lease::extend(const std::stop_token& ended) {
  return session_.run(ended, [&](db::Connection& connection) {
    return connection
        .execute("select job.beat($1::bigint, $2::bigint)",
                 {std::to_string(worker_id_), std::to_string(duration_.count())})
        .boolean(0, 0);
  });
}

}  // namespace doppel::populate
