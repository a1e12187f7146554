#include "populate/key_text.h"

#include "relation/ddl.h"

namespace doppel::populate {

std::string key_text(const std::vector<std::string>& columns) {
  std::string pieces;
  for (const std::string& column : columns) {
    pieces += ", " + relation::quote_literal(column + "=") + " || " + relation::quote_identifier(column);
  }
  return "concat_ws(' '" + pieces + ")";
}

}  // namespace doppel::populate
