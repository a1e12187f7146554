// doppel query: the named queries of sql/figures, one file each; the comment on its first line says what it
// shows.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "cli/command.h"
#include "cli/print.h"
#include "cli/session.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

namespace fs = std::filesystem;

struct QueryOptions {
  std::string name;
  bool csv = false;
};

std::string contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string first_comment(const std::string& sql) {
  const std::string line = sql.substr(0, sql.find('\n'));
  return line.starts_with("-- ") ? line.substr(3) : "";
}

std::vector<fs::path> named_queries() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(share_folder() / "sql" / "figures")) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

int list_queries() {
  std::size_t widest = 0;
  const auto files = named_queries();
  for (const auto& file : files) widest = std::max(widest, file.stem().string().size());
  for (const auto& file : files) {
    const std::string name = file.stem().string();
    std::cout << name << std::string(widest + 2 - name.size(), ' ') << first_comment(contents(file)) << '\n';
  }
  return success;
}

// Chosen from the list, so that a name is never a path.
fs::path file_of(const std::string& name) {
  const auto files = named_queries();
  const auto found = std::ranges::find_if(files, [&](const fs::path& file) { return file.stem() == name; });
  if (found != files.end()) return *found;
  throw Error(ErrorClass::usage, "there is no query '" + name + "'",
              "doppel query lists those that there are");
}

int run_query(const QueryOptions& options) {
  if (options.name.empty()) return list_queries();
  const std::string sql = contents(file_of(options.name));
  const Session session;
  auto connection = session.connect("doppel query");
  db::Transaction transaction(connection, db::Transaction::Mode::read_only_snapshot);
  const auto result = transaction.query(sql);
  options.csv ? print_csv(std::cout, cells(result)) : print_aligned(std::cout, cells(result));
  return success;
}

}  // namespace

void add_query(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, "query", "a figure or number of the paper by its name; without one, a list",
                  "doppel query fig4a_index_correlations --csv > fig4a.csv");
  auto options = std::make_shared<QueryOptions>();
  command->add_option("name", options->name, "of the query");
  command->add_flag("--csv", options->csv, "as CSV, values in full (otherwise columns end at 60 characters)");
  command->callback([options, &context] { context.action = [options] { return run_query(*options); }; });
}

}  // namespace doppel::cli
