#include "relation/table.h"

#include <algorithm>
#include <numeric>

#include "util/error.h"

namespace doppel::relation {
namespace {

// Levenshtein's distance, for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

std::string near_names(const Schema& schema, std::string_view wanted) {
  const std::string bare = unqualified(wanted);
  std::string near;
  for (const Table* table : schema.tables) {
    const bool contains = bare.size() >= 3 && (table->name.find(bare) != std::string::npos ||
                                               bare.find(table->name) != std::string::npos);
    if (contains || edit_distance(bare, table->name) <= 1 + bare.size() / 4) {
      near += (near.empty() ? "" : ", ") + table->name;
    }
  }
  return near;
}

}  // namespace

std::string_view name(Tier tier) {
  switch (tier) {
    case Tier::manual:
      return "manual";
    case Tier::lookup:
      return "lookup";
    case Tier::imported:
      return "imported";
    case Tier::computed:
      return "computed";
    case Tier::part:
      return "part";
  }
  return "?";
}

// npos + 1 is 0.
std::string unqualified(std::string_view qualified) {
  return std::string(qualified.substr(qualified.find('.') + 1));
}

std::vector<std::string> Table::key_names() const {
  std::vector<std::string> names;
  names.reserve(key.size());
  for (const Column& column : key) names.push_back(column.name);
  return names;
}

const Column* Table::find(std::string_view column) const {
  for (const auto* group : {&key, &columns}) {
    const auto found = std::ranges::find(*group, column, &Column::name);
    if (found != group->end()) return &*found;
  }
  return nullptr;
}

const Table* Schema::find(std::string_view name_or_qualified) const {
  const auto matches = [&](const Table* table) {
    return table->name == name_or_qualified || table->qualified() == name_or_qualified;
  };
  const auto found = std::ranges::find_if(tables, matches);
  return found == tables.end() ? nullptr : *found;
}

const Table& Schema::at(std::string_view qualified) const {
  if (const Table* table = find(qualified)) return *table;
  const std::string near = near_names(*this, qualified);
  throw Error(ErrorClass::usage, "there is no table " + std::string(qualified),
              near.empty() ? "doppel status lists the tables" : "did you mean: " + near);
}

std::vector<const Table*> Schema::computed() const {
  std::vector<const Table*> found;
  std::ranges::copy_if(tables, std::back_inserter(found),
                       [](const Table* table) { return table->tier == Tier::computed; });
  return found;
}

std::vector<const Table*> Schema::parts_of(const Table& master) const {
  std::vector<const Table*> parts;
  std::ranges::copy_if(tables, std::back_inserter(parts), [&](const Table* table) {
    return table->tier == Tier::part && table->master == master.qualified();
  });
  return parts;
}

}  // namespace doppel::relation
