#include "db/connection.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <string>
#include <thread>

#include "db/expect_error.h"
#include "db/server.h"
#include "support/database.h"

namespace doppel {
namespace {

using db::Connection;
using db::Transaction;
using relation::Type;
using test::error_of;
using test::TestDatabase;

std::string with(const std::string& connection_string, const std::string& keyword, const std::string& value) {
  return connection_string + " " + keyword + "='" + value + "'";  // the last one of a keyword counts
}

TEST(Connection, AnswersWithTypedCells) {
  TestDatabase database;
  Connection connection = database.connect();
  const db::Result result =
      connection.execute("select 42 as answer, 1.5::float8, null::int, $1::text, true", {"x'y"});
  ASSERT_EQ(result.size(), 1u);
  EXPECT_EQ(result.columns(), 5u);
  EXPECT_EQ(result.column_name(0), "answer");
  EXPECT_EQ(result.integer(0, 0), 42);
  EXPECT_EQ(result.real(0, 1), 1.5);
  EXPECT_TRUE(result.is_null(0, 2));
  EXPECT_EQ(result.text(0, 3), "x'y");
  EXPECT_TRUE(result.boolean(0, 4));
  EXPECT_EQ(error_of([&] { result.integer(0, 2); }).error_class(), ErrorClass::internal);
  EXPECT_EQ(error_of([&] { result.text(1, 0); }).error_class(), ErrorClass::internal);
}

TEST(Connection, BindsNullAndEmptyTextApart) {
  TestDatabase database;
  Connection connection = database.connect();
  const db::Result result = connection.execute("select $1::text is null, $2::text = ''", {std::nullopt, ""});
  EXPECT_TRUE(result.boolean(0, 0));
  EXPECT_TRUE(result.boolean(0, 1));
}

TEST(Connection, RefusesAZeroByteInsteadOfCuttingTheText) {
  TestDatabase database;
  Connection connection = database.connect();
  const Error error = error_of([&] { connection.execute("select $1::text", {std::string("a\0b", 3)}); });
  EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
}

TEST(Connection, ShowsItsApplicationName) {
  TestDatabase database;
  Connection connection = database.connect("doppel worker 7");
  EXPECT_EQ(connection.execute("select application_name from pg_stat_activity where pid = pg_backend_pid()")
                .text(0, 0),
            "doppel worker 7");
}

TEST(Connection, ReadsExactRealsWhateverTheRoleSays) {
  TestDatabase database;
  database.connect().execute("alter database " + database.name() + " set extra_float_digits = 0");
  Connection connection = database.connect();
  const double third = 1.0 / 3.0;
  EXPECT_EQ(connection.execute("select (1.0::float8 / 3.0::float8)").real(0, 0), third);
}

TEST(Connection, RollsBackUnlessCommitted) {
  TestDatabase database;
  Connection connection = database.connect();
  connection.execute("create table t (x int)");
  {
    Transaction transaction(connection);
    transaction.query("insert into t values (1)");
  }
  {
    Transaction transaction(connection);
    EXPECT_EQ(transaction.query("insert into t values (2), (3)").affected_rows(), 2u);
    transaction.commit();
  }
  EXPECT_EQ(connection.execute("select string_agg(x::text, ',' order by x) from t").text(0, 0), "2,3");
}

TEST(Connection, SnapshotSeesOneStateAndWritesNothing) {
  TestDatabase database;
  Connection reader = database.connect();
  Connection writer = database.connect();
  writer.execute("create table t (x int)");
  Transaction snapshot(reader, Transaction::Mode::read_only_snapshot);
  EXPECT_EQ(snapshot.query("select count(*) from t").integer(0, 0), 0);
  writer.execute("insert into t values (1)");
  EXPECT_EQ(snapshot.query("select count(*) from t").integer(0, 0), 0);
  EXPECT_EQ(error_of([&] { snapshot.query("insert into t values (2)"); }).error_class(),
            ErrorClass::environment);
}

TEST(Connection, PreparesOnceAndWorksAcrossTransactions) {
  TestDatabase database;
  Connection connection = database.connect();
  for (int i = 0; i < 3; ++i) {
    Transaction transaction(connection);
    EXPECT_EQ(transaction.prepared("select $1::int * 2", {std::to_string(i)}).integer(0, 0), 2 * i);
    EXPECT_EQ(transaction.query("select count(*) from pg_prepared_statements").integer(0, 0), 1);
  }
}

TEST(Connection, WakesOnANotificationAndTimesOutWithoutOne) {
  TestDatabase database;
  Connection listener = database.connect();
  listener.listen("job");
  EXPECT_FALSE(listener.wait_for_notification(std::chrono::milliseconds(30)));
  std::thread sender([&] { database.connect().execute("notify job"); });
  EXPECT_TRUE(listener.wait_for_notification(std::chrono::seconds(20)));
  sender.join();
  EXPECT_FALSE(listener.wait_for_notification(std::chrono::milliseconds(0)));
}

TEST(Connection, ClassifiesErrorsBySqlstate) {
  TestDatabase database;
  Connection connection = database.connect();
  connection.execute("create table t (x int primary key check (x > 0))");
  connection.execute("insert into t values (1)");
  const auto class_of = [&](const std::string& sql) {
    return error_of([&] { connection.execute(sql); }).error_class();
  };
  EXPECT_EQ(class_of("insert into t values (1)"), ErrorClass::bad_input);     // unique
  EXPECT_EQ(class_of("insert into t values (-1)"), ErrorClass::bad_input);    // check
  EXPECT_EQ(class_of("insert into t values (null)"), ErrorClass::bad_input);  // not null
  EXPECT_EQ(class_of("select 1 / 0"), ErrorClass::bad_input);                 // data
  EXPECT_EQ(class_of("select 'x'::int"), ErrorClass::bad_input);
  EXPECT_EQ(class_of("selekt 1"), ErrorClass::internal);
  EXPECT_EQ(class_of("select * from absent"), ErrorClass::internal);
  EXPECT_EQ(class_of("do $$ begin raise sqlstate '53100'; end $$"), ErrorClass::environment);  // disk full
  EXPECT_EQ(class_of("do $$ begin raise sqlstate '53200'; end $$"), ErrorClass::out_of_memory);
  EXPECT_EQ(class_of("do $$ begin raise sqlstate '40001'; end $$"), ErrorClass::transient);
  EXPECT_EQ(class_of("do $$ begin raise sqlstate '40P01'; end $$"), ErrorClass::transient);
  EXPECT_EQ(class_of("do $$ begin raise sqlstate '57P03'; end $$"), ErrorClass::transient);
  EXPECT_EQ(class_of("do $$ begin raise sqlstate '53300'; end $$"), ErrorClass::transient);
  EXPECT_EQ(class_of("set statement_timeout to 20; select pg_sleep(10)"), ErrorClass::transient);
  connection.execute("create role \"" + database.name() + "_nobody\"");
  const db::Result set_role = connection.execute("set role \"" + database.name() + "_nobody\"");
  EXPECT_EQ(class_of("select * from t"), ErrorClass::environment);  // no privilege
  connection.execute("reset role");
  connection.execute("drop role \"" + database.name() + "_nobody\"");
}

TEST(Connection, QuotesBadSqlButNeverAPassword) {
  TestDatabase database;
  Connection connection = database.connect();
  const Error bad = error_of([&] { connection.execute("select colour from pg_class"); });
  EXPECT_NE(std::string(bad.what()).find("select colour from pg_class"), std::string::npos) << bad.what();
  const Error secret = error_of([&] { connection.execute("alter role doppel passwort PASSWORD 'hunter2'"); });
  EXPECT_EQ(std::string(secret.what()).find("hunter2"), std::string::npos) << secret.what();
}

TEST(Connection, IsTransientWhenItsBackendIsTerminated) {
  TestDatabase database;
  Connection victim = database.connect();
  database.connect().execute("select pg_terminate_backend($1::int, 10000)",
                             {std::to_string(victim.backend_pid())});
  const Error error = error_of([&] { victim.execute("select 1"); });
  EXPECT_EQ(error.error_class(), ErrorClass::transient) << error.what();
  EXPECT_FALSE(error.mend().empty());
  // It never reconnects by itself: session state would be lost unseen.
  EXPECT_FALSE(victim.is_open());
  EXPECT_EQ(error_of([&] { victim.execute("select 1"); }).error_class(), ErrorClass::transient);
}

TEST(Connection, IsTransientWhenTerminatedInATransactionOrAWait) {
  TestDatabase database;
  Connection victim = database.connect();
  Connection listener = database.connect();
  listener.listen("job");
  Transaction transaction(victim);
  transaction.query("create table t (x int)");
  Connection killer = database.connect();
  for (const Connection* connection : {&victim, &listener}) {
    killer.execute("select pg_terminate_backend($1::int, 10000)",
                   {std::to_string(connection->backend_pid())});
  }
  EXPECT_EQ(error_of([&] { transaction.commit(); }).error_class(), ErrorClass::transient);
  EXPECT_EQ(error_of([&] { listener.wait_for_notification(std::chrono::seconds(5)); }).error_class(),
            ErrorClass::transient);
}

TEST(Connection, IsTransientOnADeadlock) {
  TestDatabase database;
  Connection first = database.connect();
  Connection second = database.connect();
  first.execute("create table t (id int primary key, x int)");
  first.execute("insert into t values (1, 0), (2, 0)");
  first.execute("set deadlock_timeout to '30ms'");
  second.execute("set deadlock_timeout to '30ms'");
  Transaction a(first);
  Transaction b(second);
  a.query("update t set x = 1 where id = 1");
  b.query("update t set x = 1 where id = 2");
  std::optional<Error> failures[2];
  const auto update = [](Transaction& transaction, const char* id, std::optional<Error>& failure) {
    try {
      transaction.query("update t set x = 2 where id = $1::int", {id});
    } catch (const Error& error) {
      failure = error;
    }
  };
  std::thread other([&] { update(b, "1", failures[1]); });
  update(a, "2", failures[0]);
  if (!failures[0]) a.commit();
  other.join();
  ASSERT_NE(failures[0].has_value(), failures[1].has_value());  // one victim
  EXPECT_EQ((failures[0] ? failures[0] : failures[1])->error_class(), ErrorClass::transient);
}

TEST(Connection, NamesADatabaseThatIsNotThere) {
  TestDatabase database;
  const Error error = error_of([&] { Connection(with(database.connection_string(), "dbname", "absent")); });
  EXPECT_EQ(error.error_class(), ErrorClass::environment) << error.what();
  EXPECT_NE(std::string(error.what()).find("absent"), std::string::npos);
  EXPECT_NE(error.mend().find("doppel db create"), std::string::npos);
}

TEST(Connection, IsTransientWhereNoServerListens) {
  const Error error = error_of([] { Connection("host=/nonexistent user=x dbname=y"); });
  EXPECT_EQ(error.error_class(), ErrorClass::transient) << error.what();
  EXPECT_NE(error.mend().find("server runs"), std::string::npos);
  EXPECT_EQ(error_of([] { Connection("host=127.0.0.1 port=1 user=x dbname=y"); }).error_class(),
            ErrorClass::transient);
}

TEST(Connection, RefusesAMalformedStringWithoutShowingIt) {
  const Error error = error_of([] { Connection("postgresql://me:hunter2%zz@host/db"); });
  EXPECT_EQ(error.error_class(), ErrorClass::usage);
  EXPECT_EQ(std::string(error.what()).find("hunter2"), std::string::npos) << error.what();
  EXPECT_EQ(error_of([] { Connection("nonsense=1"); }).error_class(), ErrorClass::usage);
}

using Lines = std::vector<std::vector<relation::Value>>;

db::CopyRows copied(const Lines& lines) {
  return {lines.size(),
          [&](std::size_t row, std::size_t column) -> const relation::Value& { return lines[row][column]; }};
}

TEST(Connection, CopiesNothingOfABatchThatFails) {
  TestDatabase database;
  Connection connection = database.connect();
  connection.execute("create table t (x int, s text)");
  Transaction transaction(connection);
  const Lines rows{{std::int64_t{1}, std::string("a")}, {std::int64_t{2}, std::string("zero\0byte", 9)}};
  EXPECT_EQ(error_of([&] {
              transaction.copy("t", {"x", "s"}, {Type::integer, Type::text}, copied(rows));
            }).error_class(),
            ErrorClass::bad_input);
  EXPECT_THROW(transaction.commit(), Error);
  EXPECT_EQ(connection.execute("select count(*) from t").integer(0, 0), 0);
}

TEST(Connection, TellsTheConstraintThatACopyViolates) {
  TestDatabase database;
  Connection connection = database.connect();
  connection.execute("create table t (x int constraint positive check (x > 0))");
  Transaction transaction(connection);
  const Lines rows{{std::int64_t{1}}, {std::int64_t{-1}}};
  const Error error = error_of([&] { transaction.copy("t", {"x"}, {Type::integer}, copied(rows)); });
  EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
  EXPECT_NE(std::string(error.what()).find("positive"), std::string::npos) << error.what();
}

// At whatever moment of opening it, listening and asking: the failure is of the kind that is tried again.
TEST(Connection, CutWhileItOpensIsALostConnection) {
  TestDatabase database;
  std::atomic<bool> ended = false;
  std::thread knife([&] {
    Connection own = database.connect("knife");
    while (!ended)
      own.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'opening'");
  });
  int n_cut = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (n_cut < 300 && std::chrono::steady_clock::now() < deadline) {
    try {
      Connection connection = database.connect("opening");
      connection.listen("job");
      Transaction transaction(connection);
      for (int i = 0; i < 3; ++i) transaction.prepared("select $1::int", {std::to_string(i)});
      transaction.commit();
      connection.wait_for_notification(std::chrono::milliseconds(1));
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::transient) << error.what();
      ++n_cut;
    }
  }
  ended = true;
  knife.join();
  EXPECT_EQ(n_cut, 300);
}

}  // namespace
}  // namespace doppel
