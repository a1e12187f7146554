// doppel provenance: where a row comes from, as a tree, as JSON or as an RO-Crate.
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/row_choice.h"
#include "cli/session.h"
#include "populate/ancestry.h"
#include "schema/blobs.h"
#include "schema/tables.h"
#include "store/atomic_file.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

struct ProvenanceOptions {
  std::string table, crate, license;
  std::vector<std::string> key;
  bool json = false;
};

void write_crate(db::Transaction& snapshot, const populate::Ancestry& ancestry,
                 const ProvenanceOptions& options) {
  const std::filesystem::path folder = options.crate;
  if (std::filesystem::exists(folder) && !std::filesystem::is_empty(folder)) {
    throw Error(ErrorClass::usage, folder.string() + " is not empty", "name a new folder");
  }
  const auto date =
      snapshot.query("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')");
  const populate::CrateFacts facts{std::string(date.text(0, 0)), options.license, schema::blob_columns()};
  for (const auto& [path, content] : populate::ro_crate(ancestry, facts)) {
    store::AtomicFile file(folder / path);
    file.write(std::as_bytes(std::span(content)));
    file.commit();
  }
  std::cerr << "wrote " << folder.string() << ": " << ancestry.rows.size() << " rows, "
            << ancestry.runs.size() << " runs\n";
}

int show_provenance(const ProvenanceOptions& options) {
  const auto& table = schema::tables().at(options.table);
  const Session session;
  auto connection = session.connect("doppel provenance");
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  const auto ancestry =
      populate::ancestry(snapshot, schema::tables(), table, one_row(snapshot, table, options.key));
  if (options.json) std::cout << populate::ancestry_json(ancestry);
  if (!options.crate.empty()) write_crate(snapshot, ancestry, options);
  if (!options.json && options.crate.empty()) std::cout << populate::ancestry_tree(ancestry);
  return success;
}

}  // namespace

void add_provenance(CLI::App& app, Context& context) {
  auto* command = add_command(app, "provenance", "what a row was made from, when, where and by which code",
                              "doppel provenance orientation_tuning dataset=mouse unit_id=3");
  auto options = std::make_shared<ProvenanceOptions>();
  command->add_option("table", options->table, "any table")->required();
  command->add_option("key", options->key, "which row: a=1 b=x, or \"a = 1 and b = 'x'\"")->required();
  command->add_flag("--json", options->json, "as JSON");
  command->add_option("--ro-crate", options->crate, "write a Process Run RO-Crate into this new folder");
  command->add_option("--license", options->license,
                      "of the crate: a URL, e.g. https://spdx.org/licenses/CC-BY-4.0");
  command->callback(
      [options, &context] { context.action = [options] { return show_provenance(*options); }; });
}

}  // namespace doppel::cli
