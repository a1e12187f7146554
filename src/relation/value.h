// Values and types of columns: the small set that the schema uses, between C++ rows and PostgreSQL's text
// format. Pure: no database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace doppel::relation {

enum class Type {
  boolean,
  smallint,
  integer,
  bigint,
  real,
  double_precision,
  text,
  timestamptz,  // carried as ISO 8601 text
  smallint_array,
  integer_array,
  real_array,
  double_array,
  text_array,
};

// How PostgreSQL spells the type, e.g. "double precision", "real[]".
std::string_view sql_name(Type type);

// One SQL value; monostate is NULL. Integers of all widths are int64, reals of both widths double.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::int64_t>,
                           std::vector<float>, std::vector<double>, std::vector<std::string>>;

bool is_null(const Value& value);

// PostgreSQL's text form, exact for reals (shortest round-trip digits of the column's width).
// REQUIRES: not null, and the alternative fits the type (else Error(internal)).
std::string to_text(const Value& value, Type type);

// The reverse, from what the server sends. Throws Error(internal) naming the text if it is not of that type.
Value from_text(std::string_view text, Type type);

// Appends one field of a COPY ... FROM STDIN (text format) line: \N for NULL, backslash escapes.
void append_copy_field(std::string& line, const Value& value, Type type);

}  // namespace doppel::relation
