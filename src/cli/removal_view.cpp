#include "cli/removal_view.h"

#include <iostream>

#include "cli/print.h"

namespace doppel::cli {

void print_counts(std::ostream& out, const std::vector<populate::Removal::Count>& counts) {
  Cells cells{{"table", "rows", "jobs", "running"}, {}};
  for (const auto& count : counts) {
    cells.rows.push_back({count.table->qualified(), std::to_string(count.rows), std::to_string(count.jobs),
                          std::to_string(count.running)});
  }
  print_aligned(out, cells);
}

}  // namespace doppel::cli
