// doppel worker: one worker in this process. SIGTERM or SIGINT: it releases what it holds and ends.
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "cli/blob_audit.h"
#include "cli/build_facts.h"
#include "cli/command.h"
#include "cli/session.h"
#include "cli/signals.h"
#include "cli/worker_options.h"
#include "cli/worker_process.h"
#include "populate/maker_version.h"
#include "populate/session.h"
#include "populate/worker.h"
#include "schema/blobs.h"
#include "schema/tables.h"
#include "workers/registry.h"
#include "workers/runtime.h"

namespace doppel::cli {
namespace {

struct WorkerOptions {
  WorkerChoices choices;
  std::string device = "cpu";
  bool exit_when_empty = false;
};

// OpenMP has read its settings by now; once more with the right ones.
void restart_with_passive_waiting(const std::vector<std::string>& arguments) {
  if (set_passive_waiting()) return;
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execv("/proc/self/exe", argv.data());  // returns only where that is impossible: then it merely spins
}

populate::WorkerOptions worker_options(const WorkerOptions& options, const Session& session) {
  populate::WorkerOptions worker;
  worker.connection_string = session.connection_string();
  worker.tables = options.choices.tables;
  worker.where = options.choices.where.value_or("");
  worker.device = options.device;
  workers::keep_freed_memory();
  worker.threads = workers::use_threads(options.choices.threads);
  worker.exit_when_empty = options.exit_when_empty;
  worker.facts = build_facts();
  if (options.choices.deterministic) worker.facts.libraries["deterministic algorithms"] = "always";
  worker.device_facts = workers::device_facts(options.device);
  if (!options.choices.max_time.empty())
    worker.max_time = std::chrono::seconds(parse_duration(options.choices.max_time));
  if (!options.choices.grace.empty()) {
    worker.grace = std::chrono::seconds(parse_duration(options.choices.grace));
    worker.on_overdue = [] { std::_Exit(success); };  // the compute cannot be ended otherwise
  }
  if (options.choices.max_jobs > 0) worker.max_jobs = options.choices.max_jobs;
  const auto* blobs = &session.blobs();
  worker.load_checkpoint = [blobs](const std::string& key) { return blobs->get_checkpoint(key); };
  worker.save_checkpoint = [blobs](const std::string& key, const std::vector<std::byte>& bytes) {
    blobs->put_checkpoint(key, bytes);
  };
  worker.drop_checkpoint = [blobs](const std::string& key) { blobs->drop_checkpoint(key); };
  return worker;
}

bool puts_blobs(const std::vector<std::string>& tables) {
  return tables.empty() || std::ranges::any_of(schema::blob_columns(), [&](const auto& column) {
           return std::ranges::find(tables, schema::tables().at(column.first).name) != tables.end();
         });
}

// That its makers exist in these versions, and that rows of this database will name blobs of the store.
void announce(const Session& session, const std::vector<std::unique_ptr<populate::Maker>>& makers,
              const std::vector<std::string>& tables) {
  auto connection = session.connect("doppel worker");
  if (puts_blobs(tables)) sign_store(connection, session.blobs());
  populate::announce_makers(connection, makers);
}

populate::WorkerSummary work_until_stopped(const WorkerOptions& options, const std::stop_token& stop) {
  const Session session;
  const auto makers = workers::all_makers(session.blobs());
  announce(session, makers, options.choices.tables);
  populate::Worker worker(worker_options(options, session), schema::tables(), makers);
  return worker.run(stop);
}

// A place among the server's connections is waited for, as work is.
populate::WorkerSummary work_when_there_is_a_connection(const WorkerOptions& options,
                                                        const std::stop_token& stop) {
  try {
    return populate::when_there_is_a_connection("doppel worker", stop,
                                                [&] { return work_until_stopped(options, stop); });
  } catch (const db::TooManyConnections&) {  // stopped before there was one
    return {};
  }
}

int work(const WorkerOptions& options, const std::vector<std::string>& arguments) {
  check_tables(options.choices.tables);
  key_restriction(options.choices);  // refused before anything starts
  if (options.choices.require_clean) check_clean(build_facts());
  restart_with_passive_waiting(arguments);
  const StopOnSignal stop;
  workers::keep_float32();
  if (options.choices.deterministic) workers::be_deterministic();
  workers::require_device(options.device);
  const auto summary = work_when_there_is_a_connection(options, stop.token());
  spdlog::info("done {}, failed {}, released {}, fenced off {}", summary.done, summary.failed,
               summary.released, summary.fenced);
  return summary.failed > 0 ? failure : success;
}

}  // namespace

void add_worker(CLI::App& app, Context& context) {
  auto* command = add_command(app, "worker", "compute what is missing, here, until told to stop",
                              "doppel worker --device cuda:0 --exit-when-empty --max-time 55m");
  auto options = std::make_shared<WorkerOptions>();
  add_worker_choices(*command, options->choices);
  command->add_option("--device", options->device, "cpu, or cuda:0 and so on")->capture_default_str();
  command->add_flag("--exit-when-empty", options->exit_when_empty, "end when there is nothing left to do");
  command->callback([options, &context] {
    context.action = [options, &context] { return work(*options, context.arguments); };
  });
}

}  // namespace doppel::cli
