#include "db/rows.h"

#include <algorithm>
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

CopyPlan plan_copy(const Table& table, const Rows& rows) {
  CopyPlan plan;
  const auto columns = all_columns(table);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool left_to_default =
        !columns[i]->default_sql.empty() &&
        std::all_of(rows.begin(), rows.end(), [&](const auto& row) { return relation::is_null(row.at(i)); });
    if (left_to_default) continue;
    plan.names.push_back(columns[i]->name);
    plan.types.push_back(columns[i]->type);
    plan.sources.push_back(i);
  }
  return plan;
}

// Cheaper than COPY, which is parsed and planned at each call and takes a round trip more.
void insert_one(Transaction& transaction, const Table& table, const CopyPlan& plan,
                const std::vector<Value>& line) {
  std::string columns, values;
  std::vector<Parameter> parameters;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string separator = i == 0 ? "" : ", ";
    columns += separator + quote_identifier(plan.names[i]);
    values += separator + "$" + std::to_string(i + 1) + "::" + std::string(relation::sql_name(plan.types[i]));
    parameters.push_back(relation::is_null(line[i]) ? Parameter{}
                                                    : Parameter{relation::to_text(line[i], plan.types[i])});
  }
  transaction.prepared("insert into " + quoted(table) + " (" + columns + ") values (" + values + ")",
                       parameters);
}

void require_shape(const Table& table, const Rows& rows, const std::vector<Stamp>& stamps) {
  const std::size_t width = table.key.size() + table.columns.size();
  for (const auto& row : rows) {
    if (row.size() != width) {
      throw Error(ErrorClass::internal, table.qualified() + " has " + std::to_string(width) +
                                            " columns, a row " + std::to_string(row.size()) + " values");
    }
  }
  if (stamps.size() > 1 && stamps.size() != rows.size()) {
    throw Error(ErrorClass::internal, table.qualified() + ": " + std::to_string(stamps.size()) +
                                          " stamps for " + std::to_string(rows.size()) + " rows");
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
  require_shape(table, rows, stamps);
  if (rows.empty()) return;
  CopyPlan plan = plan_copy(table, rows);
  if (!stamps.empty()) {
    plan.names.insert(plan.names.end(), {"_run_id", "_input_hash"});
    plan.types.insert(plan.types.end(), {Type::bigint, Type::text});
  }
  Rows lines(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    lines[row].reserve(plan.names.size());
    for (const std::size_t source : plan.sources) lines[row].push_back(rows[row][source]);
    if (stamps.empty()) continue;
    const Stamp& stamp = stamps.size() == 1 ? stamps.front() : stamps[row];
    lines[row].emplace_back(stamp.run_id);
    lines[row].emplace_back(stamp.input_hash);
  }
  if (lines.size() == 1) return insert_one(transaction, table, plan, lines.front());
  transaction.copy(quoted(table), plan.names, plan.types, lines);
}

}  // namespace doppel::db
