// The primary-key values of one row: (column, value) pairs in the table's key order, e.g.
// animal_id=26872 session=17 scan_idx=20 unit_id=5. A value type; names are shared between keys of one table.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "relation/value.h"

namespace doppel::relation {

using KeyNames = std::shared_ptr<const std::vector<std::string>>;

class Key {
 public:
  Key() = default;
  Key(KeyNames names, std::vector<Value> values);  // REQUIRES: equal lengths
  Key(std::initializer_list<std::pair<std::string, Value>> pairs);

  const std::vector<std::string>& names() const;
  const std::vector<Value>& values() const { return values_; }
  bool has(std::string_view name) const;
  const Value& at(std::string_view name) const;  // throws Error(internal) naming an absent column
  std::int64_t integer(std::string_view name) const { return std::get<std::int64_t>(at(name)); }
  const std::string& text(std::string_view name) const { return std::get<std::string>(at(name)); }

  // The part of this key with just these columns, in this order.
  Key project(const std::vector<std::string>& columns) const;
  // This key followed by further columns.
  Key with(std::initializer_list<std::pair<std::string, Value>> more) const;

  std::string to_string() const;  // "animal_id=26872 session=17", for messages and seeds
  bool operator==(const Key& other) const;
  bool operator<(const Key& other) const;

 private:
  KeyNames names_;
  std::vector<Value> values_;
};

}  // namespace doppel::relation
