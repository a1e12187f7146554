// doppel schema: the database against the definitions.
#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "cli/session.h"
#include "db/migrator.h"
#include "relation/ddl.h"
#include "relation/integrity.h"
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

void print_lineage(const std::vector<const relation::Table*>& tables) {
  std::string rows;
  for (const auto& row : relation::lineage(schema::tables())) {
    const bool wanted = std::ranges::any_of(tables, [&](const auto* t) { return t->name == row.table_name; });
    if (!wanted) continue;
    rows += (rows.empty() ? "" : ",\n") + ("  (" + relation::quote_literal(row.table_name)) + ", " +
            relation::quote_literal(row.attribute_name) + ", " + relation::quote_literal(row.lineage) + ")";
  }
  std::cout << "insert into twin.\"~lineage\" (table_name, attribute_name, lineage) values\n"
            << rows << ";\n";
}

// The DDL of the tables that the definitions have and the database lacks: the body of the next migration.
int draft() {
  const Session session(Session::Version::as_found);
  auto connection = session.connect("doppel schema");
  std::vector<const relation::Table*> missing;
  for (const auto* table : schema::tables().tables) {
    if (connection.execute("select to_regclass($1)", {table->qualified()}).is_null(0, 0))
      missing.push_back(table);
  }
  if (missing.empty()) {
    std::cerr
        << "the database has every table of the definitions; doppel schema check compares their columns\n";
    return success;
  }
  for (const auto* table : missing) {
    const bool has_parts = !schema::tables().parts_of(*table).empty();
    std::cout << relation::create_table(*table, has_parts) << '\n'
              << relation::create_reader_view(*table) << '\n';
    if (table->tier == relation::Tier::computed) std::cout << relation::create_job_table(*table) << '\n';
  }
  for (const auto* table : missing) std::cout << relation::create_integrity(schema::tables(), *table) << '\n';
  print_lineage(missing);
  return success;
}

}  // namespace

void add_schema(CLI::App& app, Context& context) {
  auto* command = add_command(app, "schema", "the tables' definitions", "doppel schema check");
  command->require_subcommand(1);
  add_command(*command, "check", "how the database differs from the definitions", "doppel schema check")
      ->callback([&context] { context.action = check; });
  add_command(*command, "draft", "the DDL of tables that are defined but not in the database yet",
              "doppel schema draft > migrations/0004_contrast_tuning.sql")
      ->callback([&context] { context.action = draft; });
}

}  // namespace doppel::cli
