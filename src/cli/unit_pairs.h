// Which neuron of one scan is which of another: a CSV file with a line unit_id,verification_unit_id each,
// with or without these names on its first line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

namespace doppel::cli {

// Throws Error(bad_input) naming file and line for anything else, and for a number that is there twice.
std::vector<std::pair<std::int64_t, std::int64_t>> read_unit_pairs(const std::filesystem::path& file);

}  // namespace doppel::cli
