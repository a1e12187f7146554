#include "db/network_timeout.h"

#include <algorithm>

#include "db/connection_options.h"

namespace doppel::db {
namespace {

using std::chrono::milliseconds;

// Two probes, each a third of the silence apart, after a third without traffic; whole seconds, as sockets
// have it.
constexpr int kProbes = 2;

std::string third_in_seconds(milliseconds silence) {
  return std::to_string(std::max<std::int64_t>(1, silence.count() / 3 / 1000));
}

}  // namespace

std::string with_network_timeout(const std::string& connection_string, milliseconds silence) {
  return with_options(connection_string, {{"keepalives_idle", third_in_seconds(silence)},
                                          {"keepalives_interval", third_in_seconds(silence)},
                                          {"keepalives_count", std::to_string(kProbes)},
                                          {"tcp_user_timeout", std::to_string(silence.count())}});
}

std::string server_network_timeout_sql(milliseconds silence) {
  return "set tcp_keepalives_idle = " + third_in_seconds(silence) +
         "; set tcp_keepalives_interval = " + third_in_seconds(silence) +
         "; set tcp_keepalives_count = " + std::to_string(kProbes) +
         "; set tcp_user_timeout = " + std::to_string(silence.count());
}

}  // namespace doppel::db
