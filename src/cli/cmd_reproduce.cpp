// doppel reproduce: one row computed once more and compared.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/row_choice.h"
#include "cli/session.h"
#include "cli/worker_options.h"
#include "populate/reproduce.h"
#include "schema/tables.h"
#include "workers/registry.h"
#include "workers/runtime.h"

namespace doppel::cli {
namespace {

struct ReproduceOptions {
  std::string table, device = "cpu";
  std::vector<std::string> key;
  double tolerance = 0;
  int threads = 0;
  bool deterministic = false;
};

constexpr std::size_t kShown = 20;  // differences

int conclude_reproduction(const populate::Reproduction& result, double tolerance) {
  if (!result.same_inputs)
    std::cerr << "note: its inputs have changed since it was made (doppel stale tells which)\n";
  std::cout << fmt::format("{} rows, {} values compared: ", result.rows, result.values);
  if (result.is_identical()) {
    std::cout << "bit-identical\n";
    return success;
  }
  std::cout << fmt::format("{} differ, the largest difference is {:.3g} (tolerance {:.3g})\n",
                           result.differences.size(), result.largest(), tolerance);
  for (std::size_t i = 0; i < std::min(kShown, result.differences.size()); ++i) {
    const auto& difference = result.differences[i];
    std::cout << fmt::format("  {} {} {}: {} stored, {} now\n", difference.table, difference.key,
                             difference.column, difference.stored, difference.computed);
  }
  return result.is_within(tolerance) ? success : failure;
}

int reproduce_row(const ReproduceOptions& options) {
  check_tables({options.table});
  workers::keep_float32();
  if (options.deterministic) workers::be_deterministic();
  workers::require_device(options.device);
  const auto& table = schema::tables().at(options.table);
  const Session session;
  auto connection = session.connect("doppel reproduce");
  const auto key = [&] {
    db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
    return one_row(snapshot, table, options.key);
  }();
  for (const auto& maker : workers::all_makers(session.blobs())) {
    if (&maker->table() != &table) continue;
    return conclude_reproduction(populate::reproduce(connection, schema::tables(), *maker, key,
                                                     options.device, workers::use_threads(options.threads)),
                                 options.tolerance);
  }
  return failure;  // check_tables and the registry agree, which a test sees to
}

}  // namespace

void add_reproduce(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, "reproduce", "compute one row again and compare; exit code 1 if it differs",
                  "doppel reproduce orientation_tuning dataset=mouse unit_id=3 --tolerance 1e-5");
  auto options = std::make_shared<ReproduceOptions>();
  command->add_option("table", options->table, "a computed table")->required();
  command->add_option("key", options->key, "which row: a=1 b=x, or \"a = 1 and b = 'x'\"")->required();
  command->add_option("--tolerance", options->tolerance, "allowed |a - b| / max(1, |a|, |b|)")
      ->check(non_negative_number)
      ->capture_default_str();
  command->add_option("--device", options->device, "cpu, or cuda:0 and so on")->capture_default_str();
  command->add_option("--threads", options->threads, "threads (default: all cores)")
      ->check(non_negative_number);
  command->add_flag("--deterministic", options->deterministic,
                    "as the worker's flag of that name, for rows that were made with it on a GPU");
  command->callback([options, &context] { context.action = [options] { return reproduce_row(*options); }; });
}

}  // namespace doppel::cli
