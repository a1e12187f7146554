#include "util/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <regex>

#include "util/error.h"

namespace doppel {

void set_up_logging(std::string_view level) {
  const auto parsed = spdlog::level::from_str(std::string(level));
  if (parsed == spdlog::level::off && level != "off") {
    throw Error(ErrorClass::usage, "unknown log level '" + std::string(level) + "'",
                "use trace, debug, info, warn, error or off");
  }
  spdlog::drop("doppel");
  auto logger = spdlog::stderr_color_mt("doppel");
  logger->set_pattern("%H:%M:%S %^%l%$ %v");
  logger->set_level(parsed);
  spdlog::set_default_logger(logger);
}

std::string without_password(std::string_view connection_string) {
  static const std::regex url(R"(^(\w+://[^:/@\s]*):[^@\s]*@)");
  static const std::regex keyword(R"((password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&]+))", std::regex::icase);
  std::string text = std::regex_replace(std::string(connection_string), url, "$1:***@");
  return std::regex_replace(text, keyword, "$1***");
}

}  // namespace doppel
