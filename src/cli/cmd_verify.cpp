// doppel verify: rows, their hashes and the blobs that they name, against one another.
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "cli/blob_audit.h"
#include "cli/command.h"
#include "cli/session.h"
#include "cli/worker_options.h"
#include "populate/verify.h"
#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

struct VerifyOptions {
  std::vector<std::string> tables;
  std::string older_than = "24h";
  bool prune = false;
};

// Counts what it prints.
class Findings {
 public:
  void operator()(const populate::Finding& finding) {
    ++n_;
    std::cout << finding.table << ' ' << finding.key << ": " << finding.what << "; mend: " << finding.mend
              << '\n';
  }
  std::int64_t count() const { return n_; }

 private:
  std::int64_t n_ = 0;
};

// Blobs that rows of the table name: missing or damaged ones are findings.
void verify_blobs(db::Transaction& snapshot, const store::BlobStore& blobs, const relation::Table& table,
                  Findings& findings) {
  for (const std::string& sha256 : named_blobs(snapshot, table)) {
    try {
      blobs.verified_path(sha256);
    } catch (const Error& error) {
      if (error.error_class() != ErrorClass::bad_input) throw;
      findings({table.qualified(), "blob " + sha256, error.what(), error.mend()});
    }
  }
}

std::int64_t verify_rows(const Session& session, db::Connection& connection,
                         const std::vector<const relation::Table*>& tables, Findings& findings) {
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  std::int64_t n_rows = 0;
  for (const auto* table : tables) {
    n_rows += populate::verify_table(snapshot, schema::tables(), *table, std::ref(findings));
    verify_blobs(snapshot, session.blobs(), *table, findings);
  }
  return n_rows;
}

void report_orphans(db::Connection& connection, const store::BlobStore& blobs, std::chrono::seconds age,
                    Findings& findings) {
  for (const auto& file : orphans(connection, blobs, age)) {
    findings({"store", file.path.string(),
              file.sha256.empty() ? "a writer that died has left it behind" : "no row names it",
              "doppel verify --prune removes it (" + megabytes(file.bytes) + ")"});
  }
}

void prune(db::Connection& connection, const store::BlobStore& blobs, std::chrono::seconds age) {
  require_sole_use(connection, blobs);
  std::int64_t n_removed = 0;
  std::uintmax_t bytes = 0;
  for (const auto& file : orphans(connection, blobs, age)) {
    if (!store::remove_if_older(file, age)) continue;
    std::cout << "removed " << file.path.string() << '\n';
    ++n_removed;
    bytes += file.bytes;
  }
  std::cerr << fmt::format("{} files removed, {} freed\n", n_removed, megabytes(bytes));
}

// Without names of tables the store is looked through too: only all rows together tell what is nobody's.
int verify(const VerifyOptions& options) {
  const std::chrono::seconds age(parse_duration(options.older_than));
  std::vector<const relation::Table*> tables;
  for (const auto& name : options.tables) tables.push_back(&schema::tables().at(name));
  if (tables.empty()) tables = schema::tables().tables;
  if (options.prune && !options.tables.empty())
    throw Error(ErrorClass::usage, "--prune looks at all rows", "leave out the names of tables");
  const Session session;
  auto connection = session.connect("doppel verify");
  Findings findings;
  if (options.prune) prune(connection, session.blobs(), age);
  const auto n_rows = verify_rows(session, connection, tables, findings);
  if (options.tables.empty()) report_orphans(connection, session.blobs(), age, findings);
  std::cerr << fmt::format("{} rows of {} tables, {} findings\n", n_rows, tables.size(), findings.count());
  return findings.count() == 0 ? success : failure;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, "verify",
                  "recompute hashes of rows and blobs, look for blobs that no row names; exit code 1 "
                  "with any finding",
                  "doppel verify model bar_code");
  auto options = std::make_shared<VerifyOptions>();
  command->add_option("tables", options->tables,
                      "only these (and nothing of the store that they do not name)");
  command->add_flag("--prune", options->prune, "first remove blobs that no row names");
  command
      ->add_option("--older-than", options->older_than,
                   "leave alone what was put into the store within this time: 90m, 24h")
      ->capture_default_str();
  command->callback([options, &context] { context.action = [options] { return verify(*options); }; });
}

}  // namespace doppel::cli
