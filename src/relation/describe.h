// A table in DataJoint's definition notation, and the schema as a diagram: text from definitions alone.
#pragma once

#include <string>

#include "relation/table.h"

namespace doppel::relation {

// "# comment", a line a parent ("-> Scan") or column ("unit_id : integer  # [unit] comment") of the primary
// key,
// "---", then the rest. A parent's columns are not repeated. Classes are named as DataJoint's virtual schemas
// name them; types are PostgreSQL's.
std::string describe(const Table& table);

// DataJoint's name of the class of a table: "orientation_tuning" -> "OrientationTuning".
std::string class_name(std::string_view table);

// One node a table, coloured by tier as in DataJoint (manual green, lookup grey, imported blue, computed red,
// parts plain); one edge a foreign key: thick where parent and child have the same primary key, plain where
// the parent's key is part of it, dashed outside the key.
std::string graphviz_diagram(const Schema& schema);
std::string mermaid_diagram(const Schema& schema);

}  // namespace doppel::relation
