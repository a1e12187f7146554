// One row computed once more by its maker, and compared with the row that is there; nothing is written to the
// database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "populate/maker.h"

namespace doppel::populate {

struct Difference {
  std::string table, key, column;
  std::string stored, computed;  // as text; "(no row)" where one side has none
  // max |a - b| / max(1, |a|, |b|) over the elements; nullopt: not numbers, of another length, or a missing
  // row.
  std::optional<double> size;
};

struct Reproduction {
  std::int64_t rows = 0, values = 0;    // compared: the row and its parts
  bool same_inputs = false;             // are the inputs still those that the stored row was made from?
  std::vector<Difference> differences;  // of values that are not bit-identical

  bool is_identical() const { return differences.empty(); }
  bool is_within(double tolerance) const;
  double largest() const;  // of the sizes; infinity where one has none; 0 if identical
};

// REQUIRES: the row exists. Throws what the maker throws.
Reproduction reproduce(db::Connection& connection, const relation::Schema& schema, const Maker& maker,
                       const relation::Key& key, const std::string& device, int threads);

}  // namespace doppel::populate
