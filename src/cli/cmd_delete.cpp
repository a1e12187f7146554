// doppel delete: rows, and all that derives from them, in one transaction.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/removal_view.h"
#include "cli/row_choice.h"
#include "cli/session.h"
#include "populate/removal.h"
#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

struct DeleteOptions {
  std::string table, restriction;
  bool yes = false, dry_run = false;
};

using Counts = std::vector<populate::Removal::Count>;

// Never committed: nothing stays locked while a person thinks.
Counts deletion_preview(db::Connection& connection, const relation::Table& table,
                        const relation::Restriction& rows) {
  db::Transaction transaction(connection);
  populate::Removal removal(transaction, schema::tables());
  removal.add(table, rows);
  removal.close();
  return removal.counts();
}

void erase_rows(db::Connection& connection, const relation::Table& table, const relation::Restriction& rows,
                const Counts* shown) {
  db::Transaction transaction(connection);
  populate::Removal removal(transaction, schema::tables());
  removal.add(table, rows);
  removal.close();
  if (shown != nullptr) {
    const auto is_as_shown = [](const Counts& a, const Counts& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                        [](const auto& x, const auto& y) { return x.table == y.table && x.rows == y.rows; });
    };
    if (!is_as_shown(removal.counts(), *shown)) {
      throw Error(ErrorClass::transient, "rows came or went while you were asked; nothing is deleted",
                  "look again");
    }
  }
  removal.erase();
  transaction.commit();
}

int delete_rows(const DeleteOptions& options) {
  const relation::Table& table = schema::tables().at(options.table);
  const auto rows = parse_rows(table, options.restriction);
  const Session session;
  auto connection = session.connect("doppel delete");
  const Counts counts = deletion_preview(connection, table, rows);
  if (counts.empty()) {
    std::cout << "no row of " << table.qualified() << " matches\n";
    return success;
  }
  print_counts(std::cout, counts);
  if (options.dry_run) return success;
  if (!options.yes && !confirm("Delete these rows?")) {
    std::cerr << "nothing is deleted\n";
    return failure;
  }
  erase_rows(connection, table, rows, options.yes ? nullptr : &counts);
  std::cerr << "deleted";
  if (table.tier == relation::Tier::computed) std::cerr << "; workers will compute the keys again";
  std::cerr << '\n';
  return success;
}

}  // namespace

void add_delete(CLI::App& app, Context& context) {
  auto* command = add_command(app, "delete", "delete rows and all that derives from them",
                              "doppel delete model --where \"dataset = 'mouse' and seed = 2\"");
  auto options = std::make_shared<DeleteOptions>();
  command->add_option("table", options->table, "the table to begin with")->required();
  command->add_option("--where", options->restriction, "which of its rows")->required();
  command->add_flag("--yes", options->yes, "do not ask");
  command->add_flag("--dry-run", options->dry_run, "only show what would go");
  command->callback([options, &context] { context.action = [options] { return delete_rows(*options); }; });
}

}  // namespace doppel::cli
