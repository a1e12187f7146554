#include "db/sql_error.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "db/lock_not_available.h"
#include "db/out_of_space.h"
#include "relation/result_guard.h"

namespace doppel::db {
namespace {

bool starts_with_any(std::string_view sqlstate, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return sqlstate.starts_with(prefix); });
}

std::string trimmed(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.pop_back();
  return text;
}

bool mentions_password(std::string_view text) {
  static constexpr std::string_view word = "password";
  return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) == b;
         }) != text.end();
}

// PostgreSQL quotes the line it stumbled over ("LINE 1: ..."): in `alter role ... password '...'` that is the
// secret.
std::string without_statement(std::string message, std::string_view statement) {
  if (!mentions_password(statement)) return message;
  const auto line = message.find("\nLINE ");
  if (line != std::string::npos) message.resize(line);
  return message;
}

std::string quoted_statement(std::string_view statement) {
  if (statement.empty() || mentions_password(statement)) return "";
  constexpr std::size_t longest = 300;
  std::string text(statement.substr(0, longest));
  if (statement.size() > longest) text += " ...";
  return "\nin: " + text;
}

Error sql_failure(std::string_view sqlstate, const std::string& what, std::string_view statement) {
  const ErrorClass error_class = error_class_of(sqlstate);
  std::string message = trimmed(without_statement(what, statement));
  if (error_class == ErrorClass::internal) message += quoted_statement(statement);
  return {error_class, message, mend_of(sqlstate)};
}

// libpqxx 6 forgets the code of some errors that it has a class for.
std::string sqlstate_of(const pqxx::sql_error& error) {
  if (!error.sqlstate().empty()) return error.sqlstate();
  if (dynamic_cast<const pqxx::insufficient_privilege*>(&error)) return "42501";
  if (dynamic_cast<const pqxx::integrity_constraint_violation*>(&error)) return "23000";
  if (dynamic_cast<const pqxx::data_exception*>(&error)) return "22000";
  if (dynamic_cast<const pqxx::disk_full*>(&error)) return "53100";
  if (dynamic_cast<const pqxx::out_of_memory*>(&error)) return "53200";
  return "XX000";
}

}  // namespace

ErrorClass error_class_of(std::string_view sqlstate) {
  if (sqlstate.empty()) return ErrorClass::transient;
  // Deadlock, serialization, lost connection, server starting or stopping, too many connections, a time-out.
  if (starts_with_any(sqlstate,
                      {"40", "57P01", "57P02", "57P03", "57014", "57P05", "08", "53300", "55P03", "25P03"})) {
    return ErrorClass::transient;
  }
  if (sqlstate == "53200") return ErrorClass::out_of_memory;
  if (sqlstate == relation::kLostLease) return ErrorClass::lost_lease;
  // Disk full and other limits, refused log-in, no privilege, no such database, read-only standby, I/O
  // errors.
  if (starts_with_any(sqlstate, {"53", "28", "42501", "3D000", "25006", "58"}))
    return ErrorClass::environment;
  if (starts_with_any(sqlstate, {"22", "23"}) || sqlstate == relation::kInputsChanged)
    return ErrorClass::bad_input;
  return ErrorClass::internal;
}

std::string mend_of(std::string_view sqlstate) {
  if (sqlstate.starts_with("28")) {
    return "check the user name and the password in the file that PGPASSFILE names (else ~/.pgpass, mode "
           "0600)";
  }
  if (sqlstate == "3D000") return "doppel db create NAME makes it; or name another one";
  if (sqlstate == "53100") return "free disk space on the database's machine";
  if (sqlstate == "53300") {
    return "wait, or run fewer workers (each takes three connections), or raise the limit that is reached: "
           "max_connections of the server, or CONNECTION LIMIT of the role or of the database";
  }
  if (sqlstate == "53200") return "give the server more memory, or lower its work_mem";
  if (sqlstate == "42501") return "ask the database's owner for the role that may do this (doppel db roles)";
  if (sqlstate == "25006")
    return "point the connection at the primary server: this one is a read-only standby";
  if (sqlstate.empty() || sqlstate.starts_with("08") || sqlstate.starts_with("57P0")) {
    return "check that the PostgreSQL server runs and can be reached, then try again";
  }
  return "";
}

Error to_error(const std::exception& exception, std::string_view statement) {
  const std::string what = exception.what();
  if (dynamic_cast<const pqxx::in_doubt_error*>(&exception)) {
    return {ErrorClass::transient,
            "the connection was lost during a commit, which may or may not have happened: " + trimmed(what),
            mend_of("")};
  }
  if (dynamic_cast<const pqxx::too_many_connections*>(&exception))
    return sql_failure("53300", what, statement);
  if (dynamic_cast<const pqxx::broken_connection*>(&exception)) return sql_failure("", what, statement);
  // libpqxx 6 gives these no SQLSTATE.
  if (dynamic_cast<const pqxx::transaction_rollback*>(&exception))
    return sql_failure("40000", what, statement);
  if (const auto* error = dynamic_cast<const pqxx::sql_error*>(&exception)) {
    return sql_failure(sqlstate_of(*error), what, statement);
  }
  // What libpqxx calls a failure and nothing more is one of the connection: it was cut between two of
  // libpqxx's own looks at it ("Could not obtain client encoding").
  if (dynamic_cast<const pqxx::failure*>(&exception)) return sql_failure("", what, statement);
  return {ErrorClass::internal, trimmed(what) + quoted_statement(statement)};
}

void throw_error(const std::exception& exception, std::string_view statement) {
  const Error error = to_error(exception, statement);
  const auto* failure = dynamic_cast<const pqxx::sql_error*>(&exception);
  if (failure && sqlstate_of(*failure) == "53100") {
    throw OutOfSpace(error.error_class(), error.what(), error.mend());
  }
  if (failure && sqlstate_of(*failure) == "55P03") {
    throw LockNotAvailable(error.error_class(), error.what(), error.mend());
  }
  throw error;
}

}  // namespace doppel::db
