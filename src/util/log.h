// Logging to stderr with levels. Data goes to stdout, never here; passwords never reach a log line.
#pragma once

#include <string>
#include <string_view>

namespace doppel {

// level: trace, debug, info, warn, error, off. Throws Error(usage) for anything else.
void set_up_logging(std::string_view level);

// A connection string with its password replaced by ***: URLs and keyword=value strings alike.
std::string without_password(std::string_view connection_string);

}  // namespace doppel
