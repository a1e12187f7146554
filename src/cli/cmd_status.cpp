// doppel status: what is done, to do, running and failed in each table, and the workers.
#include <fmt/format.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/command.h"
#include "cli/print.h"
#include "cli/session.h"
#include "populate/status.h"
#include "schema/tables.h"

namespace doppel::cli {
namespace {

struct StatusOptions {
  bool json = false, watch = false;
  int interval_seconds = 2;
};

struct Status {
  std::vector<populate::TableStatus> tables;
  std::vector<std::int64_t> not_queued;  // keys of each table that no search has met yet
  std::vector<populate::WorkerStatus> workers;
};

nlohmann::json as_json(const Status& status) {
  nlohmann::json json{{"tables", nlohmann::json::array()}, {"workers", nlohmann::json::array()}};
  for (std::size_t i = 0; i < status.tables.size(); ++i) {
    const auto& table = status.tables[i];
    json["tables"].push_back({{"table", table.table},
                              {"done", table.done},
                              {"not_queued", status.not_queued[i]},
                              {"pending", table.pending},
                              {"claimed", table.claimed},
                              {"failed", table.failed},
                              {"quarantined", table.quarantined},
                              {"ignored", table.ignored}});
  }
  for (const auto& worker : status.workers) {
    json["workers"].push_back({{"worker", worker.worker},
                               {"host", worker.host},
                               {"pid", worker.pid},
                               {"table", worker.table},
                               {"key", worker.key},
                               {"lease_seconds", worker.lease_seconds}});
  }
  return json;
}

void print_status(const Status& status) {
  Cells cells{{"table", "done", "not queued", "pending", "running", "failed", "quarantined", "ignored"}, {}};
  for (std::size_t i = 0; i < status.tables.size(); ++i) {
    const auto& table = status.tables[i];
    auto& row = cells.rows.emplace_back(std::vector<std::string>{table.table});
    for (auto n : {table.done, status.not_queued[i], table.pending, table.claimed, table.failed,
                   table.quarantined, table.ignored}) {
      row.push_back(std::to_string(n));
    }
  }
  print_aligned(std::cout, cells);
  if (status.workers.empty()) return;
  cells = {{"worker", "host", "pid", "table", "key", "lease"}, {}};
  for (const auto& worker : status.workers) {
    cells.rows.push_back({worker.worker, worker.host, std::to_string(worker.pid), worker.table, worker.key,
                          fmt::format("{:.0f}", worker.lease_seconds)});
  }
  std::cout << '\n';
  print_aligned(std::cout, cells);
}

int show_status(const StatusOptions& options) {
  const Session session;
  auto connection = session.connect("doppel status");
  while (true) {
    const Status status{populate::table_status(connection, schema::tables()),
                        populate::keys_not_queued(connection, schema::tables()),
                        populate::worker_status(connection)};
    if (options.json) {
      std::cout << as_json(status).dump(options.watch ? -1 : 2) << std::endl;
    } else {
      if (options.watch) std::cout << "\033[H\033[2J";
      print_status(status);
      std::cout << std::flush;
    }
    if (!options.watch) return success;
    std::this_thread::sleep_for(std::chrono::seconds(options.interval_seconds));
  }
}

}  // namespace

void add_status(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, "status", "what is done, to do, running and failed", "doppel status --watch");
  auto options = std::make_shared<StatusOptions>();
  command->add_flag("--json", options->json, "for programs; with --watch one line each time");
  command->add_flag("--watch", options->watch, "again and again");
  command->add_option("--interval", options->interval_seconds, "seconds between two looks")
      ->check(positive_number)
      ->capture_default_str();
  command->callback([options, &context] { context.action = [options] { return show_status(*options); }; });
}

}  // namespace doppel::cli
