// The program as a person meets it: exit codes, what goes to stdout and what to stderr, messages with their
// mend.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/support/database.h"
#include "tests/support/temporary_folder.h"

namespace doppel::cli {
namespace {

struct Outcome {
  int code = -1;
  std::string out, err;
};

class Program : public testing::Test {
 protected:
  // Runs `doppel arguments` (shell syntax) against the test's database.
  Outcome run(const std::string& arguments) const {
    return run_with(database_.connection_string(), arguments);
  }

  Outcome run_with(const std::string& connection, const std::string& arguments) const {
    const std::string errors = (folder_.path() / "stderr").string();
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

  void expect_usage_error(const std::string& arguments, const std::string& part) const {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.code, 2) << arguments;
    EXPECT_EQ(outcome.out, "") << arguments;
    EXPECT_NE(outcome.err.find(part), std::string::npos) << arguments << ": " << outcome.err;
    EXPECT_NE(outcome.err.find("mend: "), std::string::npos) << outcome.err;
  }

  test::MigratedDatabase database_;
  test::TemporaryFolder folder_;
};

TEST_F(Program, WrongArgumentsAreUsageErrorsThatNameThem) {
  expect_usage_error("frobnicate", "'frobnicate'");
  expect_usage_error("db frobnicate", "'frobnicate'");
  expect_usage_error("", "subcommand");
  expect_usage_error("import", "path");
  expect_usage_error("populate --workers 0", "--workers");
  expect_usage_error("populate --workers two", "--workers");
  expect_usage_error("worker --device gpu", "'gpu'");
  expect_usage_error("worker --tables scan --exit-when-empty", "scan");
  expect_usage_error("dataset mouse --scan 1-2", "1-2");
  expect_usage_error("sql 'delete from twin.scan'", "--write");
}

TEST_F(Program, EveryCommandHasHelpWithAnExample) {
  const std::string help = run("--help").out;
  std::istringstream lines(help.substr(help.find("Subcommands:")));
  std::string line;
  std::getline(lines, line);
  int n_commands = 0;
  while (std::getline(lines, line) && line.substr(0, 2) == "  ") {
    std::string command;
    std::istringstream(line) >> command;
    const Outcome outcome = run(command + " --help");
    EXPECT_EQ(outcome.code, 0) << command;
    EXPECT_EQ(outcome.err, "") << command;
    EXPECT_NE(outcome.out.find("Example"), std::string::npos) << command << ":\n" << outcome.out;
    ++n_commands;
  }
  EXPECT_GE(n_commands, 12);
}

TEST_F(Program, DataGoToStdoutAlone) {
  const Outcome csv = run("sql --csv \"select 'a,b' as x, 2 as y\"");
  EXPECT_EQ(csv.code, 0);
  EXPECT_EQ(csv.out, "x,y\n\"a,b\",2\n");
  EXPECT_EQ(csv.err, "");
  const Outcome status = run("status --json");
  EXPECT_EQ(status.code, 0);
  EXPECT_TRUE(nlohmann::json::accept(status.out)) << status.out;
}

TEST_F(Program, AFailureOfTheQueryIsAFailureNotAUsageError) {
  const Outcome outcome = run("sql 'select 1/0'");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.err.find("division by zero"), std::string::npos);
}

TEST_F(Program, APasswordIsInNoMessage) {
  for (const std::string server :
       {"postgresql://nobody:s3cret@127.0.0.1:1/x", "postgresql://nobody:s3cret@[::1:1/x",
        "host=127.0.0.1 port=1 password=s3cret nonsense=1"}) {
    const Outcome outcome = run_with(server, "--log-level trace status");
    EXPECT_NE(outcome.code, 0) << server;
    EXPECT_EQ((outcome.out + outcome.err).find("s3cret"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find("mend: "), std::string::npos) << outcome.err;
  }
}

TEST_F(Program, ARefusedFileLeavesNoRow) {
  const auto file = folder_.path() / "cut.h5";
  std::ofstream(file) << "\x89HDF\r\n\x1a\n and no more";
  const Outcome outcome = run("import '" + file.string() + "'");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.err.find("cut.h5"), std::string::npos) << outcome.err;
  EXPECT_EQ(database_.connect().execute("select count(*) from twin.scan").integer(0, 0), 0);
}

TEST_F(Program, WhatIsNotThereIsNamedWithTheCommandThatMakesIt) {
  const Outcome outcome = run("request model --dataset mouse --config two_minutes");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.err.find("'mouse'"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("doppel dataset"), std::string::npos) << outcome.err;
}

TEST_F(Program, EveryNamedQueryRunsAndSaysWhatItShows) {
  const Outcome list = run("query");
  ASSERT_EQ(list.code, 0) << list.err;
  std::stringstream lines(list.out);
  int n_queries = 0;
  for (std::string line; std::getline(lines, line); ++n_queries) {
    const std::string name = line.substr(0, line.find(' '));
    EXPECT_GT(line.size(), name.size() + 10) << line << ": no description";
    const Outcome result = run("query --csv " + name);
    EXPECT_EQ(result.code, 0) << name << ": " << result.err;
    EXPECT_NE(result.out.find("dataset"), std::string::npos) << name << ": no header";
  }
  EXPECT_GE(n_queries, 12);
}

TEST_F(Program, AQueryIsAName) { expect_usage_error("query ../recovery", "there is no query '../recovery'"); }

}  // namespace
}  // namespace doppel::cli
