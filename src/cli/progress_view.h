// Shows progress on stderr: bars that redraw in place on a terminal, else a line per table when it has
// changed, at most every few seconds.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/progress.h"

namespace doppel::cli {

class ProgressView {
 public:
  explicit ProgressView(bool terminal);
  void show(const std::vector<TableProgress>& tables, double seconds);
  void finish(const std::vector<TableProgress>& tables, double seconds);  // whatever was not shown yet

 private:
  void draw_bars(const std::vector<TableProgress>& tables);
  void print_changes(const std::vector<TableProgress>& tables, double seconds);

  bool terminal_;
  std::size_t lines_drawn_ = 0;
  double last_seconds_ = -1e9;  // of the last look, whether or not it printed
  double last_line_seconds_ = 0;
  std::map<std::string, std::string> shown_;  // table -> counts without rates, as last printed
};

bool stderr_is_terminal();

}  // namespace doppel::cli
