// Ties a C++ row struct to a table definition, so that a column's name, type, unit and place in the struct
// are written once. A row struct has a member `relation::Key key` and one member per column; std::optional
// members are nullable.
//
//   struct PhaseTuning { Key key; float phase_index; std::vector<float> responses; };
//   const RowTable<PhaseTuning>& phase_tuning() {
//     static const auto table = TableBuilder<PhaseTuning>("twin.phase_tuning", Tier::computed, "Phase tuning
//     curve ...")
//         .parent(optimal_gabor()).parent(phase_tuning_task())
//         .column("phase_index", &PhaseTuning::phase_index, "", "F1/F0 as amplitude over mean ...")
//         .column("responses", &PhaseTuning::responses, "events", "predicted response at each phase")
//         .build();
//     return table;
//   }
#pragma once

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "relation/key.h"
#include "relation/table.h"
#include "util/error.h"

namespace doppel::relation {

template <class T>
struct ColumnType;  // maps a C++ member type to a column type and its Value
#define DOPPEL_COLUMN_TYPE(cpp, sql)        \
  template <>                               \
  struct ColumnType<cpp> {                  \
    static constexpr Type type = Type::sql; \
    static constexpr bool nullable = false; \
  };
DOPPEL_COLUMN_TYPE(bool, boolean)
DOPPEL_COLUMN_TYPE(std::int16_t, smallint)
DOPPEL_COLUMN_TYPE(std::int32_t, integer)
DOPPEL_COLUMN_TYPE(std::int64_t, bigint)
DOPPEL_COLUMN_TYPE(float, real)
DOPPEL_COLUMN_TYPE(double, double_precision)
DOPPEL_COLUMN_TYPE(std::string, text)
DOPPEL_COLUMN_TYPE(std::vector<std::int16_t>, smallint_array)
DOPPEL_COLUMN_TYPE(std::vector<std::int32_t>, integer_array)
DOPPEL_COLUMN_TYPE(std::vector<float>, real_array)
DOPPEL_COLUMN_TYPE(std::vector<double>, double_array)
DOPPEL_COLUMN_TYPE(std::vector<std::string>, text_array)
#undef DOPPEL_COLUMN_TYPE
template <class T>
struct ColumnType<std::optional<T>> {
  static constexpr Type type = ColumnType<T>::type;
  static constexpr bool nullable = true;
};

template <class T>
Value to_value(const T& member) {
  if constexpr (ColumnType<T>::nullable) {
    return member ? to_value(*member) : Value{};
  } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    return static_cast<std::int64_t>(member);
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<double>(member);
  } else if constexpr (std::is_same_v<T, std::vector<std::int16_t>> ||
                       std::is_same_v<T, std::vector<std::int32_t>>) {
    return std::vector<std::int64_t>(member.begin(), member.end());
  } else {
    return member;
  }
}

template <class T>
void from_value(T& member, const Value& value) {
  if constexpr (ColumnType<T>::nullable) {
    if (is_null(value)) {
      member.reset();
    } else {
      from_value(member.emplace(), value);
    }
  } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    member = static_cast<T>(std::get<std::int64_t>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    member = static_cast<T>(std::get<double>(value));
  } else if constexpr (std::is_same_v<T, std::vector<std::int16_t>> ||
                       std::is_same_v<T, std::vector<std::int32_t>>) {
    const auto& wide = std::get<std::vector<std::int64_t>>(value);
    member.assign(wide.begin(), wide.end());
  } else {
    member = std::get<T>(value);
  }
}

template <class Row>
class RowTable {
 public:
  struct Field {
    std::function<Value(const Row&)> get;
    std::function<void(Row&, const Value&)> set;
  };

  const Table& table() const { return table_; }
  operator const Table&() const { return table_; }  // NOLINT: a RowTable is a Table where rows do not matter

  // Key columns, then the others, in the definition's order.
  std::vector<Value> values(const Row& row) const {
    std::vector<Value> all = row.key.values();
    if (all.size() != table_.key.size()) {
      throw Error(ErrorClass::internal,
                  table_.qualified() + ": key " + row.key.to_string() + " has the wrong columns");
    }
    for (const Field& field : fields_) all.push_back(field.get(row));
    return all;
  }

  // REQUIRES: values in the order of values().
  Row row(const std::vector<Value>& all) const {
    Row row;
    const auto split = all.begin() + static_cast<std::ptrdiff_t>(table_.key.size());
    row.key = Key(key_names_, std::vector<Value>(all.begin(), split));
    for (std::size_t i = 0; i < fields_.size(); ++i)
      fields_[i].set(row, *(split + static_cast<std::ptrdiff_t>(i)));
    return row;
  }

 private:
  template <class>
  friend class TableBuilder;
  Table table_;
  KeyNames key_names_;
  std::vector<Field> fields_;
};

template <class Row>
class TableBuilder {
 public:
  TableBuilder(const std::string& qualified, Tier tier, const std::string& comment) {
    const auto dot = qualified.find('.');
    table().schema = qualified.substr(0, dot);
    table().name = qualified.substr(dot + 1);
    table().tier = tier;
    table().comment = comment;
  }

  // A foreign key whose columns join this table's primary key (columns already there are shared).
  TableBuilder& parent(const Table& other) {
    table().parents.push_back({other.qualified(), other.key_names(), true});
    for (const Column& column : other.key) {
      if (!table().find(column.name)) table().key.push_back(column);
    }
    return *this;
  }
  // The master of a part: its first parent.
  TableBuilder& master(const Table& other) {
    table().master = other.qualified();
    return parent(other);
  }
  // A foreign key through ordinary columns of this table, which must be declared with column().
  TableBuilder& refers_to(const Table& other) {
    table().parents.push_back({other.qualified(), other.key_names(), false});
    return *this;
  }
  // A primary-key column of this table's own.
  TableBuilder& key(const std::string& column, Type type, std::string comment, std::string unit = "") {
    table().key.push_back({column, type, std::move(unit), std::move(comment), false, "", false});
    return *this;
  }
  template <class Member>
  TableBuilder& column(const std::string& column, Member Row::*member, std::string unit,
                       std::string comment) {
    table().columns.push_back({column, ColumnType<Member>::type, std::move(unit), std::move(comment),
                               ColumnType<Member>::nullable, "", false});
    result_.fields_.push_back({[member](const Row& row) { return to_value(row.*member); },
                               [member](Row& row, const Value& value) { from_value(row.*member, value); }});
    return *this;
  }
  // A column that a later version adds to a landed table; NULL means what held before (Column::later).
  template <class Member>
  TableBuilder& later_column(const std::string& name, std::optional<Member> Row::*member, std::string unit,
                             std::string comment) {
    column(name, member, std::move(unit), std::move(comment));
    table().columns.back().later = true;
    return *this;
  }
  TableBuilder& check(std::string constraint, std::string sql) {
    table().checks.push_back({std::move(constraint), std::move(sql)});
    return *this;
  }
  TableBuilder& unique(std::vector<std::string> columns) {
    table().unique.push_back(std::move(columns));
    return *this;
  }
  RowTable<Row> build() {
    result_.key_names_ = std::make_shared<const std::vector<std::string>>(table().key_names());
    return std::move(result_);
  }

 private:
  Table& table() { return result_.table_; }
  RowTable<Row> result_;
};

}  // namespace doppel::relation
