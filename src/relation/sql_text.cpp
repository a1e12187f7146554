#include "relation/sql_text.h"

#include <algorithm>

#include "util/error.h"

namespace doppel::relation {

std::string filled(std::string_view pattern, const Pieces& pieces) {
  std::string text;
  while (true) {
    const auto open = pattern.find('{');
    text += pattern.substr(0, open);
    if (open == std::string_view::npos) return text;
    const auto close = pattern.find('}', open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto piece = std::ranges::find(pieces, name, [](const auto& pair) { return pair.first; });
    if (close == std::string_view::npos || piece == pieces.end()) {
      throw Error(ErrorClass::internal, "nothing to fill in for {" + std::string(name) + "}");
    }
    text += piece->second;
    pattern.remove_prefix(close + 1);
  }
}

}  // namespace doppel::relation
