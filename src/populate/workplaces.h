// The tables that one worker fills, in an order in which parents come before children, and what feeds them.
// Plain values and text: any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "populate/stages.h"

namespace doppel::populate {

// Of the makers' tables those that `names` lists (all, where it is empty). Throws Error(usage) for a name
// that has no maker.
std::vector<Workplace> workplaces(const std::vector<std::string>& names, const relation::Schema& schema,
                                  const std::vector<std::unique_ptr<Maker>>& makers);

// A query for one boolean: is anything pending or claimed in these tables, or claimed in those that feed
// them?
std::string busy_sql(const std::vector<Workplace>& places, const relation::Schema& schema);

// A query for one boolean: are there keys to claim over which workers have died?
std::string suspects_sql(const std::vector<Workplace>& places);

// A query for a boolean a place: are there keys to claim there over which $1 workers have died?
std::string ready_sql(const std::vector<Workplace>& places);

}  // namespace doppel::populate
