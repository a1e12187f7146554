// A key as text, in SQL.
#pragma once

#include <string>
#include <vector>

namespace doppel::populate {

// "animal_id=1 session=2" of the columns, as relation::Key::to_string writes it for plain values.
std::string key_text(const std::vector<std::string>& columns);

}  // namespace doppel::populate
