// From PostgreSQL's SQLSTATE and libpqxx's exceptions to Error. Private to src/db.
#pragma once

#include <pqxx/pqxx>

#include <string>
#include <string_view>
#include <utility>

#include "util/error.h"

namespace doppel::db {

// What a caller may do about an SQLSTATE (appendix A of PostgreSQL's manual); "" is a lost connection.
ErrorClass error_class_of(std::string_view sqlstate);

// The mend for the usual ones; "" where there is none to tell.
std::string mend_of(std::string_view sqlstate);

// An Error for any exception of libpqxx; `statement` is quoted in messages about bad SQL.
Error to_error(const std::exception& exception, std::string_view statement = {});

// Throws it; a full disk of the server's as OutOfSpace.
[[noreturn]] void throw_error(const std::exception& exception, std::string_view statement = {});

// Runs `work`, turning libpqxx's exceptions into Error. Errors of ours pass through.
template <class Work>
decltype(auto) translated(Work&& work, std::string_view statement = {}) {
  try {
    return std::forward<Work>(work)();
  } catch (const Error&) {
    throw;
  } catch (const pqxx::failure& failure) {
    throw_error(failure, statement);
  } catch (const pqxx::internal_error& failure) {
    throw_error(failure, statement);
  } catch (const pqxx::usage_error& failure) {
    throw_error(failure, statement);
  } catch (const pqxx::argument_error& failure) {
    throw_error(failure, statement);
  } catch (const pqxx::conversion_error& failure) {
    throw_error(failure, statement);
  } catch (const pqxx::range_error& failure) {
    throw_error(failure, statement);
  }
}

}  // namespace doppel::db
