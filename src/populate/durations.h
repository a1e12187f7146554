// How long a key of a table takes to compute here: the median of the last batches of this worker, or of the
// last runs on the same kind of device while it has made none. Used by one thread.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "db/connection.h"
#include "relation/table.h"

namespace doppel::populate {

class Durations {
 public:
  using Seconds = std::chrono::duration<double>;

  void note(const relation::Table& table, std::size_t n_keys, Seconds compute);
  // From provenance.run, for a table of which this worker has computed nothing yet.
  void learn(db::Connection& connection, const relation::Table& table, const std::string& device);
  // Has it computed, or asked for, anything of the table?
  bool knows(const relation::Table& table) const { return per_key_.contains(&table); }

  std::optional<Seconds> of_key(const relation::Table& table) const;  // absent: nothing to judge by
  // What three quarters of as many as are remembered did not exceed; absent: not so many are known.
  std::optional<Seconds> most_of_key(const relation::Table& table) const;

 private:
  static constexpr std::size_t kRemembered = 9;  // batches
  std::map<const relation::Table*, std::deque<Seconds>> per_key_;
};

}  // namespace doppel::populate
