// Runs `work` and returns the Error that it throws; fails the test if it throws none.
#pragma once

#include <gtest/gtest.h>

#include "util/error.h"

namespace doppel::test {

template <class Work>
Error error_of(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no Error was thrown";
  return {ErrorClass::internal, ""};
}

}  // namespace doppel::test
