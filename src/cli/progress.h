// Progress of populate as text, from samples of the tables' status: what is done, running, failed, how fast,
// how long still. Pure: no database, clock or terminal.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "populate/status.h"

namespace doppel::cli {

struct TableProgress {
  std::string table;
  std::int64_t done = 0, total = 0, running = 0, failed = 0;  // keys; total: those known so far
  double rate = 0;                     // keys/s of the last minute (of the samples, where they cover less)
  std::optional<double> seconds_left;  // absent: nothing has been finished to judge by
  bool finished() const { return running == 0 && done + failed >= total; }
  bool operator==(const TableProgress&) const = default;
};

class Progress {
 public:
  // seconds: a clock that never goes back. Tables without any key, done or to do, are left out.
  std::vector<TableProgress> update(const std::vector<populate::TableStatus>& tables, double seconds);

 private:
  struct Sample {
    double seconds;
    std::int64_t done;
  };
  static constexpr double window_seconds = 60;
  double rate(const std::string& table, std::int64_t done, double seconds);
  std::map<std::string, std::deque<Sample>> samples_;
};

// "optimal_gabor  [#######-------]  150/300  2 running  1.4/s  1:47 left"
std::string bar_line(const TableProgress& progress, std::size_t name_width, std::size_t bar_width = 24);
// The same without the bar, for logs.
std::string plain_line(const TableProgress& progress);

std::string duration_text(double seconds);  // "45 s", "3:07", "2:00:05"

}  // namespace doppel::cli
