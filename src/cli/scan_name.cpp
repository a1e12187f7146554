#include "cli/scan_name.h"

#include <charconv>

#include "util/error.h"

namespace doppel::cli {

relation::Key parse_scan(std::string_view text) {
  std::int64_t numbers[3] = {};
  const char* place = text.data();
  const char* end = text.data() + text.size();
  bool good = true;
  for (int i = 0; i < 3 && good; ++i) {
    if (i > 0) good = place != end && *place++ == '-';
    const auto [next, error] = std::from_chars(place, end, numbers[i]);
    good = good && error == std::errc() && numbers[i] >= 0;
    place = next;
  }
  if (!good || place != end) {
    throw Error(ErrorClass::usage, "'" + std::string(text) + "' is no scan",
                "write animal_id-session-scan_idx, e.g. 26872-17-20");
  }
  return {{"animal_id", numbers[0]}, {"session", numbers[1]}, {"scan_idx", numbers[2]}};
}

std::string scan_name(const relation::Key& scan) {
  return std::to_string(scan.integer("animal_id")) + "-" + std::to_string(scan.integer("session")) + "-" +
         std::to_string(scan.integer("scan_idx"));
}

}  // namespace doppel::cli
