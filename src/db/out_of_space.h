// The server's disk is full (SQLSTATE 53100): nobody's fault but the environment's, and over when somebody
// makes room. A type of its own, so that a worker can tell it from a full disk of its own machine.
#pragma once

#include "util/error.h"

namespace doppel::db {

class OutOfSpace : public Error {
 public:
  using Error::Error;
};

}  // namespace doppel::db
