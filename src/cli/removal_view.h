// What a delete or a refresh would take along, for people.
#pragma once

#include <iosfwd>
#include <vector>

#include "populate/removal.h"

namespace doppel::cli {

void print_counts(std::ostream& out, const std::vector<populate::Removal::Count>& counts);

}  // namespace doppel::cli
