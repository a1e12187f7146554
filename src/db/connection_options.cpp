#include "db/connection_options.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <initializer_list>
#include <memory>

#include "db/sql_error.h"
#include "db/too_many_connections.h"

namespace doppel::db {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using RawConnection = std::unique_ptr<PGconn, FinishConnection>;

// libpq quotes the piece that it could not parse, which may be a password.
std::string without_quoted_text(std::string_view message) {
  std::string text;
  bool inside = false;
  for (const char c : message) {
    if (c == '"') {
      text += inside ? "...\"" : "\"";
      inside = !inside;
    } else if (!inside && c != '\n') {
      text += c;
    }
  }
  return text;
}

ConnectionOptions parse(const std::string& connection_string) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, FreeOptions> parsed(
      PQconninfoParse(connection_string.c_str(), &message));
  if (!parsed) {
    const std::string why = without_quoted_text(message ? message : "out of memory");
    PQfreemem(message);
    throw Error(ErrorClass::usage, "the database's connection string cannot be read: " + why,
                "write postgresql://user@host:port/database or host=... dbname=...");
  }
  ConnectionOptions options;
  for (const PQconninfoOption* option = parsed.get(); option->keyword; ++option) {
    if (option->val) options.emplace_back(option->keyword, option->val);
  }
  return options;
}

bool has(const ConnectionOptions& options, std::string_view keyword) {
  return std::any_of(options.begin(), options.end(),
                     [&](const auto& option) { return option.first == keyword; });
}

// Drives a non-blocking connect to its end or the deadline.
void finish_connecting(PGconn* connection, std::chrono::steady_clock::time_point deadline) {
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;
  while (status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return;
    pollfd socket{PQsocket(connection),
                  static_cast<short>(status == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    if (poll(&socket, 1, static_cast<int>(left.count())) > 0) status = PQconnectPoll(connection);
  }
}

// The code in "FATAL:  28P01", what PQERRORS_SQLSTATE leaves of a message (severities may be translated).
std::string sqlstate_in(std::string_view message) {
  while (!message.empty() && std::isspace(static_cast<unsigned char>(message.back())))
    message.remove_suffix(1);
  if (message.size() < 7) return "";
  const std::string_view code = message.substr(message.size() - 5);
  const bool plausible = message[message.size() - 6] == ' ' &&
                         std::all_of(code.begin(), code.end(),
                                     [](unsigned char c) { return std::isdigit(c) || std::isupper(c); });
  return plausible ? std::string(code) : "";
}

bool mentions_any(std::string_view what, std::initializer_list<std::string_view> signs) {
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return what.find(sign) != std::string_view::npos; });
}

bool is_about_set_up(std::string_view what) {
  return mentions_any(what, {"certificate", "definition of service", "does not support SSL",
                             "invalid sslmode", "SSL is required", "service file"});
}

bool is_about_limits(std::string_view what) {
  return mentions_any(what, {"too many connections", "too many clients", "connection slots are reserved"});
}

}  // namespace

std::string connection_text(const ConnectionOptions& options) {
  std::string text;
  for (const auto& [keyword, value] : options) {
    if (!text.empty()) text += ' ';
    text += keyword + "='";
    for (const char c : value) {
      if (c == '\'' || c == '\\') text += '\\';
      text += c;
    }
    text += '\'';
  }
  return text;
}

std::string with_defaults(const std::string& connection_string, const std::string& application_name) {
  ConnectionOptions options = parse(connection_string);
  const auto fill = [&](const char* keyword, const std::string& value, const char* variable = nullptr) {
    if (has(options, keyword) || (variable && std::getenv(variable))) return;
    options.emplace_back(keyword, value);
  };
  // A service file states its own time-out, which an explicit one would override.
  const bool service = has(options, "service") || std::getenv("PGSERVICE");
  fill("application_name", application_name, "PGAPPNAME");
  fill("client_encoding", "UTF8");
  if (!service) fill("connect_timeout", "10", "PGCONNECT_TIMEOUT");
  fill("keepalives_idle", "20");
  fill("keepalives_interval", "10");
  fill("keepalives_count", "3");
  fill("tcp_user_timeout", "60000");
  return connection_text(options);
}

std::string with_options(const std::string& connection_string, const ConnectionOptions& more) {
  ConnectionOptions options = parse(connection_string);
  for (const auto& option : more) {
    if (!has(options, option.first)) options.push_back(option);
  }
  return connection_text(options);
}

std::string with_database(const std::string& connection_string, const std::string& database) {
  ConnectionOptions options = parse(connection_string);
  std::erase_if(options, [](const auto& option) { return option.first == "dbname"; });
  options.emplace_back("dbname", database);
  return connection_text(options);
}

void throw_refusal(const std::string& connection_string, const std::string& what) {
  const std::string message =
      "cannot connect to PostgreSQL: " + what.substr(0, what.find_last_not_of(" \n") + 1);
  if (what.find("timeout expired") != std::string::npos)
    throw Error(ErrorClass::transient, message, mend_of(""));
  const RawConnection probe(PQconnectStart(connection_string.c_str()));
  if (!probe) throw Error(ErrorClass::out_of_memory, message);
  PQsetErrorVerbosity(probe.get(), PQERRORS_SQLSTATE);
  if (PQstatus(probe.get()) != CONNECTION_BAD) {
    finish_connecting(probe.get(), std::chrono::steady_clock::now() + std::chrono::seconds(10));
  }
  const std::string sqlstate = sqlstate_in(PQerrorMessage(probe.get()));
  // The probe itself may have found a place that somebody has just left.
  if (sqlstate == "53300" || (sqlstate.empty() && is_about_limits(what)))
    throw TooManyConnections(ErrorClass::transient, message, mend_of("53300"));
  if (PQconnectionNeedsPassword(probe.get())) throw Error(ErrorClass::environment, message, mend_of("28P01"));
  if (sqlstate.empty() && is_about_set_up(what)) {
    throw Error(ErrorClass::environment, message,
                "check PGSERVICE, PGSSLMODE and the certificates they name");
  }
  throw Error(error_class_of(sqlstate), message, mend_of(sqlstate));
}

}  // namespace doppel::db
