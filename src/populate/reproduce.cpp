#include "populate/reproduce.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "db/rows.h"
#include "populate/inputs.h"
#include "populate/key_arrays.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using relation::Table;
using relation::Value;
using Row = std::vector<Value>;
using RowsByKey = std::map<Row, Row>;  // key values -> the row's other values

constexpr const char* kNoRow = "(no row)";

struct StoredAndInput {
  std::any input;
  bool same_inputs = false;
  std::map<const Table*, std::vector<Row>> stored;
};

StoredAndInput fetch_row(db::Connection& connection, const relation::Schema& schema, const Maker& maker,
                         const Key& key) {
  const Table& table = maker.table();
  StoredAndInput fetched;
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  fetched.input = maker.fetch_any(snapshot, {key});
  fetched.stored[&table] = db::fetch_values(snapshot, table, key);
  for (const Table* part : schema.parts_of(table))
    fetched.stored[part] = db::fetch_values(snapshot, *part, key);
  const auto now = InputHashes(table).read(snapshot, {key}).front();
  std::vector<db::Parameter> parameters;
  append_key_arrays(parameters, table, {key});
  const auto then = snapshot.query(
      "select t._input_hash from " + relation::quote_qualified(table.qualified()) + " t join " +
          unnest_keys(table, 1) + " k (" + relation::column_list(table.key_names()) + ") on " +
          relation::equal_columns(table.key_names(), "t", "k"),
      parameters);
  fetched.same_inputs = then.size() == 1 && now == std::string(then.text(0, 0));
  return fetched;
}

// As the column would hold it: a real keeps 24 bits of a double.
Value as_stored(const Value& value, relation::Type type) {
  return relation::is_null(value) ? value : relation::from_text(to_text(value, type), type);
}

RowsByKey by_key(const Table& table, const std::vector<Row>& rows) {
  RowsByKey sorted;
  for (const Row& row : rows) {
    const auto split = row.begin() + static_cast<std::ptrdiff_t>(table.key.size());
    Row key(row.begin(), split), rest(split, row.end());
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = as_stored(rest[i], table.columns[i].type);
    sorted.emplace(std::move(key), std::move(rest));
  }
  return sorted;
}

double distance(double a, double b) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0;
  const double difference = std::abs(a - b) / std::max({1.0, std::abs(a), std::abs(b)});
  return std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
}

template <class Elements>
std::optional<double> array_distance(const Elements& a, const Elements& b) {
  if (a.size() != b.size()) return std::nullopt;
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    largest = std::max(largest, distance(static_cast<double>(a[i]), static_cast<double>(b[i])));
  return largest;
}

std::optional<double> value_distance(const Value& a, const Value& b) {
  if (a.index() != b.index()) return std::nullopt;
  if (const auto* number = std::get_if<double>(&a)) return distance(*number, std::get<double>(b));
  if (const auto* reals = std::get_if<std::vector<float>>(&a))
    return array_distance(*reals, std::get<std::vector<float>>(b));
  if (const auto* reals = std::get_if<std::vector<double>>(&a))
    return array_distance(*reals, std::get<std::vector<double>>(b));
  if (const auto* integer = std::get_if<std::int64_t>(&a))
    return distance(static_cast<double>(*integer), static_cast<double>(std::get<std::int64_t>(b)));
  if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&a))
    return array_distance(*integers, std::get<std::vector<std::int64_t>>(b));
  return std::nullopt;
}

// NaN equals NaN here, unlike in C++; -0 and 0 are two.
bool is_same(const Value& a, const Value& b, relation::Type type) {
  if (relation::is_null(a) || relation::is_null(b)) return relation::is_null(a) && relation::is_null(b);
  return to_text(a, type) == to_text(b, type);
}

std::string shown(const Value& value, relation::Type type) {
  if (relation::is_null(value)) return "null";
  std::string text = to_text(value, type);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

void compare_rows(const Table& table, const Row& stored, const Row& computed, Difference at,
                  Reproduction& result) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto type = table.columns[i].type;
    ++result.values;
    if (is_same(stored[i], computed[i], type)) continue;
    at.column = table.columns[i].name;
    at.stored = shown(stored[i], type);
    at.computed = shown(computed[i], type);
    at.size = value_distance(stored[i], computed[i]);
    result.differences.push_back(at);
  }
}

void compare(const Table& table, const RowsByKey& stored, const RowsByKey& computed, Reproduction& result) {
  const auto names = std::make_shared<const std::vector<std::string>>(table.key_names());
  const auto place = [&](const Row& key) {
    return Difference{table.qualified(), Key(names, key).to_string(), "", "", "", std::nullopt};
  };
  for (const auto& [key, values] : stored) {
    ++result.rows;
    Difference at = place(key);
    if (const auto found = computed.find(key); found != computed.end()) {
      compare_rows(table, values, found->second, at, result);
    } else {
      at.stored = "a row";
      at.computed = kNoRow;
      result.differences.push_back(at);
    }
  }
  for (const auto& [key, values] : computed) {
    if (stored.contains(key)) continue;
    Difference at = place(key);
    at.stored = kNoRow;
    at.computed = "a row";
    result.differences.push_back(at);
  }
}

ComputeContext context_without_checkpoints(const std::string& device, int threads) {
  ComputeContext context;
  context.device = device;
  context.threads = threads;
  context.load_checkpoint = [] { return std::vector<std::byte>(); };
  context.save_checkpoint = [](const std::vector<std::byte>&) {};
  return context;
}

}  // namespace

bool Reproduction::is_within(double tolerance) const { return largest() <= tolerance; }

double Reproduction::largest() const {
  double largest = 0;
  for (const Difference& difference : differences)
    largest = std::max(largest, difference.size.value_or(std::numeric_limits<double>::infinity()));
  return largest;
}

Reproduction reproduce(db::Connection& connection, const relation::Schema& schema, const Maker& maker,
                       const Key& key, const std::string& device, int threads) {
  const StoredAndInput fetched = fetch_row(connection, schema, maker, key);
  const std::any output = maker.compute_any(fetched.input, context_without_checkpoints(device, threads));
  RowSink sink;
  maker.insert_any(fetched.input, output, sink);
  Reproduction result;
  result.same_inputs = fetched.same_inputs;
  for (const auto& [table, rows] : fetched.stored) {
    const auto made = sink.rows().find(table);
    compare(*table, by_key(*table, rows),
            made == sink.rows().end() ? RowsByKey() : by_key(*table, made->second), result);
  }
  return result;
}

}  // namespace doppel::populate
