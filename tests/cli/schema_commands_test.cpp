// doppel schema and doppel db, as a person types them.
#include "tests/cli/program.h"

namespace doppel::cli {
namespace {

class SchemaCommands : public Program {
 protected:
  // Drops what a test made on the server that all tests share.
  void forget_roles(const std::string& prefix) const {
    const auto connection = std::make_unique<db::Connection>(database_.connect());
    for (const char* kind : {"_worker", "_reader", "_migrator", "_owner"}) {
      const std::string role = prefix + kind;
      connection->execute("reassign owned by " + role + " to current_user");
      connection->execute("drop owned by " + role);
      connection->execute("drop role " + role);
    }
  }
};

TEST_F(SchemaCommands, AMigratedDatabaseEqualsTheDefinitions) {
  EXPECT_TRUE(contains(output_of("schema check"), "equals the definitions"));
  const Outcome draft = run("schema draft");
  EXPECT_EQ(draft.code, 0);
  EXPECT_EQ(draft.out, "");
}

TEST_F(SchemaCommands, DriftIsAFailureAndItsDraftIsTheWayBack) {
  sql("alter table twin.image add column colour text");
  const Outcome check = run("schema check");
  EXPECT_EQ(check.code, 1);
  EXPECT_TRUE(contains(check.out, "colour")) << check.out;
  EXPECT_TRUE(contains(check.err, "mend: ")) << check.err;
  const std::string draft = output_of("schema draft");
  EXPECT_TRUE(contains(draft, "drop column colour")) << draft;
  sql(draft);
  EXPECT_EQ(run("schema check").code, 0);
}

// Settings that a migration adds are rows, which no definition knows.
TEST_F(SchemaCommands, AMigrationThatIsMissingIsADifference) {
  const std::string newest =
      sql("delete from provenance.migration where version = (select max(version) from provenance.migration) "
          "returning version || ' (' || name || ')'");
  const Outcome check = run("schema check");
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(check.out, "migration " + newest + " is not applied\n");
  EXPECT_TRUE(contains(check.err, "doppel db migrate")) << check.err;
}

TEST_F(SchemaCommands, ATableIsDescribedWithItsParentsAndUnits) {
  const std::string text = output_of("schema describe scan_oracle");
  EXPECT_TRUE(contains(text, "-> ")) << text;
  EXPECT_TRUE(contains(text, "---")) << text;
}

TEST_F(SchemaCommands, ADiagramGoesToStdoutOrToAFile) {
  EXPECT_TRUE(contains(output_of("schema diagram"), "orientation_tuning"));
  const auto file = folder_.path() / "schema.dot";
  EXPECT_EQ(output_of("schema diagram --format dot --output '" + file.string() + "'"), "");
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  EXPECT_TRUE(contains(text.str(), "digraph")) << text.str();
}

TEST_F(SchemaCommands, AnEmptyDatabaseIsNamedWithItsMend) {
  const test::TestDatabase empty;
  for (const char* command : {"schema check", "schema draft"}) {
    const Outcome outcome = run_with(empty.connection_string(), command);
    EXPECT_EQ(outcome.code, 1) << command;
    EXPECT_TRUE(contains(outcome.err, "doppel db migrate")) << outcome.err;
  }
}

TEST_F(SchemaCommands, ADatabaseIsMadeOnceAndMigratedByItsName) {
  const std::string name = database_.name() + "_made";
  EXPECT_TRUE(contains(output_of("db create " + name), name));
  const Outcome again = run("db create " + name);
  EXPECT_NE(again.code, 0);
  EXPECT_TRUE(contains(again.err, name)) << again.err;
  const std::string connection = database_.connection_string() + " dbname='" + name + "'";
  EXPECT_EQ(run_with(connection, "db migrate").code, 0);
  EXPECT_TRUE(contains(run_with(connection, "db migrate").out, "up to date"));
  EXPECT_EQ(run_with(connection, "schema check").code, 0);
  sql("drop database " + name);
}

TEST_F(SchemaCommands, RolesAreMadeAndEachGrantIsTold) {
  const std::string prefix = "r" + database_.name().substr(database_.name().size() - 20);
  const Outcome outcome = run("db roles --prefix " + prefix);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, prefix + "_reader: select on all tables in schema twin")) << outcome.out;
  EXPECT_TRUE(contains(outcome.err, "password")) << outcome.err;
  const Outcome reader = run_with(database_.connection_string() + " user='" + prefix + "_reader'",
                                  "sql --write 'delete from twin.scan'");
  EXPECT_EQ(reader.code, 1);
  EXPECT_TRUE(contains(reader.err, "permission denied")) << reader.err;
  forget_roles(prefix);
}

}  // namespace
}  // namespace doppel::cli
