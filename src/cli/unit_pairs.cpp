#include "cli/unit_pairs.h"

#include <charconv>
#include <fstream>
#include <optional>
#include <set>
#include <string>

#include "util/error.h"

namespace doppel::cli {
namespace {

using Pair = std::pair<std::int64_t, std::int64_t>;

std::optional<Pair> parse(const std::string& line) {
  Pair pair;
  const char* end = line.data() + line.size();
  const auto first = std::from_chars(line.data(), end, pair.first);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ',') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, pair.second);
  if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
  return pair;
}

}  // namespace

std::vector<Pair> read_unit_pairs(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const auto refuse = [&](const std::string& fault) {
    throw Error(ErrorClass::bad_input, file.string() + ": " + fault,
                "write a line unit_id,verification_unit_id for each neuron");
  };
  if (!stream) refuse("cannot be read");
  std::vector<Pair> pairs;
  std::set<std::int64_t> firsts, seconds;
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || (number == 1 && line == "unit_id,verification_unit_id")) continue;
    const auto pair = parse(line);
    if (!pair) refuse("line " + std::to_string(number) + " is '" + line + "'");
    if (!firsts.insert(pair->first).second || !seconds.insert(pair->second).second)
      refuse("line " + std::to_string(number) + " names a neuron that an earlier line names");
    pairs.push_back(*pair);
  }
  if (pairs.empty()) refuse("holds no pair");
  return pairs;
}

}  // namespace doppel::cli
