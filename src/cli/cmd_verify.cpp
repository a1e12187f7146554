// doppel verify: rows, their hashes and the blobs that they name, against one another.
#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <set>

#include "cli/command.h"
#include "cli/session.h"
#include "populate/verify.h"
#include "relation/ddl.h"
#include "schema/blobs.h"
#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

void print_finding(const populate::Finding& finding) {
  std::cout << finding.table << ' ' << finding.key << ": " << finding.what << "; mend: " << finding.mend
            << '\n';
}

// Blobs that rows of the table name: missing or damaged ones are findings.
void verify_blobs(db::Transaction& snapshot, const store::BlobStore& blobs, const relation::Table& table,
                  const populate::Report& report) {
  for (const auto& [name, column] : schema::blob_columns()) {
    if (name != table.qualified()) continue;
    const auto rows = snapshot.query("select distinct " + relation::quote_identifier(column) + " from " +
                                     relation::quote_qualified(name) + " where " +
                                     relation::quote_identifier(column) + " is not null");
    for (std::size_t row = 0; row < rows.size(); ++row) {
      try {
        blobs.verified_path(std::string(rows.text(row, 0)));
      } catch (const Error& error) {
        if (error.error_class() != ErrorClass::bad_input) throw;
        report({name, column + "=" + std::string(rows.text(row, 0)), error.what(), error.mend()});
      }
    }
  }
}

int verify(const std::vector<std::string>& names) {
  std::vector<const relation::Table*> tables;
  for (const auto& name : names) tables.push_back(&schema::tables().at(name));
  if (tables.empty()) tables = schema::tables().tables;
  const Session session;
  auto connection = session.connect("doppel verify");
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  std::int64_t n_rows = 0, n_findings = 0;
  const auto report = [&](const populate::Finding& finding) {
    ++n_findings;
    print_finding(finding);
  };
  for (const auto* table : tables) {
    n_rows += populate::verify_table(snapshot, schema::tables(), *table, report);
    verify_blobs(snapshot, session.blobs(), *table, report);
  }
  std::cerr << fmt::format("{} rows of {} tables, {} findings\n", n_rows, tables.size(), n_findings);
  return n_findings == 0 ? success : failure;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, "verify", "recompute hashes of rows and blobs; exit code 1 with any finding",
                  "doppel verify model bar_code");
  auto tables = std::make_shared<std::vector<std::string>>();
  command->add_option("tables", *tables, "only these");
  command->callback([tables, &context] { context.action = [tables] { return verify(*tables); }; });
}

}  // namespace doppel::cli
