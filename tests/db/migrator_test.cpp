#include "db/migrator.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "db/expect_error.h"
#include "support/database.h"
#include "support/temporary_folder.h"

namespace doppel {
namespace {

namespace fs = std::filesystem;
using db::Connection;
using test::error_of;
using test::MigratedDatabase;
using test::TestDatabase;

class Migrator : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& sql) { std::ofstream(folder / name) << sql; }
  int migrate(Connection& over) { return db::migrate(over, db::read_migrations(folder)); }

  const test::TemporaryFolder scratch;
  const fs::path& folder = scratch.path();
  TestDatabase database;
  Connection connection = database.connect();
};

TEST_F(Migrator, AppliesInOrderAndOnlyOnce) {
  write("0001_table.sql", "create table t (x int);");
  write("0002_row.sql", "insert into t values (1); insert into t values (2);");
  EXPECT_EQ(db::schema_version(connection), 0);
  EXPECT_EQ(migrate(connection), 2);
  EXPECT_EQ(migrate(connection), 0);
  EXPECT_EQ(db::schema_version(connection), 2);
  write("0003_more.sql", "insert into t values (3);");
  EXPECT_EQ(migrate(connection), 1);
  EXPECT_EQ(connection.execute("select count(*) from t").integer(0, 0), 3);
  const db::Result log = connection.execute(
      "select name, checksum ~ '^[0-9a-f]{64}$', applied_at <= now(), duration >= '0' from "
      "provenance.migration "
      "order by version");
  ASSERT_EQ(log.size(), 3u);
  EXPECT_EQ(log.text(2, 0), "more");
  for (std::size_t column = 1; column < 4; ++column) EXPECT_TRUE(log.boolean(2, column));
}

TEST_F(Migrator, RefusesAMigrationThatChanged) {
  write("0001_table.sql", "create table t (x int);");
  migrate(connection);
  write("0001_table.sql", "create table t (x bigint);");
  const Error error = error_of([&] { migrate(connection); });
  EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
  EXPECT_NE(std::string(error.what()).find("1 (table) has changed"), std::string::npos) << error.what();
}

TEST_F(Migrator, RefusesADatabaseThatIsNewer) {
  write("0001_one.sql", "select 1;");
  write("0002_two.sql", "select 2;");
  migrate(connection);
  fs::remove(folder / "0002_two.sql");
  const Error error = error_of([&] { migrate(connection); });
  EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
  EXPECT_NE(error.mend().find("update"), std::string::npos);
}

TEST_F(Migrator, FailsWholeAndResumesAfterTheMend) {
  write("0001_good.sql", "create table good (x int);");
  write("0002_bad.sql", "create table half (x int); insert into absent values (1);");
  const Error error = error_of([&] { migrate(connection); });
  EXPECT_NE(std::string(error.what()).find("migration 2 (bad)"), std::string::npos) << error.what();
  EXPECT_EQ(db::schema_version(connection), 1);
  EXPECT_TRUE(connection.execute("select to_regclass('half') is null").boolean(0, 0));
  write("0002_bad.sql", "create table half (x int);");
  EXPECT_EQ(migrate(connection), 1);
  EXPECT_EQ(db::schema_version(connection), 2);
}

TEST_F(Migrator, ResumesAfterItsConnectionDiedInTheMiddle) {
  write("0001_good.sql", "create table good (x int);");
  write("0002_slow.sql", "create table slow (x int); select pg_sleep(30); create table late (x int);");
  std::optional<Error> failure;
  std::thread migrator([&] {
    Connection victim = database.connect("victim");
    failure = error_of([&] { migrate(victim); });
  });
  while (connection
             .execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = "
                      "current_database() "
                      "and application_name = 'victim' and wait_event = 'PgSleep'")
             .size() == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  migrator.join();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->error_class(), ErrorClass::transient) << failure->what();
  EXPECT_EQ(db::schema_version(connection), 1);
  write("0002_slow.sql", "create table slow (x int);");
  EXPECT_EQ(migrate(connection), 1);  // and the dead one's lock is free
}

TEST_F(Migrator, LetsConcurrentOnesWaitForOneAnother) {
  write("0001_table.sql", "create table t (x int); select pg_sleep(0.05);");
  write("0002_row.sql", "insert into t values (1);");
  std::atomic<int> applied{0};
  std::vector<std::thread> migrators;
  for (int i = 0; i < 4; ++i) {
    migrators.emplace_back([&] {
      Connection own = database.connect();
      applied += migrate(own);
    });
  }
  for (std::thread& migrator : migrators) migrator.join();
  EXPECT_EQ(applied, 2);
  EXPECT_EQ(connection.execute("select count(*) from t").integer(0, 0), 1);
}

TEST_F(Migrator, RefusesAMigrationThatCommitsByItself) {
  write("0001_commit.sql", "create table t (x int); commit;");
  EXPECT_EQ(error_of([&] { migrate(connection); }).error_class(), ErrorClass::bad_input);
  EXPECT_EQ(db::schema_version(connection), 0);
}

TEST_F(Migrator, NamesGapsDuplicatesAndForeignFiles) {
  const auto message = [&] { return std::string(error_of([&] { db::read_migrations(folder); }).what()); };
  write("0001_a.sql", "");
  write("0003_c.sql", "");
  EXPECT_NE(message().find("0003_c.sql follows a gap"), std::string::npos);
  fs::rename(folder / "0003_c.sql", folder / "0001_c.sql");
  EXPECT_NE(message().find("0001_c.sql has the number of another"), std::string::npos);
  fs::remove(folder / "0001_c.sql");
  write("notes.txt", "");
  EXPECT_NE(message().find("notes.txt is not a migration"), std::string::npos);
  EXPECT_EQ(error_of([&] { db::read_migrations(folder / "absent"); }).error_class(), ErrorClass::environment);
}

TEST_F(Migrator, RunsViewsAgainAndNamesTheBrokenFile) {
  write("one.sql", "create or replace view one as select 1 as x;");
  write("two.sql", "create or replace view two as select x + 1 as x from one;");
  db::apply_views(connection, folder);
  db::apply_views(connection, folder);
  EXPECT_EQ(connection.execute("select x from two").integer(0, 0), 2);
  write("three.sql", "create or replace view three as select nothing;");
  EXPECT_NE(std::string(error_of([&] { db::apply_views(connection, folder); }).what()).find("three.sql"),
            std::string::npos);
}

TEST_F(Migrator, BringsTheRepositorysMigrationsToAnEmptyDatabase) {
  MigratedDatabase migrated;
  Connection to = migrated.connect();
  const auto migrations = db::read_migrations(test::source_folder() / "migrations");
  EXPECT_EQ(db::schema_version(to), static_cast<int>(migrations.size()));
  EXPECT_EQ(db::migrate(to, migrations), 0);
}

}  // namespace
}  // namespace doppel
