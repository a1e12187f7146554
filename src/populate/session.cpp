#include "populate/session.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "db/network_timeout.h"

namespace doppel::populate {
namespace {

using std::chrono::milliseconds;

constexpr int kTriesOnSoundConnection = 5;
constexpr milliseconds kFirstPause{100};
constexpr milliseconds kLongestPause{5000};

// The server's side of the limits; its own side of a TCP connection that went silent is
// db/network_timeout.h's.
void set_limits(db::Connection& connection, const SessionLimits& limits) {
  const auto set = [](const std::string& name, milliseconds value) {
    return "set " + name + " = '" + std::to_string(value.count()) + "ms'; ";
  };
  connection.execute(set("statement_timeout", limits.statement) +
                     set("idle_in_transaction_session_timeout", limits.idle_in_transaction) +
                     db::server_network_timeout_sql(limits.network));
}

}  // namespace

void pause_for(milliseconds duration, const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any().wait_for(lock, stop, duration, [] { return false; });
}

milliseconds growing_pause(int tries) {
  return std::min(kFirstPause * (1 << std::min(tries - 1, 10)), kLongestPause);
}

bool wait_for_room(const std::string& who, int tries, const Error& error, const std::stop_token& stop) {
  if (tries == 1)
    spdlog::warn("{}: waiting for room on the server: {} (mend: {})", who, error.what(), error.mend());
  pause_for(growing_pause(tries), stop);
  return !stop.stop_requested();
}

Session::Session(const std::string& connection_string, std::string application_name,
                 const SessionLimits& limits, SetUp set_up)
    : connection_string_(db::with_network_timeout(connection_string, limits.network)),
      application_name_(std::move(application_name)),
      limits_(limits),
      set_up_(std::move(set_up)) {
  connect();
}

void Session::connect() {
  connection_.emplace(connection_string_, application_name_);
  set_limits(*connection_, limits_);
  if (set_up_) set_up_(*connection_);
}

// Connected unless an earlier attempt to connect again was given up.
db::Connection& Session::open() {
  if (!connection_) connect();
  return *connection_;
}

bool Session::may_try_again(int tries, const std::stop_token& stop) {
  if (stop.stop_requested()) return false;
  if (!is_sound()) return reconnect(stop);
  if (tries >= kTriesOnSoundConnection) return false;
  pause_for(growing_pause(tries), stop);
  return !stop.stop_requested();
}

bool Session::is_sound() {
  try {
    return connection_ && connection_->is_open() && connection_->execute("select 1").size() == 1;
  } catch (const Error&) {
    return false;
  }
}

// False if stop was asked before the server came back.
bool Session::reconnect(const std::stop_token& stop) {
  spdlog::warn("{}: lost the database; connecting again", application_name_);
  for (int tries = 1; !stop.stop_requested(); ++tries) {
    try {
      connect();
      spdlog::info("{}: connected again", application_name_);
      return true;
    } catch (const Error& error) {
      if (error.error_class() != ErrorClass::transient) throw;
      // Whoever looks at the log learns what is waited for, once.
      spdlog::log(tries == 1 ? spdlog::level::warn : spdlog::level::debug, "{}: {} (mend: {})",
                  application_name_, error.what(), error.mend());
    }
    pause_for(growing_pause(tries), stop);
  }
  return false;
}

}  // namespace doppel::populate
