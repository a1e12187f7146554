// What a delete or a refresh would take along, for people, and whether they want it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "populate/removal.h"

namespace doppel::cli {

struct RemovalChoices {
  bool yes = false;      // do not ask
  bool dry_run = false;  // only show
};
void add_removal_choices(CLI::App& command, RemovalChoices& choices);

// Prints the counts on stdout and asks the question. The exit code to end with, unless the rows are to go.
// Throws Error(usage) where there is nobody to ask.
std::optional<int> show_and_ask(const std::vector<populate::Removal::Count>& counts,
                                const RemovalChoices& choices, const std::string& question);

}  // namespace doppel::cli
