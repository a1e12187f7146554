// The server has no connection to spare (SQLSTATE 53300): the limit of the server, of the database or of the
// role is reached. Over when somebody else leaves, so a worker waits for that; a person is told what to mend.
#pragma once

#include "util/error.h"

namespace doppel::db {

class TooManyConnections : public Error {
 public:
  using Error::Error;
};

}  // namespace doppel::db
