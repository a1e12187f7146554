// What a database says otherwise than the definitions, fact by fact: a line of `doppel schema check` each,
// and what `doppel schema draft` mends. Pure values.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace doppel::relation {

// One thing that may be said about a relation, e.g. ("twin.scan", "column", "depth").
struct Fact {
  std::string table;  // qualified, unquoted: a table, a job table ("job.score") or a reader's view
                      // ("public.scan"); "job" of a function
  std::string kind;   // table, comment, column, comment of column, constraint, index, definition (of a view),
                      // trigger, function, lineage
  std::string name;   // of the column, constraint or index; empty where there is but one
  auto operator<=>(const Fact&) const = default;
};

// What is said, in PostgreSQL's own words: {"twin.scan", "column", "depth"} -> "integer not null". A relation
// that exists has the fact ("twin.scan", "table", "").
using Facts = std::map<Fact, std::string>;

struct Difference {
  Fact fact;
  std::optional<std::string> live, expected;  // null: not there; not both
};

// Missing relations first, then by fact. Of a relation that is missing only that is told.
std::vector<Difference> compare(const Facts& live, const Facts& expected);

// "twin.scan: column depth is missing: integer"
std::string to_string(const Difference& difference);

}  // namespace doppel::relation
