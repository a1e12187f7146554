#include "populate/retry.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <new>

namespace doppel::populate {
namespace {

bool tells_of_memory(std::string message) {
  std::ranges::transform(message, message.begin(), [](unsigned char c) { return std::tolower(c); });
  return message.find("out of memory") != std::string::npos ||
         message.find("can't allocate memory") != std::string::npos;
}

}  // namespace

Failure failure_of(const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const Error& error) {
    return {error.error_class(),
            error.mend().empty() ? error.what() : std::string(error.what()) + "; " + error.mend()};
  } catch (const std::bad_alloc&) {
    return {ErrorClass::out_of_memory, "out of memory"};
  } catch (const std::exception& error) {
    return {tells_of_memory(error.what()) ? ErrorClass::out_of_memory : ErrorClass::internal, error.what()};
  } catch (...) {
    return {ErrorClass::internal, "an exception of unknown type"};
  }
}

bool is_retryable(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::transient:
    case ErrorClass::environment:
    case ErrorClass::out_of_memory:
      return true;
    default:
      return false;
  }
}

bool is_worth_splitting(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::transient:    // the server or the network: nothing to do with the keys
    case ErrorClass::environment:  // a full disk is full for each half
    case ErrorClass::lost_lease:
    case ErrorClass::interrupted:
      return false;
    default:
      return true;
  }
}

// With three deaths allowed: all, the square root, one.
int largest_batch(int max_keys, int deaths, const RetryPolicy& policy) {
  const int last = policy.max_deaths - 1;
  if (deaths == 0) return max_keys;
  if (deaths >= last) return 1;
  return static_cast<int>(std::lround(std::pow(max_keys, static_cast<double>(last - deaths) / last)));
}

}  // namespace doppel::populate
