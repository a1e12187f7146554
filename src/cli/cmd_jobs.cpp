// doppel jobs: what a person may do about jobs. The states and their arrows: docs/job_states.md.
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/print.h"
#include "cli/session.h"
#include "cli/worker_options.h"
#include "populate/jobs.h"
#include "schema/tables.h"

namespace doppel::cli {
namespace {

using relation::Table;

struct JobsOptions {
  std::vector<std::string> tables;
  populate::JobFilter filter;
  int priority = 0;
  bool json = false, csv = false;
  std::int64_t limit = 1000;  // rows of `list`
};

std::vector<const Table*> chosen_tables(const JobsOptions& options) {
  check_tables(options.tables);
  return populate::tables_of_jobs(schema::tables(), options.tables, options.filter);
}

// Says for each table how many jobs it changed.
template <class Change>
int change_jobs(const JobsOptions& options, const std::string& what, Change change) {
  const auto tables = chosen_tables(options);
  const Session session;
  auto connection = session.connect("doppel jobs");
  std::int64_t total = 0;
  for (const auto* table : tables) {
    const std::int64_t n = change(connection, *table);
    if (n > 0) std::cout << table->name << ": " << n << ' ' << what << '\n';
    total += n;
  }
  std::cout << total << " jobs " << what << '\n';
  return success;
}

int retry_jobs(const JobsOptions& options) {
  return change_jobs(options, "pending again", [&](db::Connection& connection, const Table& table) {
    return populate::retry_jobs(connection, table, options.filter);
  });
}

int ignore_jobs(const JobsOptions& options) {
  return change_jobs(options, "ignored", [&](db::Connection& connection, const Table& table) {
    return populate::ignore_jobs(connection, table, options.filter);
  });
}

int prioritise_jobs(const JobsOptions& options) {
  const std::string what = "at priority " + std::to_string(options.priority);
  return change_jobs(options, what, [&](db::Connection& connection, const Table& table) {
    return populate::prioritise_jobs(connection, table, options.filter, options.priority);
  });
}

void print_json(const std::vector<populate::Job>& jobs) {
  auto json = nlohmann::json::array();
  for (const auto& job : jobs) {
    json.push_back({{"table", job.table},
                    {"key", job.key},
                    {"status", job.status},
                    {"priority", job.priority},
                    {"attempts", job.attempts},
                    {"deaths", job.deaths},
                    {"worker", job.worker},
                    {"not_before", job.not_before},
                    {"error_class", job.error_class},
                    {"error_message", job.error_message}});
  }
  std::cout << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

Cells as_cells(const std::vector<populate::Job>& jobs) {
  Cells cells{{"table", "key", "status", "priority", "attempts", "deaths", "worker", "not_before",
               "error_class", "error_message"},
              {}};
  for (const auto& job : jobs) {
    cells.rows.push_back({job.table, job.key, job.status, std::to_string(job.priority),
                          std::to_string(job.attempts), std::to_string(job.deaths), job.worker,
                          job.not_before, job.error_class, job.error_message});
  }
  return cells;
}

int list_jobs(const JobsOptions& options) {
  const auto tables = chosen_tables(options);
  const Session session;
  auto connection = session.connect("doppel jobs");
  std::vector<populate::Job> jobs;
  std::int64_t total = 0;
  for (const auto* table : tables) {
    total += populate::count_jobs(connection, *table, options.filter);
    const auto left = options.limit - static_cast<std::int64_t>(jobs.size());
    const auto some = populate::list_jobs(connection, *table, options.filter, left);
    jobs.insert(jobs.end(), some.begin(), some.end());
  }
  if (options.json) {
    print_json(jobs);
  } else if (options.csv) {
    print_csv(std::cout, as_cells(jobs));
  } else if (!jobs.empty()) {
    print_aligned(std::cout, as_cells(jobs), 200);
  }
  std::cerr << total << " jobs";
  if (const auto shown = static_cast<std::int64_t>(jobs.size()); shown < total) {
    std::cerr << ", of which " << shown << " are shown (--limit)";
  }
  std::cerr << '\n';
  return success;
}

// What all of them choose by; `possible` are the statuses that the command is for.
void add_choices(CLI::App& command, JobsOptions& options, const std::vector<std::string>& possible) {
  command.add_option("tables", options.tables, "of these tables, e.g. model bar_code (default: all)");
  command.add_option("--tables", options.tables, "the same, separated by commas")->delimiter(',');
  command.add_option(
      "--where", options.filter.where,
      "only those for which this holds; names key columns, status, priority, attempts, deaths, "
      "error_class, error_message");
  command.add_option("--status", options.filter.status, "only those in these states")
      ->delimiter(',')
      ->check(CLI::IsMember(possible));
}

using Action = int (*)(const JobsOptions&);

std::pair<CLI::App*, std::shared_ptr<JobsOptions>> add_action(CLI::App& jobs, Context& context, Action action,
                                                              const std::string& name,
                                                              const std::string& description,
                                                              const std::string& example,
                                                              const std::vector<std::string>& possible) {
  auto* command = add_command(jobs, name, description, example);
  auto options = std::make_shared<JobsOptions>();
  add_choices(*command, *options, possible);
  command->callback(
      [options, action, &context] { context.action = [options, action] { return action(*options); }; });
  return {command, options};
}

}  // namespace

void add_jobs(CLI::App& app, Context& context) {
  auto* jobs = add_command(app, "jobs", "list jobs, try them again, leave them alone, prefer them",
                           "doppel jobs list --status failed,quarantined");
  jobs->require_subcommand(1);
  add_action(*jobs, context, retry_jobs, "retry", "try failed, quarantined and ignored jobs again",
             "doppel jobs retry optimal_gabor --where 'animal_id = 26872'",
             {"failed", "quarantined", "ignored"});
  add_action(*jobs, context, ignore_jobs, "ignore", "leave jobs alone until they are retried",
             "doppel jobs ignore model --where \"model_config = 'paper'\"",
             {"pending", "claimed", "failed", "quarantined"});
  const std::vector<std::string> all{"pending", "claimed", "failed", "quarantined", "ignored"};
  const auto [prioritise, preferred] =
      add_action(*jobs, context, prioritise_jobs, "prioritise", "have jobs claimed before others (or after)",
                 "doppel jobs prioritise optimal_gabor --priority 10 --where 'unit_id = 5'", all);
  prioritise->add_option("--priority", preferred->priority, "larger ones are claimed first; 0 is usual")
      ->required();
  const auto [list, listed] = add_action(*jobs, context, list_jobs, "list", "jobs that are not done",
                                         "doppel jobs list model --where 'attempts > 0' --csv", all);
  list->add_flag("--json", listed->json, "as JSON");
  list->add_flag("--csv", listed->csv, "as CSV");
  list->add_option("--limit", listed->limit, "at most so many")
      ->check(positive_number)
      ->capture_default_str();
}

}  // namespace doppel::cli
