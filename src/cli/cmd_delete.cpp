// doppel delete: rows, and all that derives from them, in one transaction.
#include <iostream>
#include <memory>
#include <set>

#include "cli/blob_audit.h"
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
  RemovalChoices choices;
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

// Returns the blobs that no row names any more.
std::set<std::string> erase_rows(db::Connection& connection, const relation::Table& table,
                                 const relation::Restriction& rows, const Counts* shown) {
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
  auto unnamed = named_blobs(transaction);
  removal.erase();
  for (const std::string& still : named_blobs(transaction)) unnamed.erase(still);
  transaction.commit();
  return unnamed;
}

// They stay: what is deleted by mistake can be imported or made again, and others may be putting the same.
void tell_of_blobs(const std::set<std::string>& unnamed) {
  if (unnamed.empty()) return;
  std::cerr
      << unnamed.size() << (unnamed.size() == 1 ? " blob is" : " blobs are")
      << " no longer named by any row; doppel verify --prune frees the space once they are a day old:\n";
  for (const std::string& sha256 : unnamed) std::cerr << "  " << sha256 << '\n';
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
  if (const auto end = show_and_ask(counts, options.choices, "Delete these rows?")) return *end;
  const auto unnamed = erase_rows(connection, table, rows, options.choices.yes ? nullptr : &counts);
  std::cerr << "deleted";
  if (table.tier == relation::Tier::computed) std::cerr << "; workers will compute the keys again";
  std::cerr << '\n';
  tell_of_blobs(unnamed);
  return success;
}

}  // namespace

void add_delete(CLI::App& app, Context& context) {
  auto* command = add_command(app, "delete", "delete rows and all that derives from them",
                              "doppel delete model --where \"dataset = 'mouse' and seed = 2\"");
  auto options = std::make_shared<DeleteOptions>();
  command->add_option("table", options->table, "the table to begin with")->required();
  command->add_option("--where", options->restriction, "which of its rows")->required();
  add_removal_choices(*command, options->choices);
  command->callback([options, &context] { context.action = [options] { return delete_rows(*options); }; });
}

}  // namespace doppel::cli
