#include "populate/verify.h"

#include "populate/input_sql.h"
#include "populate/key_arrays.h"
#include "relation/ddl.h"
#include "relation/input_hash.h"
#include "relation/integrity.h"
#include "relation/key.h"
#include "relation/row_hash.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using relation::Column;
using relation::Parent;
using relation::quote_identifier;
using relation::quote_qualified;
using relation::Schema;
using relation::Table;
using relation::Tier;
using relation::Type;

constexpr int kPage = 5000;  // rows fetched at a time

std::string mend_of_row(const Table& table, const std::string& key) {
  const std::string remove = "doppel delete " + table.name + " --where \"" + key + "\"";
  switch (table.tier) {
    case Tier::computed:
      return remove + " and doppel populate: it is computed again";
    case Tier::imported:
      return remove + " and import its file again";
    case Tier::part:
      return "delete the row of " + table.master +
             " that it belongs to (doppel delete), which is then made again";
    case Tier::manual:
    case Tier::lookup:
      return "restore the row from a backup of the database";
  }
  return "";
}

// Row hashes
// ----------------------------------------------------------------------------------------------------

// Microseconds since 2000-01-01, as PostgreSQL stores them.
std::string cell(const Column& column) {
  const std::string name = quote_identifier(column.name);
  if (column.type != Type::timestamptz) return name;
  return "case " + name +
         " when 'infinity' then 9223372036854775807 when '-infinity' then -9223372036854775808"
         " else (extract(epoch from " +
         name + ") * 1000000)::bigint - 946684800000000 end";
}

class RowHasher {
 public:
  RowHasher(const Schema& schema, const Table& table) {
    for (const auto* group : {&table.key, &table.columns}) {
      for (const Column& column : *group) {
        if (!column.later) add(cell(column), column.type);
      }
    }
    n_key_ = table.key.size();
    if (!schema.parts_of(table).empty()) add("_parts_hash", Type::text);
    if (table.has_run()) add("_input_hash", Type::text);
    n_always_ = types_.size();
    for (const Column& column : table.columns) {
      if (!column.later) continue;
      add(cell(column), column.type);
      later_.push_back(column.name);
    }
    names_ = std::make_shared<const std::vector<std::string>>(table.key_names());
    query_ = "select " + select_ + ", _row_hash from " + quote_qualified(table.qualified());
  }

  const std::string& query() const { return query_; }
  std::string_view stored(const db::Result& rows, std::size_t row) const {
    return rows.text(row, types_.size());
  }

  // nullopt: a value that no column of ours holds, such as an array with a NULL.
  std::optional<std::string> computed(const db::Result& rows, std::size_t row) const {
    try {
      relation::RowHash hash;
      for (std::size_t i = 0; i < n_always_; ++i) hash.field(value(rows, row, i), types_[i]);
      for (std::size_t i = n_always_; i < types_.size(); ++i) {
        hash.later_field(later_[i - n_always_], value(rows, row, i), types_[i]);
      }
      return hash.hex();
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  std::string key(const db::Result& rows, std::size_t row) const {
    std::vector<relation::Value> values;
    for (std::size_t i = 0; i < n_key_; ++i) values.push_back(value(rows, row, i));
    return relation::Key(names_, std::move(values)).to_string();
  }

 private:
  void add(const std::string& expression, Type type) {
    select_ += (types_.empty() ? "" : ", ") + expression;
    types_.push_back(type);
  }
  relation::Value value(const db::Result& rows, std::size_t row, std::size_t i) const {
    return rows.value(row, i, types_[i] == Type::timestamptz ? Type::bigint : types_[i]);
  }

  std::string select_, query_;
  std::vector<Type> types_;
  std::vector<std::string> later_;
  std::size_t n_key_ = 0, n_always_ = 0;
  relation::KeyNames names_;
};

std::int64_t check_row_hashes(db::Transaction& snapshot, const Schema& schema, const Table& table,
                              const Report& report) {
  const RowHasher hasher(schema, table);
  std::int64_t n_rows = 0;
  snapshot.query("declare verify no scroll cursor for " + hasher.query());
  for (;;) {
    const auto rows = snapshot.query("fetch " + std::to_string(kPage) + " from verify");
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (hasher.computed(rows, row) == hasher.stored(rows, row)) continue;
      const std::string key = hasher.key(rows, row);
      report({table.qualified(), key, "its values do not hash to its _row_hash", mend_of_row(table, key)});
    }
    n_rows += static_cast<std::int64_t>(rows.size());
    if (rows.size() < kPage) break;
  }
  snapshot.query("close verify");
  return n_rows;
}

// Relations between rows
// ------------------------------------------------------------------------------------------

// Reports the rows `t` of the table that `from_where` leaves.
void check(db::Transaction& snapshot, const Table& table, const std::string& from_where,
           const std::string& what, const std::string& mend, const Report& report) {
  const auto rows = snapshot.query("select " + relation::column_list(table.key_names(), "t.") + " from " +
                                   quote_qualified(table.qualified()) + " t" + from_where);
  for (const relation::Key& key : read_keys(rows, table)) {
    const std::string shown = key.to_string();
    report({table.qualified(), shown, what, mend.empty() ? mend_of_row(table, shown) : mend});
  }
}

void check_parents(db::Transaction& snapshot, const Table& table, const Report& report) {
  for (const Parent& parent : table.parents) {
    std::string condition = "not exists (select from " + quote_qualified(parent.table) + " p where " +
                            relation::equal_columns(parent.columns, "p", "t") + ")";
    for (const std::string& column : parent.columns)
      condition += " and t." + quote_identifier(column) + " is not null";
    check(snapshot, table, " where " + condition,
          parent.table == table.master ? "its master in " + parent.table + " is gone"
                                       : "its parent in " + parent.table + " is gone",
          "restore that row, or delete this one with sql: foreign keys were switched off when it went",
          report);
  }
}

void check_runs(db::Transaction& snapshot, const Schema& schema, const Table& table, const Report& report) {
  if (!table.has_run()) return;
  check(
      snapshot, table,
      " where t._run_id is not null and not exists (select from provenance.run r where r.run_id = t._run_id)",
      "no run is on record that wrote it", "", report);
  if (table.tier != Tier::part) return;
  const Table& master = schema.at(table.master);
  if (!master.has_run()) return;
  check(snapshot, table,
        " join " + quote_qualified(master.qualified()) + " m on " +
            relation::equal_columns(master.key_names(), "m", "t") +
            " where t._run_id is distinct from m._run_id",
        "another run than that of its master wrote it", "", report);
}

void check_inputs(db::Transaction& snapshot, const Table& table, const Report& report) {
  if (table.tier != Tier::computed) return;
  check(snapshot, table,
        relation::join_inputs(table, "t", "left join") + "\nwhere t._input_hash is distinct from " +
            relation::input_hash_expression(table),
        "its inputs are no longer those that it was made from",
        "doppel refresh " + table.name + " (doppel stale tells which)", report);
}

void check_parts(db::Transaction& snapshot, const Schema& schema, const Table& table, const Report& report) {
  if (schema.parts_of(table).empty()) return;
  check(snapshot, table,
        " where t._parts_hash is distinct from " + relation::parts_hash_expression(schema, table, "t"),
        "its parts do not hash to its _parts_hash", "", report);
}

}  // namespace

std::int64_t verify_table(db::Transaction& snapshot, const Schema& schema, const Table& table,
                          const Report& report) {
  const auto n_rows = check_row_hashes(snapshot, schema, table, report);
  check_parts(snapshot, schema, table, report);
  check_parents(snapshot, table, report);
  check_runs(snapshot, schema, table, report);
  check_inputs(snapshot, table, report);
  return n_rows;
}

}  // namespace doppel::populate
