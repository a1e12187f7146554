// The doppel program: parses the command line, runs one command, and turns a failure into one line and its
// mend.
#include <exception>
#include <iostream>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "util/denormals.h"
#include "util/error.h"
#include "util/log.h"

namespace doppel::cli {
namespace {

void add_commands(CLI::App& app, Context& context) {
  add_simulate(app, context);
  add_import(app, context);
  add_dataset(app, context);
  add_request(app, context);
  add_populate(app, context);
  add_worker(app, context);
  add_status(app, context);
  add_errors(app, context);
  add_jobs(app, context);
  add_sql(app, context);
  add_compare(app, context);
  add_query(app, context);
  add_export(app, context);
  add_schema(app, context);
  add_db(app, context);
  add_stale(app, context);
  add_refresh(app, context);
  add_reproduce(app, context);
  add_verify(app, context);
  add_provenance(app, context);
  add_delete(app, context);
}

// The command that was being parsed, as a person would type it: "doppel db stop".
std::string spelled(const CLI::App& app) {
  std::string words = "doppel";
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    words += " " + command->get_name();
  }
  return words;
}

int parse_error(CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);  // --help, --version
  const auto unknown =
      app.remaining(true);  // CLI11 misses a command before it looks at what stands in its place
  const bool no_command = error.get_name() == "RequiredError" && !unknown.empty() &&
                          std::string_view(error.what()).find("subcommand") != std::string_view::npos;
  const std::string fault = no_command ? "there is no command '" + unknown.front() + "'" : error.what();
  std::cerr << "doppel: " << fault << "\n  mend: " << spelled(app) << " --help\n";
  return wrong_usage;
}

int report(const Error& error) {
  std::cerr << "doppel: " << error.what() << '\n';
  if (!error.mend().empty()) std::cerr << "  mend: " << error.mend() << '\n';
  return error.error_class() == ErrorClass::usage ? wrong_usage : failure;
}

int run(int argc, char** argv) {
  CLI::App app("Digital twins of the visual cortex as a relational pipeline on PostgreSQL", "doppel");
  app.footer(
      "A first use:\n"
      "  doppel import scan.h5\n"
      "  doppel dataset mouse --scan 26872-17-20\n"
      "  doppel request model --dataset mouse --config two_minutes\n"
      "  doppel populate --workers 2\n"
      "  doppel sql 'select * from twin.model_score'\n\n"
      "The database is a private one under .doppel/ (DOPPEL_HOME), or the server that DOPPEL_DATABASE_URL or "
      "the\n"
      "PG* variables name. Recordings and weights are in DOPPEL_STORE (.doppel/store).");
  Context context;
  context.arguments.assign(argv, argv + argc);
  app.add_option("--log-level", context.log_level, "trace, debug, info, warn, error or off")
      ->capture_default_str();
  app.set_version_flag("--version", "doppel " DOPPEL_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  add_commands(app, context);
  try {
    app.parse(argc, argv);
    set_up_logging(context.log_level);
    return context.action();
  } catch (const CLI::ParseError& error) {
    return parse_error(app, error);
  } catch (const Error& error) {
    return report(error);
  } catch (const std::exception& error) {
    return report(Error(ErrorClass::internal, std::string("unexpected: ") + error.what(),
                        "this is a bug of Doppel; please report it with the command that you typed"));
  }
}

}  // namespace
}  // namespace doppel::cli

int main(int argc, char** argv) {
  doppel::flush_denormals();
  return doppel::cli::run(argc, argv);
}
