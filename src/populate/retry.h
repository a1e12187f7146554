// The retry policy, in one place: what becomes of a batch that failed is a function of the error's class and
// of the attempts so far. docs/job_states.md draws the transitions.
#pragma once

#include <chrono>
#include <exception>
#include <string>

#include "util/error.h"

namespace doppel::populate {

struct RetryPolicy {
  int max_attempts = 5;  // computes that may end with a retryable error before the key is failed
  int max_deaths = 3;    // workers that may die over a key before it is quarantined
  std::chrono::milliseconds first_pause{1000};  // doubles with each attempt, +-50 % at random
  std::chrono::milliseconds longest_pause{60000};
};

// What went wrong, told apart from how it was thrown.
struct Failure {
  ErrorClass error_class = ErrorClass::internal;
  std::string message;  // with the mend, where the error names one
};

// std::bad_alloc and messages of "out of memory" (LibTorch's allocators throw types that this layer cannot
// name) are out_of_memory; whatever is not an Error is internal.
Failure failure_of(const std::exception_ptr& exception);

// Retryable failures go back to pending with a pause; the others are failed at once.
bool is_retryable(ErrorClass error_class);

// Can a part of the batch do what the whole could not? Then it is split in halves, down to the one bad key.
bool is_worth_splitting(ErrorClass error_class);

// Keys over which workers have died are tried in smaller batches, the last time alone: so a key that kills
// its worker is quarantined, and those that were in its batch are not. max_keys is what a batch without
// deaths may hold.
int largest_batch(int max_keys, int deaths, const RetryPolicy& policy);

}  // namespace doppel::populate
