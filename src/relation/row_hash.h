// The hash of a row, computed from its values without the database's functions: the independent twin of the
// generated column _row_hash, by which `doppel verify` finds what was changed behind the database's back.
#pragma once

#include <string>

#include "relation/value.h"

namespace doppel::relation {

// Builds the canonical bytes of a row, field by field in the order of row_hash_expression(): the byte 0 for
// NULL, else the byte 1, the length of the value as a big-endian int4, and the value in PostgreSQL's binary
// form.
class RowHash {
 public:
  // timestamptz: pass its microseconds since 2000-01-01 as a bigint.
  RowHash& field(const Value& value, Type type);
  // A column added later (Column::later), behind all others: nothing for NULL, else its name and its value.
  RowHash& later_field(const std::string& name, const Value& value, Type type);
  std::string hex() const;

 private:
  std::string bytes_;
};

}  // namespace doppel::relation
