// Trouble at random: worker processes fill a table while they are killed, stopped beyond their lease and told
// to end, while their connections are cut and their server restarts or crashes; and the check that
// nevertheless each key has one result and one record of its making.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.h"

namespace doppel::chaos {

struct Options {
  std::uint64_t seed = 0;
  int n_keys = 10'000;
  int n_workers = 8;
  int batch = 4;
  std::chrono::seconds patience{300};  // then it has failed
};

struct Report {
  int n_killed = 0, n_stopped = 0, n_ended = 0, n_cut = 0, n_restarts = 0, n_crashes = 0, n_quarantined = 0;
  double seconds = 0;
  std::vector<std::string> complaints;  // empty: it holds
  std::string to_string() const;
};

// On a server of its own. REQUIRES: the program has one thread.
Report run(const Options& options);

// One key; its first worker is stopped beyond its lease, a second one finishes, and the first goes on. The
// table has no primary key, so that nothing but the fence stands between the two. Returns the complaints.
std::vector<std::string> wake_a_zombie();

// What is wrong with the toy laboratory's measurements, of which there should be one for each pair of
// parents.
std::vector<std::string> check_exactly_once(db::Connection& connection);

}  // namespace doppel::chaos
