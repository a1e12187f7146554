// The commands of `doppel`: one file each, one line each in the list of main.cpp. A command adds its options
// to the parser and, when it is the one chosen, leaves what to do in Context::action; main() calls it and
// turns a thrown Error into a message. Data goes to stdout, everything else to stderr.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace doppel::cli {

// Exit codes; 2 is also what a thrown Error(usage) and a parse error give.
constexpr int success = 0, failure = 1, wrong_usage = 2;

struct Context {
  std::string log_level = "info";
  std::vector<std::string> arguments;  // argv, the program's name first
  std::function<int()> action;         // of the chosen command; returns the exit code
};

// A subcommand whose --help ends with an example.
inline CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& description,
                             const std::string& example) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->footer("Example:\n  " + example);
  return command;
}

// CLI11's own say "not in range 0.000000 to" the largest double.
inline CLI::Validator number_where(bool (*holds)(double), const std::string& name) {
  return {[holds, name](const std::string& text) {
            double value = 0;
            const bool good = CLI::detail::lexical_cast(text, value) && holds(value);
            return good ? std::string() : "'" + text + "' is no " + name + " number";
          },
          name};
}
inline const CLI::Validator positive_number =
    number_where([](double value) { return value > 0; }, "positive");
inline const CLI::Validator non_negative_number =
    number_where([](double value) { return value >= 0; }, "non-negative");

void add_simulate(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);
void add_dataset(CLI::App& app, Context& context);
void add_request(CLI::App& app, Context& context);
void add_request_search(CLI::App& request_command, Context& context);
void add_request_verification(CLI::App& request_command, Context& context);
void add_request_stimuli(CLI::App& request_command, Context& context);
void add_request_truth(CLI::App& request_command, Context& context);
void add_request_transfer(CLI::App& request_command, Context& context);
void add_request_ensemble(CLI::App& request_command, Context& context);
void add_populate(CLI::App& app, Context& context);
void add_worker(CLI::App& app, Context& context);
void add_status(CLI::App& app, Context& context);
void add_errors(CLI::App& app, Context& context);
void add_jobs(CLI::App& app, Context& context);
void add_sql(CLI::App& app, Context& context);
void add_compare(CLI::App& app, Context& context);
void add_query(CLI::App& app, Context& context);
void add_export(CLI::App& app, Context& context);
void add_schema(CLI::App& app, Context& context);
void add_db(CLI::App& app, Context& context);
void add_stale(CLI::App& app, Context& context);
void add_refresh(CLI::App& app, Context& context);
void add_reproduce(CLI::App& app, Context& context);
void add_verify(CLI::App& app, Context& context);
void add_provenance(CLI::App& app, Context& context);
void add_delete(CLI::App& app, Context& context);

}  // namespace doppel::cli
