// doppel populate: a set of worker processes on this machine, with progress, until nothing is left to do.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <thread>

#include "cli/build_facts.h"
#include "cli/command.h"
#include "cli/local_workers.h"
#include "cli/progress_view.h"
#include "cli/session.h"
#include "cli/signals.h"
#include "cli/worker_options.h"
#include "cli/worker_process.h"
#include "populate/status.h"
#include "schema/tables.h"
#include "workers/runtime.h"

namespace doppel::cli {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct PopulateOptions {
  WorkerChoices choices;
  int workers = 1;
  std::vector<std::string> devices{"cpu"};
};

std::vector<std::string> worker_arguments(const PopulateOptions& options, const std::string& log_level,
                                          int worker) {
  const auto& choices = options.choices;
  const auto& device = options.devices[static_cast<std::size_t>(worker) % options.devices.size()];
  std::vector<std::string> words{"--log-level", log_level, "worker", "--exit-when-empty", "--device", device};
  for (const auto& table : choices.tables) words.insert(words.end(), {"--tables", table});
  if (choices.where) words.insert(words.end(), {"--where", *choices.where});
  if (choices.threads > 0) words.insert(words.end(), {"--threads", std::to_string(choices.threads)});
  if (!choices.max_time.empty()) words.insert(words.end(), {"--max-time", choices.max_time});
  if (choices.deterministic) words.emplace_back("--deterministic");
  if (choices.require_clean) words.emplace_back("--require-clean");
  if (choices.max_jobs > 0) words.insert(words.end(), {"--max-jobs", std::to_string(choices.max_jobs)});
  if (!choices.grace.empty()) words.insert(words.end(), {"--grace", choices.grace});
  return words;
}

std::vector<populate::TableStatus> chosen_status(db::Connection& connection,
                                                 const std::vector<std::string>& tables,
                                                 const relation::KeyRestriction& restriction) {
  auto status = populate::table_status(connection, schema::tables(), restriction);
  std::erase_if(status, [&](const populate::TableStatus& table) {
    return !tables.empty() && std::ranges::find(tables, table.table) == tables.end();
  });
  return status;
}

// Why there was nothing to do; empty: there was something.
std::string why_nothing(const std::vector<populate::TableStatus>& tables,
                        const relation::KeyRestriction& restriction) {
  for (const auto& table : tables) {
    const bool counts =
        restriction.takes_all() || restriction.names_column_of(schema::tables().at(table.table));
    if (counts &&
        table.done + table.pending + table.claimed + table.failed + table.quarantined + table.ignored > 0)
      return "";
  }
  return restriction.takes_all()
             ? "  nothing to do, nor done: doppel import, dataset and request say what there is to compute\n"
             : "  no key is such as --where says, done or to do: `doppel request` asks for what is missing, "
               "`doppel "
               "status` shows what there is\n";
}

int conclude(const std::vector<populate::TableStatus>& tables, const relation::KeyRestriction& restriction,
             const LocalWorkers& workers, bool stopped, double seconds) {
  std::int64_t failed = 0, left = 0;
  for (const auto& table : tables) {
    failed += table.failed + table.quarantined;
    left += table.pending + table.claimed;
  }
  std::cerr << fmt::format("populate: {} after {}", stopped ? "stopped" : "finished", duration_text(seconds));
  if (left > 0) std::cerr << fmt::format(", {} keys still to do (doppel populate goes on)", left);
  if (failed > 0) std::cerr << fmt::format(", {} failed", failed);
  std::cerr << '\n' << (stopped ? "" : why_nothing(tables, restriction));
  if (failed > 0) std::cerr << "  mend: `doppel errors` tells why; `doppel jobs retry` tries them again\n";
  if (failed == 0 && left > 0 && !workers.complaint().empty()) std::cerr << workers.complaint();
  return failed > 0 || stopped || (left > 0 && (workers.any_broke() || !workers.complaint().empty()))
             ? failure
             : success;
}

int populate_here(const PopulateOptions& options, const std::string& log_level) {
  check_tables(options.choices.tables);
  const auto restriction = key_restriction(options.choices);
  for (const auto& device : options.devices) workers::require_device(device);
  if (options.choices.require_clean) check_clean(build_facts());
  if (!options.choices.max_time.empty())
    parse_duration(options.choices.max_time);  // refused before anything starts
  if (!options.choices.grace.empty()) parse_duration(options.choices.grace);
  const StopOnSignal stop;
  const Session session;
  auto connection = session.connect("doppel populate");
  set_passive_waiting();

  const auto start = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  const auto status = [&] { return chosen_status(connection, options.choices.tables, restriction); };
  LocalWorkers workers(
      options.workers, [&](int worker) { return worker_arguments(options, log_level, worker); },
      home_folder() / "log");
  Progress progress;
  ProgressView view(stderr_is_terminal());
  bool stopping = false;
  while (workers.poll()) {
    if (stop.token().stop_requested() && !stopping) {
      stopping = true;
      spdlog::info("stopping: the workers release what they hold (once more to end at once)");
      workers.terminate();
    }
    view.show(progress.update(status(), seconds()), seconds());
    std::this_thread::sleep_for(500ms);
  }
  const auto last = status();
  view.finish(progress.update(last, seconds()), seconds());
  return conclude(last, restriction, workers, stopping, seconds());
}

}  // namespace

void add_populate(CLI::App& app, Context& context) {
  auto* command = add_command(app, "populate", "fill every table with worker processes on this machine",
                              "doppel populate --workers 2");
  auto options = std::make_shared<PopulateOptions>();
  command->add_option("--workers", options->workers, "worker processes")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command
      ->add_option("--device", options->devices,
                   "cpu, or cuda:0,cuda:1 and so on: shared out among the workers")
      ->delimiter(',')
      ->capture_default_str();
  add_worker_choices(*command, options->choices);
  command->callback([options, &context] {
    context.action = [options, &context] { return populate_here(*options, context.log_level); };
  });
}

}  // namespace doppel::cli
