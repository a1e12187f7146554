// A claim among the keys that a restriction takes. The restriction, which is a person's, is looked at with
// the worker's own rights; the function job.claim_listed_<table> then claims what was chosen, in the same
// turn (relation/claim_functions.cpp). Immutable: any thread.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/restriction.h"
#include "relation/table.h"

namespace doppel::populate {

// Waits for the turn to claim keys of the table. A worker that sleeps between two statements of its
// transaction loses it within seconds, since all others wait.
std::string turn_sql(const relation::Table& table);

class RestrictedClaim {
 public:
  // REQUIRES: a computed table.
  RestrictedClaim(const relation::Table& table, const relation::KeyRestriction& restriction);

  // wanted: worker, most keys, deaths that the keys have seen, columns that they share (a bound array). One
  // row: epoch, time of the claim [us since 1970], priority, an array a key column; or none, or nulls:
  // nothing is to be had. Searches from the start of the queue, past keys that the restriction leaves out.
  db::Result rows(db::Connection& connection, std::vector<db::Parameter> wanted) const;

 private:
  db::Result in_turn(db::Connection& connection, const std::string& claim,
                     const std::vector<db::Parameter>& wanted) const;

  std::string turn_sql_, claim_batch_, claim_among_many_;
  std::vector<std::string> values_;
};

}  // namespace doppel::populate
