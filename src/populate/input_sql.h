// SQL about a whole table's inputs at once, where inputs.h asks for a batch of keys: the same hash, over
// joins.
#pragma once

#include <string>
#include <vector>

#include "relation/table.h"

namespace doppel::populate {

// The in-key parents of a table with the aliases p1, p2, ... that the texts below use.
struct AliasedParent {
  const relation::Parent* parent;
  std::string alias;
};
std::vector<AliasedParent> input_parents(const relation::Table& table);

// "left join twin.scan p1 on p1.animal_id = t.animal_id ..." for rows `t` of the table; a parent that is gone
// gives NULLs.
std::string join_inputs(const relation::Table& table);

// The _input_hash that a row made now would have; NULL where a parent is gone. For use beside join_inputs().
std::string current_input_hash(const relation::Table& table);

// "jsonb_build_object('animal_id', t.animal_id, ...)": how provenance.stale and provenance.change name a row.
std::string json_key(const std::vector<std::string>& columns, const std::string& alias);

// "'animal_id=' || t.animal_id || ' session=' || t.session": the same for people, as relation::Key::to_string
// writes.
std::string text_key(const std::vector<std::string>& columns, const std::string& alias);

}  // namespace doppel::populate
