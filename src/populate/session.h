// A worker's connection that outlives the server's restarts. Used by one thread.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "db/connection.h"
#include "db/out_of_space.h"
#include "db/too_many_connections.h"
#include "util/error.h"

namespace doppel::populate {

// What bounds a session that nobody looks after any more, so that it ends and holds no lock for longer.
struct SessionLimits {
  std::chrono::milliseconds statement{600'000};  // cancelled by the server, then tried again
  // A suspended laptop; a fetch that reads large files in its snapshot takes less. Transactions that hold
  // locks have shorter limits of their own.
  std::chrono::milliseconds idle_in_transaction{3'600'000};
  // Silence of the network after which either side takes a TCP connection for lost. Less than a lease, so
  // that a heartbeat comes back in time.
  std::chrono::milliseconds network{15'000};
};

// Sleeps; wakes early if stop is asked.
void pause_for(std::chrono::milliseconds duration, const std::stop_token& stop);

// After the n-th failure in a row: doubles from a tenth of a second up to five.
std::chrono::milliseconds growing_pause(int tries);

// The server lacks room, on its disk or for another connection. Says so at the first try, and sleeps; false
// if stop was asked meanwhile.
bool wait_for_room(const std::string& who, int tries, const Error& error, const std::stop_token& stop);

// The result of work(), which runs again while the server has no connection to spare, until `stop` is asked:
// then it throws db::TooManyConnections.
template <class Work>
auto when_there_is_a_connection(const std::string& who, const std::stop_token& stop, Work&& work) {
  for (int tries = 1;; ++tries) {
    try {
      return work();
    } catch (const db::TooManyConnections& error) {
      if (!wait_for_room(who, tries, error, stop)) throw;
    }
  }
}

class Session {
 public:
  using SetUp = std::function<void(db::Connection&)>;
  // Connects at once; throws Error as db::Connection does. `set_up` runs on every fresh connection (listen,
  // settings).
  Session(const std::string& connection_string, std::string application_name, const SessionLimits& limits,
          SetUp set_up = {});

  // The result of work(connection). After a transient failure it runs again: without end, with growing
  // pauses, while the server cannot be reached, its disk is full or it has no connection to spare for what
  // `work` opens; a few times where the connection is sound (deadlock, serialization, the caller's own
  // affairs). Throws what `work` threw when it gives up or `stop` is asked meanwhile. REQUIRES: work may run
  // twice, even where its first run took effect without our hearing of it.
  template <class Work>
  auto run(const std::stop_token& stop, Work&& work) {
    for (int tries = 1;; ++tries) {
      try {
        return work(open());
      } catch (const db::OutOfSpace& error) {
        if (!wait_for_room(application_name_, tries, error, stop)) throw;
      } catch (const db::TooManyConnections& error) {
        if (!wait_for_room(application_name_, tries, error, stop)) throw;
      } catch (const Error& error) {
        if (error.error_class() != ErrorClass::transient || !may_try_again(tries, stop)) throw;
      }
    }
  }

 private:
  db::Connection& open();
  bool may_try_again(int tries, const std::stop_token& stop);
  bool is_sound();
  bool reconnect(const std::stop_token& stop);
  void connect();

  std::string connection_string_, application_name_;
  SessionLimits limits_;
  SetUp set_up_;
  std::optional<db::Connection> connection_;
};

}  // namespace doppel::populate
