// SQL of many pieces as one readable text: "select {keys} from {job}", with the names in braces filled in.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doppel::relation {

using Pieces = std::vector<std::pair<std::string_view, std::string>>;

// What is filled in is not searched again. REQUIRES: a piece for every pair of braces, else Error(internal).
std::string filled(std::string_view pattern, const Pieces& pieces);

}  // namespace doppel::relation
