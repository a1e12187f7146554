// The program as a person runs it, against a database and in a home of the test's own.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/support/database.h"
#include "tests/support/temporary_folder.h"

namespace doppel::cli {

struct Outcome {
  int code = -1;
  std::string out, err;
};

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class Program : public testing::Test {
 protected:
  // Runs `doppel arguments` (shell syntax) against the test's database. Any thread.
  Outcome run(const std::string& arguments) const {
    return run_with(database_.connection_string(), arguments);
  }

  Outcome run_with(const std::string& connection, const std::string& arguments) const {
    const test::TemporaryFolder scratch;
    const std::string errors = (scratch.path() / "stderr").string();
    const std::string command = "DOPPEL_HOME='" + folder_.path().string() + "' DOPPEL_DATABASE_URL=\"" +
                                connection + "\" '" DOPPEL_PROGRAM "' " + arguments + " 2>'" + errors +
                                "' </dev/null";
    Outcome outcome;
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string piece(4096, '\0');
    for (std::size_t n = 0; (n = ::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
      outcome.out.append(piece, 0, n);
    const int status = ::pclose(pipe);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    std::stringstream text;
    text << std::ifstream(errors).rdbuf();
    outcome.err = text.str();
    return outcome;
  }

  // Runs it, expects success, and returns what it printed.
  std::string output_of(const std::string& arguments) const {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.code, 0) << arguments << ": " << outcome.out << outcome.err;
    return outcome.out;
  }

  void expect_usage_error(const std::string& arguments, const std::string& part) const {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.code, 2) << arguments << ": " << outcome.err;
    EXPECT_EQ(outcome.out, "") << arguments;
    EXPECT_TRUE(contains(outcome.err, part)) << arguments << ": " << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "mend: ")) << outcome.err;
  }

  // First cell of a query.
  std::string sql(const std::string& query) const {
    const auto rows = database_.connect().execute(query);
    return rows.size() == 0 || rows.columns() == 0 || rows.is_null(0, 0) ? "" : std::string(rows.text(0, 0));
  }

  test::MigratedDatabase database_;
  test::TemporaryFolder folder_;
};

// With a small simulated scan, imported, and its oracles computed: of the computed tables the one that needs
// no model.
class ProgramWithScan : public Program {
 protected:
  ProgramWithScan() : scan_file_((folder_.path() / "scan.h5").string()) {
    static const test::TemporaryFolder simulated;  // once a process
    const auto file = simulated / "scan.h5";
    if (!std::filesystem::exists(file)) {
      output_of("simulate '" + file.string() +
                "' --animal 7 --neurons 4 --train-images 120 --test-images 3 --repeats 4 --seed 1");
    }
    std::filesystem::copy(file, scan_file_);
    import();
  }
  void import() const { output_of("import '" + scan_file_ + "'"); }
  void populate() const { output_of("worker --exit-when-empty --tables scan_oracle --threads 1"); }
  std::filesystem::path blob(const std::string& sha256) const {
    return folder_.path() / "store" / "objects" / sha256.substr(0, 2) / sha256.substr(2);
  }

  const std::string scan_file_;
  const std::string key_ = "animal_id=7 session=1 scan_idx=1";
};

}  // namespace doppel::cli
