#include "db/rows.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::db {
namespace {

using relation::Column;
using relation::Key;
using relation::quote_identifier;
using relation::Table;
using relation::Type;
using relation::Value;
using Rows = std::vector<std::vector<Value>>;

std::string quoted(const Table& table) {
  return quote_identifier(table.schema) + "." + quote_identifier(table.name);
}

// Key columns, then the others: the order of RowTable::values.
std::vector<const Column*> all_columns(const Table& table) {
  std::vector<const Column*> columns;
  columns.reserve(table.key.size() + table.columns.size());
  for (const Column& column : table.key) columns.push_back(&column);
  for (const Column& column : table.columns) columns.push_back(&column);
  return columns;
}

const Column& column_of(const Table& table, const std::string& name) {
  if (const Column* column = table.find(name)) return *column;
  throw Error(ErrorClass::internal, table.qualified() + " has no column " + name);
}

std::string select_where(const Table& table, const std::string& condition) {
  std::string sql = "select ";
  const char* separator = "";
  for (const Column* column : all_columns(table)) {
    sql += separator + quote_identifier(column->name);
    separator = ", ";
  }
  sql += " from " + quoted(table) + " where " + condition;
  separator = " order by ";
  for (const Column& column : table.key) {
    // Byte order, so that rows come in the order of Key::operator< whatever the database's collation.
    sql += separator + quote_identifier(column.name) + (column.type == Type::text ? " collate \"C\"" : "");
    separator = ", ";
  }
  return sql;
}

Rows decode(const Table& table, const Result& result) {
  const auto columns = all_columns(table);
  Rows rows(result.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].reserve(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
      rows[row].push_back(result.value(row, i, columns[i]->type));
  }
  return rows;
}

void append_array_element(std::string& array, const Value& value, Type type) {
  array += array.size() > 1 ? ",\"" : "\"";
  for (const char c : relation::to_text(value, type)) {
    if (c == '"' || c == '\\') array += '\\';
    array += c;
  }
  array += '"';
}

// One column of the keys as a PostgreSQL array.
std::string column_array(const std::vector<Key>& keys, std::size_t column, Type type) {
  std::string array = "{";
  for (const Key& key : keys) {
    if (relation::is_null(key.values()[column])) {
      throw Error(ErrorClass::internal, "the key " + key.to_string() + " has a NULL");
    }
    append_array_element(array, key.values()[column], type);
  }
  return array + "}";
}

void require_equal_names(const Table& table, const std::vector<Key>& keys) {
  for (const Key& key : keys) {
    if (key.names() != keys.front().names()) {
      throw Error(ErrorClass::internal, "keys for " + table.qualified() + " differ in their columns: " +
                                            keys.front().to_string() + " and " + key.to_string());
    }
  }
}

// Columns that COPY fills. One with a default is left out when no row states a value for it.
struct CopyPlan {
  std::vector<std::string> names;
  std::vector<Type> types;
  std::vector<std::size_t> sources;  // positions in a row of values
};

CopyPlan plan_copy(const Table& table, const std::vector<StampedRow>& rows) {
  CopyPlan plan;
  const auto columns = all_columns(table);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool left_to_default =
        !columns[i]->default_sql.empty() &&
        std::ranges::all_of(rows, [&](const auto& row) { return relation::is_null((*row.values)[i]); });
    if (left_to_default) continue;
    plan.names.push_back(columns[i]->name);
    plan.types.push_back(columns[i]->type);
    plan.sources.push_back(i);
  }
  if (rows.front().stamp) {
    plan.names.insert(plan.names.end(), {"_run_id", "_input_hash"});
    plan.types.insert(plan.types.end(), {Type::bigint, Type::text});
  }
  return plan;
}

// The values of rows in the plan's columns, row by row.
class PlannedValues {
 public:
  PlannedValues(const CopyPlan& plan, const std::vector<StampedRow>& rows) : plan_(plan), rows_(rows) {}

  const Value& operator()(std::size_t row, std::size_t column) {
    if (column < plan_.sources.size()) return (*rows_[row].values)[plan_.sources[column]];
    if (rows_[row].stamp != stamp_) {
      stamp_ = rows_[row].stamp;
      stamped_ = {Value(stamp_->run_id), Value(stamp_->input_hash)};
    }
    return stamped_[column - plan_.sources.size()];
  }

 private:
  const CopyPlan& plan_;
  const std::vector<StampedRow>& rows_;
  const Stamp* stamp_ = nullptr;
  std::array<Value, 2> stamped_;
};

// Cheaper than COPY, which is parsed and planned at each call and takes a round trip more.
void insert_one(Transaction& transaction, const Table& table, const CopyPlan& plan, PlannedValues& line) {
  std::string columns, values;
  std::vector<Parameter> parameters;
  for (std::size_t i = 0; i < plan.names.size(); ++i) {
    const std::string separator = i == 0 ? "" : ", ";
    columns += separator + quote_identifier(plan.names[i]);
    values += separator + "$" + std::to_string(i + 1) + "::" + std::string(relation::sql_name(plan.types[i]));
    const Value& value = line(0, i);
    parameters.push_back(relation::is_null(value) ? Parameter{}
                                                  : Parameter{relation::to_text(value, plan.types[i])});
  }
  transaction.prepared("insert into " + quoted(table) + " (" + columns + ") values (" + values + ")",
                       parameters);
}

void require_width(const Table& table, const std::vector<StampedRow>& rows) {
  const std::size_t width = table.key.size() + table.columns.size();
  for (const StampedRow& row : rows) {
    if (row.values->size() != width) {
      throw Error(ErrorClass::internal, table.qualified() + " has " + std::to_string(width) +
                                            " columns, a row " + std::to_string(row.values->size()) +
                                            " values");
    }
  }
}

}  // namespace

Rows fetch_values(Transaction& transaction, const Table& table, const Key& restriction) {
  std::string condition = "true";
  std::vector<Parameter> parameters;
  for (std::size_t i = 0; i < restriction.values().size(); ++i) {
    const Column& column = column_of(table, restriction.names()[i]);
    condition += " and " + quote_identifier(column.name);
    if (relation::is_null(restriction.values()[i])) {
      condition += " is null";
      continue;
    }
    parameters.emplace_back(relation::to_text(restriction.values()[i], column.type));
    condition +=
        " = $" + std::to_string(parameters.size()) + "::" + std::string(relation::sql_name(column.type));
  }
  return decode(table, transaction.query(select_where(table, condition), parameters));
}

Rows fetch_values(Transaction& transaction, const Table& table, const std::vector<Key>& keys) {
  if (keys.empty()) return {};
  require_equal_names(table, keys);
  const auto& names = keys.front().names();
  if (names.empty()) return fetch_values(transaction, table, Key());
  std::string columns, arrays;
  std::vector<Parameter> parameters;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Column& column = column_of(table, names[i]);
    const std::string separator = i == 0 ? "" : ", ";
    columns += separator + quote_identifier(column.name);
    arrays +=
        separator + "$" + std::to_string(i + 1) + "::" + std::string(relation::sql_name(column.type)) + "[]";
    parameters.emplace_back(column_array(keys, i, column.type));
  }
  // "in" and not "join": a key named twice must not double its row.
  const std::string condition = "(" + columns + ") in (select * from unnest(" + arrays + "))";
  return decode(table, transaction.query(select_where(table, condition), parameters));
}

void insert_values(Transaction& transaction, const Table& table, const Rows& rows,
                   const std::vector<Stamp>& stamps) {
  if (stamps.size() > 1 && stamps.size() != rows.size()) {
    throw Error(ErrorClass::internal, table.qualified() + ": " + std::to_string(stamps.size()) +
                                          " stamps for " + std::to_string(rows.size()) + " rows");
  }
  std::vector<StampedRow> stamped;
  stamped.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    stamped.push_back({&rows[i], stamps.empty() ? nullptr : &stamps[stamps.size() == 1 ? 0 : i]});
  insert_stamped(transaction, table, stamped);
}

void insert_stamped(Transaction& transaction, const Table& table, const std::vector<StampedRow>& rows) {
  require_width(table, rows);
  if (rows.empty()) return;
  const CopyPlan plan = plan_copy(table, rows);
  PlannedValues values(plan, rows);
  if (rows.size() == 1) return insert_one(transaction, table, plan, values);
  transaction.copy(quoted(table), plan.names, plan.types, {rows.size(), std::ref(values)});
}

}  // namespace doppel::db
