// doppel schema: the database against the definitions.
#include <iostream>

#include "cli/command.h"
#include "cli/session.h"
#include "db/migrator.h"
#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

int check() {
  const Session session(Session::Version::as_found);
  auto connection = session.connect("doppel schema");
  if (db::schema_version(connection) == 0) {
    throw Error(ErrorClass::environment, "the database is empty", "doppel db migrate");
  }
  const auto differences = db::drift(connection, schema::tables());
  for (const auto& difference : differences) std::cout << difference << '\n';
  if (differences.empty()) {
    std::cout << "the database equals the definitions (schema version " << db::schema_version(connection)
              << ")\n";
    return success;
  }
  std::cerr << differences.size()
            << " differences\n  mend: doppel db migrate, or a migration that is still to be written\n";
  return failure;
}

}  // namespace

void add_schema(CLI::App& app, Context& context) {
  auto* command = add_command(app, "schema", "the tables' definitions", "doppel schema check");
  command->require_subcommand(1);
  add_command(*command, "check", "how the database differs from the definitions", "doppel schema check")
      ->callback([&context] { context.action = check; });
}

}  // namespace doppel::cli
