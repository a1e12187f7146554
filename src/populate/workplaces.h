// The tables that one worker fills, in an order in which parents come before children, and what feeds them:
// all of their keys, or those that a restriction takes. Plain values and text: any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "populate/stages.h"

namespace doppel::populate {

// Which of the makers' tables: those that `names` lists (all, where it is empty), and which of their keys.
struct Choice {
  std::vector<const Maker*> makers;
  relation::KeyRestriction restriction;
};
// `where` is a restriction (relation/restriction.h); empty: all keys. Throws Error(usage) for a name that has
// no maker and for a restriction that fits none of the tables.
Choice choose(const std::vector<std::string>& names, const std::string& where, const relation::Schema& schema,
              const std::vector<std::unique_ptr<Maker>>& makers);

std::vector<Workplace> workplaces(const Choice& choice, const relation::Schema& schema);

struct BoundSql {
  std::string text;
  std::vector<db::Parameter> values;
};

// A query for one boolean: is anything pending or claimed in these tables, or claimed in those that feed
// them?
BoundSql busy_sql(const std::vector<Workplace>& places, const relation::Schema& schema,
                  const relation::KeyRestriction& restriction);

// A query for one boolean: are there keys to claim over which workers have died?
BoundSql suspects_sql(const std::vector<Workplace>& places, const relation::KeyRestriction& restriction);

// A query for a boolean a place: are there keys to claim there over which so many workers have died as the
// first value says?
BoundSql ready_sql(const std::vector<Workplace>& places, const relation::KeyRestriction& restriction);

}  // namespace doppel::populate
