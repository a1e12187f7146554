#include "populate/input_sql.h"

#include "relation/ddl.h"

namespace doppel::populate {

using relation::quote_identifier;
using relation::quote_literal;

std::string json_key(const std::vector<std::string>& columns, const std::string& alias) {
  std::string pairs;
  for (const std::string& column : columns) {
    pairs +=
        (pairs.empty() ? "" : ", ") + quote_literal(column) + ", " + alias + "." + quote_identifier(column);
  }
  return "jsonb_build_object(" + pairs + ")";
}

std::string text_key(const std::vector<std::string>& columns, const std::string& alias) {
  std::string text;
  for (const std::string& column : columns) {
    text += (text.empty() ? "" : " || ' ' || ") + quote_literal(column + "=") + " || " + alias + "." +
            quote_identifier(column);
  }
  return "(" + text + ")";
}

}  // namespace doppel::populate
