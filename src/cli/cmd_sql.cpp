// doppel sql: one query, its result on stdout.
#include <iostream>
#include <iterator>
#include <memory>
#include <string_view>

#include "cli/command.h"
#include "cli/print.h"
#include "cli/session.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

struct SqlOptions {
  std::string query;
  bool csv = false, write = false;
};

std::string query_text(const SqlOptions& options) {
  if (options.query != "-") return options.query;
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

// PostgreSQL's refusal of a write, with the mend that holds here.
[[noreturn]] void explain(const Error& error, const SqlOptions& options) {
  if (!options.write &&
      std::string_view(error.what()).find("read-only transaction") != std::string_view::npos) {
    throw Error(ErrorClass::usage, "the query changes rows, but queries run read-only", "add --write");
  }
  throw error;
}

db::Result run(db::Transaction& transaction, const SqlOptions& options) {
  try {
    return transaction.query(query_text(options));
  } catch (const Error& error) {
    explain(error, options);
  }
}

int run_query(const SqlOptions& options) {
  const Session session;
  auto connection = session.connect("doppel sql");
  db::Transaction transaction(connection, options.write ? db::Transaction::Mode::read_write
                                                        : db::Transaction::Mode::read_only_snapshot);
  const auto result = run(transaction, options);
  transaction.commit();
  if (result.columns() == 0) {
    std::cerr << result.affected_rows() << " rows\n";
  } else if (options.csv) {
    print_csv(std::cout, cells(result));
  } else {
    print_aligned(std::cout, cells(result));
  }
  return success;
}

}  // namespace

void add_sql(CLI::App& app, Context& context) {
  auto* command = add_command(app, "sql", "run a query",
                              "doppel sql 'select unit_id, orientation_index, phase_index\n"
                              "              from orientation_tuning natural join phase_tuning limit 10'\n"
                              "  psql \"$(doppel db url)\"   for more than a query");
  auto options = std::make_shared<SqlOptions>();
  command->add_option("query", options->query, "the query; - reads it from stdin")->required();
  command->add_flag("--csv", options->csv, "as CSV, values in full (otherwise columns end at 60 characters)");
  command->add_flag("--write", options->write, "let it change rows (otherwise it runs read-only)");
  command->callback([options, &context] { context.action = [options] { return run_query(*options); }; });
}

}  // namespace doppel::cli
