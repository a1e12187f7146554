// doppel schema: the database against the definitions.
#include <iostream>
#include <memory>
#include <span>
#include <utility>

#include "cli/command.h"
#include "cli/graphviz.h"
#include "cli/session.h"
#include "db/migrator.h"
#include "relation/describe.h"
#include "schema/tables.h"
#include "store/atomic_file.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

int check() {
  const Session session(Session::Version::as_found);
  auto connection = session.connect("doppel schema");
  if (db::schema_version(connection) == 0) {
    throw Error(ErrorClass::environment, "the database is empty", "doppel db migrate");
  }
  auto differences = db::not_applied(connection, db::read_migrations(share_folder() / "migrations"));
  for (auto& difference : db::drift(connection, schema::tables()))
    differences.push_back(std::move(difference));
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

// The body of the next migration.
int draft() {
  const Session session(Session::Version::as_found);
  auto connection = session.connect("doppel schema");
  if (db::schema_version(connection) == 0) {
    throw Error(ErrorClass::environment, "the database is empty", "doppel db migrate");
  }
  const std::string sql = db::draft(connection, schema::tables());
  if (sql.empty()) std::cerr << "the database equals the definitions\n";
  std::cout << sql;
  return success;
}

int describe(const std::string& table) {
  std::cout << relation::describe(schema::tables().at(table));
  return success;
}

struct DiagramOptions {
  std::string format = "mermaid", output;
};

// SVG is drawn by Graphviz.
int diagram(const DiagramOptions& options) {
  std::string text = options.format == "mermaid" ? relation::mermaid_diagram(schema::tables())
                                                 : relation::graphviz_diagram(schema::tables());
  if (options.format == "svg") text = drawn_by_graphviz(text);
  if (options.output.empty()) {
    std::cout << text;
  } else {
    store::AtomicFile file(options.output);
    file.write(std::as_bytes(std::span(text)));
    file.commit();
  }
  return success;
}

}  // namespace

void add_schema(CLI::App& app, Context& context) {
  auto* command = add_command(app, "schema", "the tables' definitions", "doppel schema check");
  command->require_subcommand(1);
  add_command(*command, "check", "how the database differs from the definitions", "doppel schema check")
      ->callback([&context] { context.action = check; });
  add_command(*command, "draft", "the DDL from the database to the definitions: the next migration",
              "doppel schema draft > migrations/0004_contrast_tuning.sql")
      ->callback([&context] { context.action = draft; });
  auto table = std::make_shared<std::string>();
  auto* describing = add_command(*command, "describe", "one table in DataJoint's definition notation",
                                 "doppel schema describe orientation_tuning");
  describing->add_option("table", *table, "its name")->required();
  describing->callback([table, &context] { context.action = [table] { return describe(*table); }; });
  auto options = std::make_shared<DiagramOptions>();
  auto* drawing = add_command(*command, "diagram", "the tables and their foreign keys as a diagram",
                              "doppel schema diagram --format svg --output schema.svg");
  drawing->add_option("--format", options->format, "mermaid, dot (Graphviz) or svg (needs Graphviz)")
      ->check(CLI::IsMember({"mermaid", "dot", "svg"}))
      ->capture_default_str();
  drawing->add_option("--output", options->output, "a file instead of stdout");
  drawing->callback([options, &context] { context.action = [options] { return diagram(*options); }; });
}

}  // namespace doppel::cli
