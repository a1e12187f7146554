// The program as a person meets it: exit codes, what goes to stdout and what to stderr, messages with their
// mend.
#include "tests/cli/program.h"

#include <nlohmann/json.hpp>
#include <regex>

#include "tests/support/database.h"

namespace doppel::cli {
namespace {

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
  expect_usage_error("stale nothing_such", "nothing_such");
  expect_usage_error("refresh scan", "scan");
  expect_usage_error("refresh --where 'animal_id = 1'", "--where");
  expect_usage_error("reproduce scan_oracle", "key");
  expect_usage_error("reproduce scan animal_id=1", "scan");
  expect_usage_error("reproduce scan_oracle animal_id=1 --device gpu", "gpu");
  expect_usage_error("verify nothing_such", "nothing_such");
  expect_usage_error("verify --older-than 1y", "1y");
  expect_usage_error("verify scan --prune", "--prune");
  expect_usage_error("provenance scan animal_id=1", "0 rows");
  expect_usage_error("provenance scan nonsense=1", "nonsense");
  expect_usage_error("delete scan", "--where");
  expect_usage_error("delete neuron --where 'unit_id = 1'", "twin.scan");
  expect_usage_error("delete scan --where 'nonsense = 1'", "nonsense");
  expect_usage_error("jobs", "subcommand");
  expect_usage_error("jobs retry scan", "scan");
  expect_usage_error("jobs retry --where 'nonsense = 1'", "nonsense");
  expect_usage_error("jobs retry --status claimed", "claimed");
  expect_usage_error("jobs prioritise scan_oracle", "--priority");
  expect_usage_error("jobs list --limit 0", "--limit: '0' is no positive number");
  expect_usage_error("import scan.h5 --downsample 0", "--downsample: '0' is no positive number");
  expect_usage_error("populate --threads -1", "--threads: '-1' is no non-negative number");
  expect_usage_error("schema describe nothing_such", "nothing_such");
  expect_usage_error("schema diagram --format png", "png");
  expect_usage_error("db create", "name");
  expect_usage_error("db roles --prefix 'Not A Prefix'", "Not A Prefix");
  expect_usage_error("db start", "neither starts nor stops");
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
    EXPECT_TRUE(std::regex_search(result.out, std::regex("^[a-z_0-9]+(,[a-z_0-9]+)+\n")))
        << name << ": no header";
  }
  EXPECT_GE(n_queries, 38);
}

TEST_F(Program, AQueryIsAName) { expect_usage_error("query ../recovery", "there is no query '../recovery'"); }

TEST_F(Program, AServerWithoutAConnectionToSpareIsNamedWithItsMend) {
  const std::string role = database_.name() + "_limited";
  sql("create role " + role + " login connection limit 0");
  const Outcome outcome = run_with(database_.connection_string() + " user='" + role + "'", "status");
  sql("drop role " + role);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(contains(outcome.err, "too many connections")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "CONNECTION LIMIT")) << outcome.err;
}

TEST_F(Program, AWrongRestrictionIsRefusedBeforeAnythingStarts) {
  for (const std::string command : {"populate", "worker --exit-when-empty"}) {
    expect_usage_error(command + " --where 'colour = 1'", "there is no such column, found 'colour'");
    expect_usage_error(command + " --where 'animal_id = '", "expected a number or a 'text'");
    expect_usage_error(command + " --where ''", "expected a column");
    expect_usage_error(command + " --tables scan_oracle --where \"dataset = 'x'\"",
                       "columns of the tables' keys: animal_id, session, scan_idx");
  }
  EXPECT_EQ(sql("select count(*) from provenance.maker"), "0");  // a worker would have said what it makes
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "log"));
}

TEST_F(Program, PopulateRefusesADeviceThatIsNotThereThoughNothingIsToDo) {
  const Outcome outcome = run("populate --device cpu,cuda:99");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(contains(outcome.err, "there is no device 'cuda:99'")) << outcome.err;
  expect_usage_error("populate --device tpu", "tpu");
}

TEST_F(ProgramWithScan, PopulateTakesTheKeysOfARestrictionAndCountsThoseAlone) {
  const auto other = (folder_.path() / "other.h5").string();
  output_of("simulate '" + other + "' --animal 8 --neurons 4 --train-images 120 --test-images 3 --repeats 4");
  output_of("import '" + other + "'");
  const std::string command = "populate --tables scan_oracle --threads 1 --where ";
  const Outcome chosen = run(command + "'animal_id = 8'");
  EXPECT_EQ(chosen.code, 0) << chosen.err;
  EXPECT_TRUE(contains(chosen.err, "scan_oracle: 1/1 done")) << chosen.err;
  EXPECT_FALSE(contains(chosen.err, "still to do")) << chosen.err;
  EXPECT_EQ(sql("select string_agg(animal_id::text, ' ') from twin.scan_oracle"), "8");
  EXPECT_FALSE(contains(chosen.err, "--where")) << chosen.err;
  const Outcome none = run(command + "'animal_id = 9'");
  EXPECT_EQ(none.code, 0) << none.err;
  EXPECT_TRUE(contains(none.err, "no key is such as --where says")) << none.err;
  database_.connect().execute(
      "update job.scan_oracle set status = 'failed', error_class = 'internal', error_message = 'x'");
  EXPECT_EQ(run(command + "'animal_id = 8'").code, 0);  // somebody else's failure
  const Outcome failed = run(command + "'animal_id <> 8'");
  EXPECT_EQ(failed.code, 1);
  EXPECT_TRUE(contains(failed.err, "1 failed")) << failed.err;
}

// The header is what the build wrote down about its source tree.
TEST_F(Program, OnlyAProgramOfACommittedTreeIsClean) {
  std::stringstream facts;
  facts << std::ifstream(DOPPEL_COMMIT_HEADER).rdbuf();
  const bool is_dirty = contains(facts.str(), "DOPPEL_DIRTY true");
  ASSERT_TRUE(is_dirty || contains(facts.str(), "DOPPEL_DIRTY false")) << facts.str();
  for (const std::string command : {"worker --exit-when-empty", "populate"}) {
    const Outcome outcome = run(command + " --tables scan_oracle --require-clean");
    EXPECT_EQ(outcome.code, is_dirty ? 1 : 0) << command << ": " << outcome.err;
    EXPECT_EQ(contains(outcome.err, "leave out --require-clean"), is_dirty) << outcome.err;
  }
}

}  // namespace
}  // namespace doppel::cli
