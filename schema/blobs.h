// Which columns hold the SHA-256 of a blob of the store.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace doppel::schema {

const std::vector<std::pair<std::string, std::string>>& blob_columns();  // (qualified table, column)

}  // namespace doppel::schema
