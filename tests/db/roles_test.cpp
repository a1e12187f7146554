// What each role may do and, above all, may not: lists of forbidden statements, tried as that role.
#include "db/roles.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "db/expect_error.h"
#include "db/migrator.h"
#include "relation/ddl.h"
#include "relation/result_guard.h"
#include "support/database.h"

namespace doppel {
namespace {

using db::Connection;
using relation::Column;
using relation::Table;
using relation::Tier;
using relation::Type;

// The roles of PostgreSQL are the whole server's: each test has names of its own, and drops them.
class Roles : public testing::Test {
 protected:
  Roles() {
    test::migrate_framework(admin);
    for (const Table* table : schema.tables) {
      admin.execute(relation::create_table(*table) + relation::create_reader_view(*table));
    }
    admin.execute(relation::create_job_table(score) + relation::create_queue(schema, score));
    lines = db::make_roles(admin, schema, prefix);
    admin.execute("insert into twin.scan select generate_series(1, 10)");
    admin.execute("insert into job.score (animal_id) select generate_series(1, 10)");
  }
  ~Roles() override {
    admin.execute("reset session authorization");
    for (const char* role : {"other", "reader", "worker", "migrator", "owner"}) {
      const auto there = admin.execute("select from pg_roles where rolname = $1", {name(role)});
      if (there.size() > 0)
        admin.execute("drop owned by " + name(role) + " cascade; drop role " + name(role));
    }
  }

  std::string name(const std::string& role) const { return prefix + "_" + role; }

  Connection as(const std::string& role) {
    Connection connection = database.connect();
    connection.execute("set session authorization " + name(role));
    return connection;
  }

  void expect_forbidden(Connection& connection, const std::vector<std::string>& statements) {
    for (const std::string& sql : statements) {
      const Error error = test::error_of([&] { connection.execute(sql); });
      EXPECT_NE(std::string(error.what()).find("permission denied"), std::string::npos) << sql << "\n"
                                                                                        << error.what();
    }
  }

  // By the worker $1.
  static std::string claim_call(const std::string& limit) {
    return "job.claim_score($1::bigint, " + limit + ", 0, '{}', null, null, null)";
  }

  // A worker's lease and a claim of up to `limit` keys; returns the epoch.
  std::string claim(Connection& worker, int limit) {
    const auto id = worker.execute("select job.register_worker('w', 'host', 1, 'cpu', 60000)");
    const auto claimed =
        worker.execute("select epoch, cardinality(animal_id) from " + claim_call(std::to_string(limit)),
                       {std::string(id.text(0, 0))});
    EXPECT_EQ(claimed.integer(0, 1), limit);
    return std::string(claimed.text(0, 0));
  }

  static std::string run_of(int n_keys) {
    return "insert into provenance.run (table_name, n_keys, maker_version, worker, host, pid, device, "
           "code_commit, "
           "code_dirty, build_id, libraries, schema_version, claimed_at, started_at, ended_at, cpu_seconds, "
           "gpu_seconds, peak_memory_bytes) values ('twin.score', " +
           std::to_string(n_keys) +
           ", 1, 'w', 'h', 1, 'cpu', 'c', false, 'b', '{}', 1, now(), now(), now(), 0, 0, 0)";
  }

  // Writes the keys first..last under the epoch.
  static void commit(Connection& worker, const std::string& epoch, int first, int last,
                     const std::string& input_hash = kTrueHash,
                     const std::string& input_hash_of_parts = kTrueHash) {
    db::Transaction transaction(worker);
    transaction.query("select set_config('doppel.epoch', $1, true)", {epoch});
    const auto run = transaction.query(run_of(last - first + 1) + " returning run_id");
    const std::vector<db::Parameter> parameters{std::string(run.text(0, 0)), std::to_string(first),
                                                std::to_string(last)};
    const std::string keys = " from twin.scan where animal_id between $2::integer and $3::integer";
    transaction.query(
        "insert into twin.score (animal_id, value, _run_id, _input_hash) "
        "select animal_id, 1, $1::bigint, " +
            input_hash + keys,
        parameters);
    transaction.query(
        "insert into twin.piece (animal_id, piece, _run_id, _input_hash) "
        "select animal_id, 1, $1::bigint, " +
            input_hash_of_parts + keys,
        parameters);
    transaction.commit();
  }
  static constexpr const char* kTrueHash =
      "encode(sha256(convert_to('twin.scan:' || _row_hash, 'UTF8')), 'hex')";

  std::int64_t count(const std::string& table) {
    return admin.execute("select count(*) from " + table).integer(0, 0);
  }

  const Column animal_column{"animal_id", Type::integer, "", "number", false, ""};
  const Table scan{"twin", "scan", Tier::manual,    "A scan",
                   "",     {},     {animal_column}, {{"depth", Type::integer, "um", "below", true, ""}},
                   {},     {}};
  const Table score{"twin",
                    "score",
                    Tier::computed,
                    "Its score",
                    "",
                    {{"twin.scan", {"animal_id"}, true}},
                    {animal_column},
                    {{"value", Type::real, "", "the score", false, ""}},
                    {},
                    {}};
  const Table piece{"twin",
                    "piece",
                    Tier::part,
                    "A part",
                    "twin.score",
                    {{"twin.score", {"animal_id"}, true}},
                    {animal_column, {"piece", Type::integer, "", "number", false, ""}},
                    {},
                    {},
                    {}};
  const relation::Schema schema{{&scan, &score, &piece}};
  test::TestDatabase database;
  Connection admin = database.connect();
  const std::string prefix = "r" + database.name().substr(database.name().size() - 20);
  std::vector<std::string> lines;
};

TEST_F(Roles, AreMadeAgainWithoutHarmAndTellWhatTheyGranted) {
  EXPECT_EQ(db::make_roles(admin, schema, prefix), lines);
  bool told = false;
  for (const std::string& line : lines) {
    told = told || line == name("reader") + ": references on all tables in schema twin";
    EXPECT_EQ(line.find("password"), std::string::npos);
  }
  EXPECT_TRUE(told);
  const auto roles = admin.execute(
      "select rolname, rolcanlogin, rolsuper or rolcreaterole or rolcreatedb or "
      "rolbypassrls from pg_roles where rolname like $1 order by 1",
      {prefix + "\\_%"});
  ASSERT_EQ(roles.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(roles.boolean(i, 1), roles.text(i, 0) != name("owner"));
    EXPECT_FALSE(roles.boolean(i, 2));
  }
}

TEST_F(Roles, OddPrefixesAreRefused) {
  for (const char* odd : {"", "a b", "x\"; drop", "pg_x", "Upper"}) {
    EXPECT_EQ(test::error_of([&] { db::make_roles(admin, schema, odd); }).error_class(), ErrorClass::usage)
        << odd;
  }
}

TEST_F(Roles, EveryFunctionThatRunsAsTheOwnerHasAFixedSearchPath) {
  const auto functions = admin.execute(
      "select p.proname, coalesce('search_path=pg_catalog, pg_temp' = any (proconfig), false), "
      "has_function_privilege('public', p.oid, 'execute') "
      "from pg_proc p where prosecdef and pronamespace = 'job'::regnamespace");
  EXPECT_GE(functions.size(), 11u);
  for (std::size_t i = 0; i < functions.size(); ++i) {
    EXPECT_TRUE(functions.boolean(i, 1)) << functions.text(i, 0);
    EXPECT_FALSE(functions.boolean(i, 2)) << functions.text(i, 0);
  }
}

TEST_F(Roles, AWorkerMayNotAlterDeleteOrForge) {
  Connection worker = as("worker");
  expect_forbidden(worker, {"update provenance.run set host = 'x'",
                            "delete from provenance.run",
                            "truncate provenance.run",
                            "insert into provenance.run (run_id) overriding system value values (1)",
                            "insert into provenance.run (database_role) values ('x')",
                            "insert into provenance.run (committed_at) values (now())",
                            "update twin.score set value = 1",
                            "delete from twin.score",
                            "truncate twin.score",
                            "insert into twin.scan values (11)",
                            "update twin.scan set depth = 1",
                            "delete from twin.scan",
                            "insert into job.score (animal_id) values (1)",
                            "update job.score set status = 'pending'",
                            "delete from job.score",
                            "insert into job.worker (lease_until) values (now())",
                            "update job.worker set lease_until = 'infinity'",
                            "delete from job.worker",
                            "select nextval('job.epoch')",
                            "create table twin.mine (x int)",
                            "create table public.mine (x int)",
                            "create function job.mine() returns int language sql return 1",
                            "create schema mine",
                            "update twin.\"~lineage\" set lineage = ''",
                            "select from twin.scan for update",
                            "insert into provenance.migration (version) values (99)",
                            "delete from provenance.migration"});
  for (const char* sql :
       {"alter table twin.score disable trigger all", "drop table twin.score",
        "drop trigger accept on twin.score", "alter table twin.score add x int",
        "alter function job.beat(bigint, bigint) security invoker", "drop view public.score"}) {
    EXPECT_NE(std::string(test::error_of([&] { worker.execute(sql); }).what()).find("must be owner"),
              std::string::npos)
        << sql;
  }
  for (const std::string& sql :
       {"set role " + name("owner"), std::string("set session_replication_role = replica")}) {
    EXPECT_NE(std::string(test::error_of([&] { worker.execute(sql); }).what()).find("permission denied"),
              std::string::npos)
        << sql;
  }
}

TEST_F(Roles, AWorkerCommitsTheKeysThatItHolds) {
  Connection worker = as("worker");
  const std::string epoch = claim(worker, 3);
  commit(worker, epoch, 1, 3);
  EXPECT_EQ(count("twin.score"), 3);
  EXPECT_EQ(count("twin.piece"), 3);
  EXPECT_EQ(count("job.score"), 7);
  EXPECT_EQ(admin.execute("select database_role from provenance.run").text(0, 0), name("worker"));
}

TEST_F(Roles, AResultForAKeyThatIsNotHeldIsRefusedWhole) {
  Connection worker = as("worker");
  const std::string epoch = claim(worker, 3);
  EXPECT_NE(
      std::string(test::error_of([&] { commit(worker, epoch, 3, 4); }).what()).find("only 1 of the 2 keys"),
      std::string::npos);
  EXPECT_NE(
      std::string(test::error_of([&] { commit(worker, "", 1, 3); }).what()).find("only 0 of the 3 keys"),
      std::string::npos);
  EXPECT_NE(
      std::string(test::error_of([&] { commit(worker, std::to_string(std::stoi(epoch) + 1), 1, 3); }).what())
          .find("only 0 of the 3 keys"),
      std::string::npos);
  EXPECT_EQ(count("twin.score"), 0);
  EXPECT_EQ(count("provenance.run"), 0);
  EXPECT_EQ(count("job.score"), 10);
}

TEST_F(Roles, AResultCannotBeSaidToBeMadeFromOtherInputs) {
  Connection worker = as("worker");
  const std::string epoch = claim(worker, 3);
  const auto refusal = [&](const std::string& of_results, const std::string& of_parts) {
    return std::string(test::error_of([&] { commit(worker, epoch, 1, 3, of_results, of_parts); }).what());
  };
  const std::string one_forged =
      "case animal_id when 2 then repeat('0', 64) else " + std::string(kTrueHash) + " end";
  EXPECT_NE(refusal(one_forged, one_forged).find("the inputs of 1 of the 3 keys have changed"),
            std::string::npos);
  EXPECT_NE(refusal(kTrueHash, one_forged).find("parts of twin.piece without their master"),
            std::string::npos);
  EXPECT_EQ(count("twin.score"), 0);
  admin.execute("update twin.scan set depth = 7 where animal_id = 3");
  commit(worker, epoch, 1, 3);  // from what the scans are now
}

TEST_F(Roles, AnotherWorkersKeysAreNotToBeTaken) {
  admin.execute("create role " + name("other") + " login in role " + name("worker"));
  Connection worker = as("worker"), other = as("other");
  const std::string epoch = claim(worker, 3);
  EXPECT_NE(
      std::string(test::error_of([&] { commit(other, epoch, 1, 3); }).what()).find("only 0 of the 3 keys"),
      std::string::npos);
  EXPECT_EQ(other.execute("select job.release_score($1::bigint, '{1,2,3}')", {epoch}).integer(0, 0), 0);
  EXPECT_EQ(
      other.execute("select job.fail_score($1::bigint, 'internal', 'x', false, 5, 1, 1, '{1,2,3}')", {epoch})
          .integer(0, 0),
      0);
  EXPECT_EQ(count("job.score where status = 'claimed'"), 3);
  const std::string id(admin.execute("select worker_id from job.worker").text(0, 0));
  EXPECT_FALSE(other.execute("select job.beat($1::bigint, 1)", {id}).boolean(0, 0));
  EXPECT_FALSE(other.execute("select job.end_worker($1::bigint)", {id}).boolean(0, 0));
  EXPECT_EQ(other.execute("select * from " + claim_call("5"), {id}).size(), 0u);
  commit(worker, epoch, 1, 3);
}

TEST_F(Roles, AResultNeedsARunOfItsOwnTransaction) {
  Connection worker = as("worker");
  const std::string epoch = claim(worker, 2);
  const std::string run(worker.execute(run_of(1) + " returning run_id").text(0, 0));
  db::Transaction transaction(worker);
  transaction.query("select set_config('doppel.epoch', $1, true)", {epoch});
  const Error error = test::error_of([&] {
    transaction.query(
        "insert into twin.score (animal_id, value, _run_id, _input_hash) values (1, 1, $1::bigint, 'x')",
        {run});
  });
  EXPECT_NE(std::string(error.what()).find("without a run of their own"), std::string::npos) << error.what();
}

TEST_F(Roles, APartCannotBeAddedToAResultThatIsThere) {
  Connection worker = as("worker");
  commit(worker, claim(worker, 1), 1, 1);
  db::Transaction transaction(worker);
  const std::string run(transaction.query(run_of(1) + " returning run_id").text(0, 0));
  const Error error = test::error_of([&] {
    transaction.query(
        "insert into twin.piece (animal_id, piece, _run_id, _input_hash) values (1, 2, $1::bigint, 'x')",
        {run});
  });
  EXPECT_NE(std::string(error.what()).find("without their master"), std::string::npos) << error.what();
}

TEST_F(Roles, ReleaseFailAndEndOfALeaseDoWhatTheQueueDoes) {
  Connection worker = as("worker");
  const std::string epoch = claim(worker, 3);
  EXPECT_EQ(worker.execute("select job.release_score($1::bigint, '{1}')", {epoch}).integer(0, 0), 1);
  const auto failed = worker.execute(
      "select job.fail_score($1::bigint, 'internal', 'bad', false, 5, 1000, 60000, '{2}')", {epoch});
  EXPECT_EQ(failed.integer(0, 0), 1);
  EXPECT_EQ(count("job.score where status = 'failed' and animal_id = 2 and error_message = 'bad'"), 1);
  EXPECT_EQ(worker.execute("select job.free_abandoned(3)").integer(0, 0), 0);  // the lease stands
  admin.execute("update job.worker set lease_until = now() - interval '1 s'");
  EXPECT_EQ(worker.execute("select job.free_abandoned(3)").integer(0, 0), 1);
  EXPECT_EQ(count("job.score where status = 'pending'"), 9);
  EXPECT_EQ(count("job.score where status = 'pending' and deaths = 1 and animal_id = 3"), 1);
  EXPECT_EQ(count("job.worker"), 0);
}

TEST_F(Roles, AWorkerEnqueuesWhatIsMissing) {
  admin.execute("delete from job.score where animal_id < 4");
  Connection worker = as("worker");
  EXPECT_EQ(worker.execute("select job.enqueue_score()").integer(0, 0), 3);
  EXPECT_EQ(worker.execute("select job.enqueue_score()").integer(0, 0), 0);
}

TEST_F(Roles, HeldInputsAreThoseOfTheParents) {
  Connection worker = as("worker");
  const auto held = worker.execute("select place, inputs from job.hold_score('{2,11}')");
  ASSERT_EQ(held.size(), 1u);  // there is no scan 11
  EXPECT_EQ(held.text(0, 1),
            admin.execute("select 'twin.scan:' || _row_hash from twin.scan where animal_id = 2").text(0, 0));
}

TEST_F(Roles, AReaderReadsAndRefersButCannotWrite) {
  admin.execute("create schema " + name("own") + " authorization " + name("reader"));
  Connection reader = as("reader");
  for (const char* table : {"twin.scan", "twin.score", "job.score", "provenance.run", "public.score"}) {
    reader.execute(std::string("select count(*) from ") + table);
  }
  reader.execute("create table " + name("own") + ".mine (animal_id int references twin.scan)");
  reader.execute("insert into " + name("own") + ".mine values (1)");
  expect_forbidden(reader,
                   {"insert into twin.scan values (11)",
                    "update twin.scan set depth = 1",
                    "delete from twin.scan",
                    "truncate twin.scan",
                    "insert into twin.score (animal_id, value, _run_id, _input_hash) values (1, 1, 1, 'x')",
                    "delete from twin.score",
                    "insert into public.scan values (11)",
                    "delete from public.scan",
                    "update job.score set priority = 1",
                    "delete from job.score",
                    "delete from job.worker",
                    "update provenance.run set host = 'x'",
                    "insert into provenance.run (host) values ('x')",
                    "update twin.\"~lineage\" set lineage = ''",
                    "create table twin.mine (x int)",
                    "create table public.mine (x int)",
                    "create schema mine",
                    "create temporary table mine (x int)",
                    "select nextval('job.epoch')",
                    "select job.register_worker('w', 'h', 1, 'cpu', 1)",
                    "select job.free_abandoned(1)",
                    "select job.enqueue_score()",
                    "select from twin.scan for share",
                    "set role " + name("owner")});
}

TEST_F(Roles, WhatTheMigratorMakesBelongsToTheOwner) {
  const auto setting = admin.execute(
      "select setconfig::text from pg_db_role_setting s join pg_roles r on r.oid = setrole "
      "where rolname = $1",
      {name("migrator")});
  ASSERT_EQ(setting.size(), 1u);
  EXPECT_EQ(setting.text(0, 0), "{role=" + name("owner") + "}");
  Connection migrator = as("migrator");
  migrator.execute("set role " + name("owner"));  // as a log-in does by that setting
  migrator.execute("alter table twin.scan add x int; create table twin.later (x int)");
  Connection reader = as("reader");
  EXPECT_EQ(reader.execute("select count(*) from twin.later").integer(0, 0), 0);
}

TEST_F(Roles, TheOwnerMayStillInsertAsItLikes) {
  admin.execute("insert into twin.score (animal_id, value, _run_id, _input_hash) values (1, 1, 1, 'x')");
  EXPECT_EQ(count("twin.score"), 1);
}

}  // namespace
}  // namespace doppel
