// Somebody else has locked a row for longer than the statement would wait (SQLSTATE 55P03).
#pragma once

#include "util/error.h"

namespace doppel::db {

class LockNotAvailable : public Error {
 public:
  using Error::Error;
};

}  // namespace doppel::db
