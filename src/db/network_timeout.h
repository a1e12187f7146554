// How long a TCP connection may stay silent before either side takes it for lost: a cable that was pulled, a
// host or a NAT box that vanished, where no FIN ever comes. Neither has an effect on Unix sockets.
#pragma once

#include <chrono>
#include <string>

namespace doppel::db {

// The client's side: `connection_string` with keepalives and tcp_user_timeout for this silence, where it
// states none.
std::string with_network_timeout(const std::string& connection_string, std::chrono::milliseconds silence);

// The server's side, for a session to execute: else its backend keeps locks for hours.
std::string server_network_timeout_sql(std::chrono::milliseconds silence);

}  // namespace doppel::db
