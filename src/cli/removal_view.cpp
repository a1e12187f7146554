#include "cli/removal_view.h"

#include <iostream>

#include "cli/print.h"
#include "cli/row_choice.h"

namespace doppel::cli {

void add_removal_choices(CLI::App& command, RemovalChoices& choices) {
  command.add_flag("--yes", choices.yes, "do not ask");
  command.add_flag("--dry-run", choices.dry_run, "only show what would go");
}

std::optional<int> show_and_ask(const std::vector<populate::Removal::Count>& counts,
                                const RemovalChoices& choices, const std::string& question) {
  Cells cells{{"table", "rows", "jobs", "running"}, {}};
  for (const auto& count : counts) {
    cells.rows.push_back({count.table->qualified(), std::to_string(count.rows), std::to_string(count.jobs),
                          std::to_string(count.running)});
  }
  print_aligned(std::cout, cells);
  if (choices.dry_run) return success;
  if (choices.yes || confirm(question)) return std::nullopt;
  std::cerr << "nothing is changed\n";
  return failure;
}

}  // namespace doppel::cli
