// A scan as people write it: animal_id-session-scan_idx, e.g. 26872-17-20.
#pragma once

#include <string>
#include <string_view>

#include "relation/key.h"

namespace doppel::cli {

relation::Key parse_scan(std::string_view text);  // Error(usage) unless three whole numbers
std::string scan_name(const relation::Key& scan);

}  // namespace doppel::cli
