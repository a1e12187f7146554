#include "workers/request_rows.h"

#include "util/error.h"

namespace doppel::workers {

void refuse_unknown(const relation::Table& table, const std::string& value, const std::string& names) {
  const std::string column = table.key.front().name;
  const std::string first = column == "dataset"
                                ? "make one first: doppel dataset NAME --scan ANIMAL-SESSION-SCAN"
                                : "add a row to " + table.qualified();
  throw Error(ErrorClass::bad_input, "there is no " + column + " '" + value + "'",
              names.empty() ? first : "choose one of: " + names);
}

}  // namespace doppel::workers
