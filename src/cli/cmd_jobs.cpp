// doppel jobs: what to do about jobs that failed. The states and their arrows: docs/job_states.md.
#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/worker_options.h"
#include "relation/restriction.h"
#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

struct JobsOptions {
  std::vector<std::string> tables;
  std::string restriction;
};

// failed, quarantined, ignored --retry--> pending, as if never tried.
std::int64_t retry(db::Connection& connection, const relation::Table& table, const std::string& restriction) {
  std::string sql = "update " + table.job_table() +
                    " set status = 'pending', attempts = 0, deaths = 0, not_before = '-infinity',"
                    " error_class = null, error_message = null"
                    " where status in ('failed', 'quarantined', 'ignored')";
  std::vector<db::Parameter> parameters;
  if (!restriction.empty()) {
    const auto parsed = relation::parse_restriction(table, restriction);
    sql += " and (" + parsed.sql + ")";
    parameters.assign(parsed.values.begin(), parsed.values.end());
  }
  return static_cast<std::int64_t>(connection.execute(sql, parameters).affected_rows());
}

int retry_all(const JobsOptions& options) {
  check_tables(options.tables);
  if (!options.restriction.empty() && options.tables.size() != 1) {
    throw Error(ErrorClass::usage, "--where names columns of one table", "add --tables TABLE");
  }
  const Session session;
  auto connection = session.connect("doppel jobs");
  std::int64_t retried = 0;
  for (const auto* table : schema::tables().computed()) {
    const bool chosen = options.tables.empty() || std::find(options.tables.begin(), options.tables.end(),
                                                            table->name) != options.tables.end();
    if (chosen) retried += retry(connection, *table, options.restriction);
  }
  std::cout << retried << " jobs are pending again\n";
  return success;
}

}  // namespace

void add_jobs(CLI::App& app, Context& context) {
  auto* command = add_command(app, "jobs", "what to do about jobs that failed", "doppel jobs retry");
  command->require_subcommand(1);
  auto* retry_command = add_command(*command, "retry", "try failed, quarantined and ignored jobs again",
                                    "doppel jobs retry --tables optimal_gabor --where 'animal_id = 26872'");
  auto options = std::make_shared<JobsOptions>();
  retry_command->add_option("--tables", options->tables, "only these")->delimiter(',');
  retry_command->add_option("--where", options->restriction, "only the keys for which this holds");
  retry_command->callback(
      [options, &context] { context.action = [options] { return retry_all(*options); }; });
}

}  // namespace doppel::cli
