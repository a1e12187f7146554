#include "populate/durations.h"

#include <algorithm>
#include <vector>

namespace doppel::populate {
namespace {

Durations::Seconds quantile(const std::deque<Durations::Seconds>& durations, double share) {
  std::vector<Durations::Seconds> sorted(durations.begin(), durations.end());
  const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size()));
  std::ranges::nth_element(sorted, place);
  return *place;
}

}  // namespace

void Durations::note(const relation::Table& table, std::size_t n_keys, Seconds compute) {
  auto& last = per_key_[&table];
  last.push_back(compute / static_cast<double>(std::max<std::size_t>(n_keys, 1)));
  if (last.size() > kRemembered) last.pop_front();
}

void Durations::learn(db::Connection& connection, const relation::Table& table, const std::string& device) {
  // Of the newest runs alone, so that it costs the same however long the lab has been at work.
  const auto rows = connection.execute(
      "select extract(epoch from ended_at - started_at)::double precision / n_keys\n"
      "from (select * from provenance.run order by run_id desc limit 10000) newest\n"
      "where table_name = $1 and device = $2 order by run_id desc limit $3::integer",
      {table.qualified(), device, std::to_string(kRemembered)});
  per_key_[&table];
  for (std::size_t row = rows.size(); row > 0; --row) note(table, 1, Seconds(rows.real(row - 1, 0)));
}

std::optional<Durations::Seconds> Durations::of_key(const relation::Table& table) const {
  const auto found = per_key_.find(&table);
  if (found == per_key_.end() || found->second.empty()) return std::nullopt;
  return quantile(found->second, .5);
}

std::optional<Durations::Seconds> Durations::most_of_key(const relation::Table& table) const {
  const auto found = per_key_.find(&table);
  if (found == per_key_.end() || found->second.size() < kRemembered) return std::nullopt;
  return quantile(found->second, .75);
}

}  // namespace doppel::populate
