// How SQL names a row, for programs and for people.
#pragma once

#include <string>
#include <vector>

namespace doppel::populate {

// "jsonb_build_object('animal_id', t.animal_id, ...)": how provenance.stale and provenance.change name a row.
std::string json_key(const std::vector<std::string>& columns, const std::string& alias);

// "'animal_id=' || t.animal_id || ' session=' || t.session": the same for people, as relation::Key::to_string
// writes.
std::string text_key(const std::vector<std::string>& columns, const std::string& alias);

}  // namespace doppel::populate
