// The newest version of each maker that any program of the laboratory has announced: provenance.maker,
// against which SQL tells rows that an older maker made.
#pragma once

#include <memory>
#include <vector>

#include "db/connection.h"
#include "populate/maker.h"

namespace doppel::populate {

// Workers call it at their start, so that no row is younger than its maker's announcement. Versions only
// rise: an older program leaves a newer one's announcement alone.
void announce_makers(db::Connection& connection, const std::vector<std::unique_ptr<Maker>>& makers);

}  // namespace doppel::populate
