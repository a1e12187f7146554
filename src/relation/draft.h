// The body of the next migration: DDL that brings a database to the definitions. New and altered tables with
// their job tables, readers' views and lineage; tables that no definition knows go. What would lose values,
// needs a person's hand or rewrites a table says so in a comment. Pure text: db::drafted() supplies what the
// database says.
#pragma once

#include <string>
#include <vector>

#include "relation/difference.h"
#include "relation/table.h"

namespace doppel::relation {

// A view that reads tables of the definitions and is none of the readers' views that come with them.
struct DependentView {
  std::string name;                 // qualified, unquoted
  std::vector<std::string> tables;  // that it reads, itself or through other views
  std::string definition;           // its SELECT
  std::string comment;
};

// `views`: each after those that it reads. Views of the schemas public, provenance, job and store come back
// as they were; those of report only go, since every migration is followed by sql/, which makes them; other
// people's are named in a comment. Throws Error(usage) where a primary key would change, naming each.
std::string draft(const Schema& schema, const Facts& live, const Facts& expected,
                  const std::vector<DependentView>& views);

}  // namespace doppel::relation
