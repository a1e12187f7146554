// doppel stale: the rows that would be made differently now, each with the reason.
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/print.h"
#include "cli/session.h"
#include "cli/worker_options.h"
#include "populate/stale.h"
#include "schema/tables.h"

namespace doppel::cli {
namespace {

struct StaleOptions {
  std::vector<std::string> tables;
  bool json = false;
};

void print_stale_json(const std::vector<populate::StaleRow>& rows) {
  auto all = nlohmann::json::array();
  for (const auto& row : rows) {
    all.push_back({{"table", row.table},
                   {"key", nlohmann::json::parse(row.key)},
                   {"reason", row.reason},
                   {"detail", row.detail},
                   {"run_id", row.run_id}});
  }
  std::cout << all.dump(2) << '\n';
}

int show_stale(const StaleOptions& options) {
  const auto tables = computed_tables(options.tables);
  const Session session;
  auto connection = session.connect("doppel stale");
  const auto rows = populate::stale_rows(connection, schema::tables(), tables);
  if (options.json) {
    print_stale_json(rows);
    return success;
  }
  Cells cells{{"table", "key", "reason", "detail"}, {}};
  for (const auto& row : rows) cells.rows.push_back({row.table, row.key, row.reason, row.detail});
  print_aligned_or(std::cout, cells, "nothing is stale", 200);
  return success;
}

}  // namespace

void add_stale(CLI::App& app, Context& context) {
  auto* command = add_command(app, "stale", "rows whose inputs, settings or maker have changed since",
                              "doppel stale orientation_tuning");
  auto options = std::make_shared<StaleOptions>();
  command->add_option("tables", options->tables, "only these");
  command->add_flag("--json", options->json, "as JSON");
  command->callback([options, &context] { context.action = [options] { return show_stale(*options); }; });
}

}  // namespace doppel::cli
