// CREATE FUNCTION of the functions that run with their owner's rights. Private to src/relation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace doppel::relation {

// Plans stay with a session, however much the tables grow; so what a batch needs is settled beforehand. A
// batch is small beside its tables: its rows are looked up in an index. Two sets of a batch's size meet in a
// hash join, since neither may be walked once for each row of the other.
constexpr const char* kLookUp = "enable_seqscan = off";
constexpr const char* kHashBatches = "enable_nestloop = off";

struct Signature {
  std::string arguments;  // types
  std::string returns;
  std::vector<std::string> settings;  // besides search_path
};

// In PL/pgSQL, SECURITY DEFINER, with a fixed search_path and without a right for PUBLIC, whom PostgreSQL
// would let call it. `name` is qualified and quoted where needed; `body` begins with a newline.
std::string create_function(const std::string& name, const Signature& signature, std::string_view body);

}  // namespace doppel::relation
