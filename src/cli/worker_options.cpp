#include "cli/worker_options.h"

#include <algorithm>
#include <charconv>

#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

// The table with which a part is filled; empty: `name` is no part.
std::string master_of(const std::string& name) {
  const auto* table = schema::tables().find(name);
  return table && table->tier == relation::Tier::part ? relation::unqualified(table->master) : "";
}

std::string put_master_for_part(std::string& name) {
  if (const std::string master = master_of(name); !master.empty()) name = master;
  return "";  // CLI11: no objection
}

}  // namespace

void add_worker_choices(CLI::App& command, WorkerChoices& choices) {
  command.add_option("--tables", choices.tables, "only these, e.g. model,bar_code (default: all)")
      ->delimiter(',')
      ->transform(CLI::Validator(put_master_for_part, "", "master"));
  command.add_option("--where", choices.where,
                     "only keys of which this holds, e.g. \"dataset = 'mouse' and seed in (1, 2)\"; a table "
                     "without the column is filled whole (default: all)");
  command.add_option("--threads", choices.threads, "threads of one worker (default: all cores)")
      ->check(non_negative_number);
  command.add_option("--max-time", choices.max_time,
                     "claim nothing that is not expected to end within this: 90s, 55m, 2h");
  command.add_option("--max-jobs", choices.max_jobs, "end after so many keys")->check(non_negative_number);
  command.add_option(
      "--grace", choices.grace,
      "on SIGTERM finish what is expected to end within this, e.g. 25s; else interrupt it (default: "
      "interrupt at once)");
  command.add_flag("--deterministic", choices.deterministic,
                   "the same bits each time on the GPU as well, more slowly (on the CPU it is always so)");
  command.add_flag("--require-clean", choices.require_clean,
                   "refuse to run unless this program was built from a committed source tree");
}

void check_clean(const populate::BuildFacts& facts) {
  const bool is_unknown = facts.commit.empty() || facts.commit == "unknown";
  if (!is_unknown && !facts.dirty) return;
  throw Error(
      ErrorClass::environment,
      is_unknown ? "this program does not know the commit that it was built from"
                 : "this program was built from a source tree with changes on top of commit " +
                       facts.commit.substr(0, 12),
      "commit the changes in a clone of the repository and build again, or leave out --require-clean");
}

void check_tables(const std::vector<std::string>& tables) {
  const auto computed = schema::tables().computed();
  for (const auto& name : tables) {
    const auto matches = [&](const relation::Table* table) { return table->name == name; };
    if (std::ranges::any_of(computed, matches)) continue;
    if (const std::string master = master_of(name); !master.empty())
      throw Error(ErrorClass::usage, "'" + name + "' is a part of " + master, "name " + master);
    std::string names;
    for (const auto* table : computed) names += (names.empty() ? "" : ", ") + table->name;
    throw Error(ErrorClass::usage, "workers fill no table '" + name + "'", "choose from: " + names);
  }
}

std::vector<const relation::Table*> computed_tables(const std::vector<std::string>& names) {
  check_tables(names);
  if (names.empty()) return schema::tables().computed();
  std::vector<const relation::Table*> tables;
  for (const auto& name : names) tables.push_back(&schema::tables().at(name));
  return tables;
}

relation::KeyRestriction key_restriction(const WorkerChoices& choices) {
  if (!choices.where) return {};
  return {computed_tables(choices.tables), *choices.where};
}

std::int64_t parse_duration(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), end, number);
  const std::string_view suffix(unit, static_cast<std::size_t>(end - unit));
  const std::int64_t seconds = suffix.empty() || suffix == "s" ? 1
                               : suffix == "m"                 ? 60
                               : suffix == "h"                 ? 3600
                                                               : 0;
  if (error != std::errc() || number <= 0 || seconds == 0) {
    throw Error(ErrorClass::usage, "'" + text + "' is no duration", "write 90s, 55m or 2h");
  }
  return number * seconds;
}

}  // namespace doppel::cli
