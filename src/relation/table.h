// The definition of a table: tier, key, parents, columns with units. schema/ holds one per table, and
// everything else (DDL, migrations' check, job tables, hashes, lineage, claims) derives from it. Pure values,
// immutable once built.
#pragma once

#include <string>
#include <vector>

#include "relation/value.h"

namespace doppel::relation {

// DataJoint's tiers. A part is written with its master and belongs to it.
enum class Tier { manual, lookup, imported, computed, part };

std::string_view name(Tier tier);

// "twin.scan" -> "scan"; a name without a schema as it is.
std::string unqualified(std::string_view qualified);

struct Column {
  std::string name;
  Type type = Type::integer;
  std::string unit;     // "px", "deg", "events"; empty where there is none
  std::string comment;  // ends up in the database with the unit: \d+ tells it
  bool nullable = false;
  std::string default_sql;  // e.g. "now()"; empty: none
  // Added to a table that had rows already: NULL, "as before", adds nothing to _row_hash, so that the rows
  // that were there keep their hashes and what was made from them does not become stale.
  bool later = false;
};

// A foreign key to all primary-key columns of another table, which have the same names here.
struct Parent {
  std::string table;                 // qualified: "twin.scan"
  std::vector<std::string> columns;  // the parent's primary key
  bool in_key = true;                // do these columns belong to this table's primary key?
};

struct Check {
  std::string name;  // constraint name without the table's prefix
  std::string sql;   // boolean expression
};

struct Table {
  std::string schema;  // "twin"
  std::string name;    // "orientation_tuning"
  Tier tier = Tier::manual;
  std::string comment;
  std::string master;           // parts only: qualified name of the master
  std::vector<Parent> parents;  // a part's master is its first parent
  std::vector<Column> key;      // primary-key columns, inherited ones first
  std::vector<Column> columns;  // the rest
  std::vector<Check> checks;
  std::vector<std::vector<std::string>> unique;  // further unique column sets

  std::string qualified() const { return schema + "." + name; }
  std::string job_table() const { return "job." + name; }
  std::vector<std::string> key_names() const;
  const Column* find(std::string_view column) const;  // null if absent
  // Rows that a maker or an import wrote carry the hidden columns _run_id and _input_hash; all carry
  // _row_hash.
  bool has_run() const { return tier == Tier::imported || tier == Tier::computed || tier == Tier::part; }
};

// All tables in an order in which parents come before children; the truth that an engineer edits.
struct Schema {
  std::vector<const Table*> tables;
  const Table& at(std::string_view qualified) const;  // throws Error(usage) listing near names
  const Table* find(std::string_view name_or_qualified) const;
  std::vector<const Table*> computed() const;  // those that workers fill, in order
  std::vector<const Table*> parts_of(const Table& master) const;
};

}  // namespace doppel::relation
