// A person's restriction, e.g. "animal_id = 1 and scan_idx in (3, 4)", parsed and turned into SQL with bound
// values. Identifiers must be columns of the table; nothing of the text reaches SQL unbound.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relation/table.h"

namespace doppel::relation {

struct Restriction {
  std::string sql = "true";         // with $1.. placeholders, starting at first_parameter
  std::vector<std::string> values;  // texts to bind, in order
};

// Grammar: comparison {(and|or) comparison}, not, parentheses; =, <>, <, <=, >, >=, in (...), is [not] null,
// like. Throws Error(usage) naming the place and the columns that exist.
Restriction parse_restriction(const Table& table, std::string_view text, int first_parameter = 1);

// One restriction of the keys of several tables, each of which it restricts by the columns that it has. In
// the others a comparison of the column is null, which is unknown, and a key is taken unless the whole is
// false: of "dataset = 'mouse' and unit_id = 5" a table of data sets takes that data set, a table of animals
// takes all. Immutable.
class KeyRestriction {
 public:
  KeyRestriction() = default;  // takes all keys of any table
  // Over the key columns of these tables. Throws Error(usage) as parse_restriction() does.
  KeyRestriction(const std::vector<const Table*>& tables, std::string_view text);

  bool takes_all() const { return !text_; }
  bool names_column_of(const Table& table) const;
  // Of the keys of one of those tables or of any other.
  Restriction of(const Table& table, int first_parameter = 1) const;

 private:
  struct OfTable {
    Restriction restriction;
    bool named = false;  // a column of the table
  };
  OfTable look_at(const Table& table, int first_parameter) const;  // REQUIRES: a text

  std::optional<std::string> text_;
  std::vector<Column> columns_;  // what it may name
};

}  // namespace doppel::relation
