// Connection strings as libpq knows them, and why a connection was refused. Private to src/db.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "util/error.h"

namespace doppel::db {

using ConnectionOptions = std::vector<std::pair<std::string, std::string>>;

// keyword='value' pairs, escaped.
std::string connection_text(const ConnectionOptions& options);

// `connection_string` with what Doppel needs filled in where the caller and PG* variables are silent:
// application name, UTF-8, a connect time-out, and TCP keepalives so that a half-open connection is noticed
// within about a minute. Throws Error(usage) if libpq cannot parse it; the message shows nothing of the
// string's values.
std::string with_defaults(const std::string& connection_string, const std::string& application_name);

// `connection_string` with those of the options that it does not state itself. Throws as with_defaults()
// does.
std::string with_options(const std::string& connection_string, const ConnectionOptions& more);

// The same server, another database. Throws Error(usage) likewise.
std::string with_database(const std::string& connection_string, const std::string& database);

// Tries the connection once more with libpq alone, which unlike libpqxx 6 can tell the SQLSTATE of a refusal,
// and throws the Error for it, TooManyConnections among them; `what` is the first attempt's message.
[[noreturn]] void throw_refusal(const std::string& connection_string, const std::string& what);

}  // namespace doppel::db
