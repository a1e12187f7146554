// The guard of results checks foreign keys of whole statements, in place of PostgreSQL's look-up for each
// row: the same rows pass, and the same parents stay.
#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <random>

#include "db/foreign_keys.h"
#include "populate/toy.h"
#include "util/error.h"

namespace doppel {
namespace {

class ForeignKeys : public toy::Laboratory {
 protected:
  ForeignKeys() {
    add(20, {"coarse", "fine"});
    execute(
        "insert into provenance.run (table_name, n_keys, maker_version, worker, host, pid, device,\n"
        "  code_commit, code_dirty, build_id, libraries, schema_version, claimed_at, started_at, ended_at,\n"
        "  cpu_seconds, gpu_seconds, peak_memory_bytes)\n"
        "values ('toy.measurement', 1, 1, 'w', 'h', 1, 'cpu', 'c', false, 'b', '{}', 1, now(), now(), now(), "
        "0, 0, 0)");
  }

  static std::string measurements(const std::string& keys) {
    return "insert into toy.measurement (subject, setting, value, _run_id, _input_hash) select subject, "
           "setting, 0, 1, 'x' from (values " +
           keys + ") k (subject, setting)";
  }
  static std::string samples(const std::string& keys) {
    return "insert into toy.sample (subject, setting, sample, value, _run_id, _input_hash) select subject, "
           "setting, sample, 0, 1, 'x' from (values " +
           keys + ") k (subject, setting, sample)";
  }

  // What it was refused for, without where in PL/pgSQL that was; empty: it was not.
  static std::string refusal(db::Connection& connection, const std::string& sql) {
    try {
      connection.execute(sql);
      return "";
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::bad_input) << error.what();
      const std::string why = error.what();
      return why.substr(0, why.find("\nCONTEXT"));
    }
  }
  std::string refusal(const std::string& sql) const { return refusal(connection(), sql); }

  // Of the table's foreign keys, or PostgreSQL's own checks alone.
  void let_postgresql_check() const {
    execute(
        "alter table toy.measurement enable trigger all, disable trigger accept;\n"
        "alter table toy.sample enable trigger all, disable trigger accept");
  }
};

TEST_F(ForeignKeys, PostgreSqlChecksUpdatesAndParentsAloneOnceTheGuardChecksInserts) {
  const std::string resting =
      "pg_trigger where tgisinternal and tgenabled = 'D' and tgrelid in ('toy.measurement'::regclass,\n"
      "  'toy.sample'::regclass, 'toy.summary'::regclass)";
  EXPECT_EQ(count(resting), 4);
  EXPECT_EQ(count(resting + " and tgfoid <> '\"RI_FKey_check_ins\"'::regproc"), 0);
  EXPECT_EQ(count("pg_trigger where tgisinternal and tgenabled = 'D'\n"
                  "  and not exists (select from pg_trigger g where g.tgrelid = pg_trigger.tgrelid\n"
                  "    and g.tgname = 'accept' and g.tgenabled = 'O')"),
            0);
  EXPECT_EQ(count("pg_constraint where contype = 'f' and not convalidated"), 0);
}

TEST_F(ForeignKeys, ARefusalReadsAsPostgreSqlsOwn) {
  const std::string rows = measurements("(1, 'fine'), (99, 'fine')");
  const std::string parts = samples("(1, 'coarse', 1)");
  const std::string by_guard = refusal(rows), of_part_by_guard = refusal(parts);
  EXPECT_NE(by_guard.find("measurement_subject_fkey"), std::string::npos) << by_guard;
  EXPECT_NE(by_guard.find("(subject)=(99)"), std::string::npos) << by_guard;
  EXPECT_EQ(count("toy.measurement"), 0);
  let_postgresql_check();
  EXPECT_EQ(by_guard, refusal(rows));
  EXPECT_EQ(of_part_by_guard, refusal(parts));
}

TEST_F(ForeignKeys, TheSameStatementsPassAsWithPostgreSqlsOwnCheck) {
  std::mt19937 random(7);
  std::vector<std::string> statements;
  for (int i = 0; i < 150; ++i) {
    std::string rows, parts;
    for (int subject = 1; subject <= 22; ++subject) {
      for (const char* setting : {"coarse", "fine", "none"}) {
        const bool is_wrong = subject > 20 || setting == std::string("none");
        if (random() % (is_wrong ? 200 : 4) > 0) continue;
        rows += fmt::format("{}({}, '{}')", rows.empty() ? "" : ", ", subject, setting);
        if (random() % 200 == 0) continue;  // of the next, parts without a master
        parts += fmt::format("{}({}, '{}', {})", parts.empty() ? "" : ", ", subject, setting, i);
      }
    }
    if (random() % 8 == 0 && !parts.empty()) statements.push_back(samples(parts));  // too early
    if (!rows.empty()) statements.push_back(measurements(rows) + " on conflict do nothing");
    if (!parts.empty()) statements.push_back(samples(parts));
  }
  const auto verdicts = [&] {
    execute("delete from toy.measurement");
    std::vector<bool> passed;
    for (const std::string& sql : statements) passed.push_back(refusal(sql).empty());
    return passed;
  };
  const auto by_guard = verdicts();
  const std::int64_t n_rows = count("toy.sample");
  let_postgresql_check();
  EXPECT_EQ(by_guard, verdicts());
  EXPECT_EQ(n_rows, count("toy.sample"));
  EXPECT_GT(std::ranges::count(by_guard, true), 100);
  EXPECT_GT(std::ranges::count(by_guard, false), 30);
}

TEST_F(ForeignKeys, AnInsertWaitsForADeleteOfItsParentAndIsRefusedWhenThatIsCommitted) {
  for (const bool commits : {false, true}) {
    db::Connection other = database.connect();
    std::optional<db::Transaction> removing(std::in_place, connection());
    removing->query("delete from toy.subject where subject = 3");
    auto insert = std::async(std::launch::async, [&] { return refusal(other, measurements("(3, 'fine')")); });
    EXPECT_EQ(insert.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
    if (commits) removing->commit();
    removing.reset();  // or rolled back
    const std::string why = insert.get();
    EXPECT_EQ(why.find("measurement_subject_fkey") != std::string::npos, commits) << why;
    EXPECT_EQ(count("toy.measurement"), commits ? 0 : 1);
    execute("delete from toy.measurement");
  }
}

TEST_F(ForeignKeys, ADeleteOfAParentWaitsForAnInsertAndIsRefusedWhenThatIsCommitted) {
  db::Connection other = database.connect();
  db::Transaction inserting(connection());
  inserting.query(measurements("(3, 'fine')"));
  auto removal = std::async(std::launch::async,
                            [&] { return refusal(other, "delete from toy.subject where subject = 3"); });
  EXPECT_EQ(removal.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
  inserting.commit();
  EXPECT_NE(removal.get().find("measurement_subject_fkey"), std::string::npos);
  EXPECT_EQ(count("toy.measurement where subject in (select subject from toy.subject)"), 1);
}

// As where no superuser migrates: PostgreSQL refuses the rows before the guard looks at them.
TEST_F(ForeignKeys, AWorkerDropsAKeyWhoseParentIsDeletedAlsoWherePostgreSqlChecksToo) {
  execute(
      "alter table toy.measurement enable trigger all; alter table toy.sample enable trigger all;\n"
      "delete from toy.subject where subject > 2; delete from toy.setting where setting = 'coarse'");
  const auto summary = work(
      toy::makers({.on_compute = [&](const std::vector<toy::Key>& keys, const populate::ComputeContext&) {
        if (keys.size() == 2) database.connect().execute("delete from toy.subject where subject = 1");
      }}));
  EXPECT_EQ(summary.failed, 0);
  EXPECT_EQ(text("select array_agg(subject) from toy.measurement"), "{2}");
  EXPECT_EQ(count("job.measurement"), 0);
}

TEST_F(ForeignKeys, AGuardThatDoesNotNameTheConstraintLeavesThemToPostgreSql) {
  execute(
      "alter table toy.summary enable trigger all;\n"
      "create function job.lax() returns trigger language plpgsql as 'begin return null; end';\n"
      "create or replace trigger accept after insert on toy.summary\n"
      "  referencing new table as new_rows for each statement execute function job.lax()");
  EXPECT_EQ(db::let_guards_check_foreign_keys(connection()), 0);
  EXPECT_EQ(count("pg_trigger where tgrelid = 'toy.summary'::regclass and tgisinternal and tgenabled = 'D'"),
            0);
}

}  // namespace
}  // namespace doppel
