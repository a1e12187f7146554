// doppel errors: the keys that failed, with message and key.
#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/print.h"
#include "cli/session.h"
#include "cli/worker_options.h"
#include "populate/status.h"
#include "schema/tables.h"

namespace doppel::cli {
namespace {

struct ErrorsOptions {
  bool csv = false;
  std::vector<std::string> tables;
};

int show_errors(const ErrorsOptions& options) {
  const auto tables = computed_tables(options.tables);
  const Session session;
  auto connection = session.connect("doppel errors");
  Cells cells{{"table", "status", "attempts", "class", "key", "message"}, {}};
  for (const auto& error : populate::job_errors(connection, schema::tables())) {
    if (std::ranges::find(tables, error.table, &relation::Table::name) == tables.end()) continue;
    cells.rows.push_back({error.table, error.status, std::to_string(error.attempts), error.error_class,
                          error.key, error.message});
  }
  if (options.csv) {
    print_csv(std::cout, cells);
  } else {
    print_aligned_or(std::cout, cells, "no failed jobs", 400);
  }
  return success;
}

}  // namespace

void add_errors(CLI::App& app, Context& context) {
  auto* command = add_command(app, "errors", "the jobs that failed, each with its key and message",
                              "doppel errors --tables model");
  auto options = std::make_shared<ErrorsOptions>();
  command->add_option("--tables", options->tables, "only these")->delimiter(',');
  command->add_flag("--csv", options->csv, "as CSV");
  command->callback([options, &context] { context.action = [options] { return show_errors(*options); }; });
}

}  // namespace doppel::cli
