// A schema of four levels for the tests of this folder: mouse -> session -> cell (computed) -> spike (part),
// with a lookup beside it.
#pragma once

#include "relation/table.h"

namespace doppel::relation::small {

inline Table mouse() {
  return {"twin",
          "mouse",
          Tier::manual,
          "An animal; it's alive",
          "",
          {},
          {{"mouse", Type::integer, "", "number", false, ""}},
          {{"weight", Type::real, "g", "body weight", true, ""}},
          {{"heavy", "weight > 0"}},
          {}};
}
inline Table method() {
  return {"twin",
          "method",
          Tier::lookup,
          "How",
          "",
          {},
          {{"method", Type::text, "", "name", false, ""}},
          {{"order", Type::smallint, "", "of the filter", false, "1"}},
          {},
          {{"order"}}};
}
inline Table session() {
  return {"twin",
          "session",
          Tier::imported,
          "A day",
          "",
          {{"twin.mouse", {"mouse"}, true}},
          {{"mouse", Type::integer, "", "number", false, ""},
           {"session", Type::integer, "", "of the day", false, ""}},
          {{"method", Type::text, "", "that was used", false, ""}},
          {},
          {}};
}
inline Table with_secondary_parent(Table table) {
  table.parents.push_back({"twin.method", {"method"}, false});
  return table;
}
inline Table cell() {
  auto key = session().key;
  key.push_back({"method", Type::text, "", "name", false, ""});
  return {"twin",
          "cell",
          Tier::computed,
          "Cells",
          "",
          {{"twin.session", {"mouse", "session"}, true}, {"twin.method", {"method"}, true}},
          key,
          {{"n", Type::integer, "", "cells", false, ""}},
          {},
          {}};
}
inline Table spike() {
  auto key = cell().key;
  key.push_back({"spike", Type::bigint, "", "number", false, ""});
  return {"twin",      "spike",
          Tier::part,  "Spikes",
          "twin.cell", {{"twin.cell", {"mouse", "session", "method"}, true}},
          key,         {{"time", Type::double_precision, "ms", "since the start", false, ""}},
          {},          {}};
}

}  // namespace doppel::relation::small
