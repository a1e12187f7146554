// The search for keys that are missing; its text is that of the function (relation/queue_functions.h).
#include "populate/status.h"
#include "relation/queue_functions.h"

namespace doppel::populate {

std::int64_t enqueue_missing(db::Connection& connection, const relation::Table& table) {
  return connection.execute("select " + relation::queue_function("enqueue", table) + "()").integer(0, 0);
}

}  // namespace doppel::populate
