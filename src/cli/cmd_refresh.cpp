// doppel refresh: stale rows, and what derives from them, are queued again in place of their old results.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/removal_view.h"
#include "cli/row_choice.h"
#include "cli/session.h"
#include "cli/worker_options.h"
#include "populate/removal.h"
#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

struct RefreshOptions {
  std::string table, restriction;
  RemovalChoices choices;
};

void find_stale(populate::Removal& removal, const RefreshOptions& options) {
  if (options.table.empty()) {
    for (const auto* table : schema::tables().computed()) removal.add_stale(*table, {});
  } else {
    const auto& table = schema::tables().at(options.table);
    removal.add_stale(table, parse_rows(table, options.restriction));
  }
  removal.close();
  for (const auto& count : removal.counts()) {
    if (count.rows == 0 || count.table->tier == relation::Tier::computed ||
        count.table->tier == relation::Tier::part)
      continue;
    throw Error(
        ErrorClass::bad_input,
        count.table->qualified() + " derives from stale rows, but no worker could make its rows again",
        "delete those rows first (doppel delete), or leave the result as it is");
  }
}

std::vector<populate::Removal::Count> refresh_preview(db::Connection& connection,
                                                      const RefreshOptions& options) {
  db::Transaction transaction(connection);
  populate::Removal removal(transaction, schema::tables());
  find_stale(removal, options);
  return removal.counts();
}

// Results go and jobs come in one transaction: whoever dies in the middle leaves everything as it was.
std::int64_t requeue(db::Connection& connection, const RefreshOptions& options) {
  db::Transaction transaction(connection);
  populate::Removal removal(transaction, schema::tables());
  find_stale(removal, options);
  removal.erase();
  const auto n_queued = removal.enqueue();
  transaction.commit();
  return n_queued;
}

int refresh(const RefreshOptions& options) {
  if (!options.table.empty()) check_tables({options.table});
  if (options.table.empty() && !options.restriction.empty())
    throw Error(ErrorClass::usage, "--where names columns of one table", "name the table");
  const Session session;
  auto connection = session.connect("doppel refresh");
  const auto counts = refresh_preview(connection, options);
  if (counts.empty()) {
    std::cerr << "nothing is stale\n";
    return success;
  }
  std::cout << "to be computed again, with what derives from it:\n";
  if (const auto end = show_and_ask(counts, options.choices, "Replace these rows?")) return *end;
  std::cerr << requeue(connection, options)
            << " keys are pending again; workers compute them and what follows (doppel populate)\n";
  return success;
}

}  // namespace

void add_refresh(CLI::App& app, Context& context) {
  auto* command = add_command(app, "refresh", "queue stale rows again, and what derives from them",
                              "doppel refresh orientation_tuning && doppel populate");
  auto options = std::make_shared<RefreshOptions>();
  command->add_option("table", options->table, "only the stale rows of this table (default: of all)");
  command->add_option("--where", options->restriction, "which of its rows");
  add_removal_choices(*command, options->choices);
  command->callback([options, &context] { context.action = [options] { return refresh(*options); }; });
}

}  // namespace doppel::cli
