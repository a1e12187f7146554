// What a look for stale rows reads of a million, by PostgreSQL's own counts: every table once, however many
// rows are stale and whatever the statistics say. A nested loop would read a parent once a row.
#include "populate/stale.h"
#include "populate/toy.h"
#include "relation/input_hash.h"

namespace doppel {
namespace {

constexpr std::int64_t kSubjects = 100'000;
constexpr std::int64_t kSettings = 10;
constexpr std::int64_t kMeasurements = kSubjects * kSettings;

class StalePlans : public toy::Laboratory {
 protected:
  // Statistics are those of empty tables until somebody analyses them.
  StalePlans() {
    for (const char* table : {"toy.subject", "toy.setting", "toy.measurement", "provenance.change"})
      execute(std::string("alter table ") + table + " set (autovacuum_enabled = off)");
    execute("analyze");
    toy::add_runs(connection(), "toy.measurement", std::chrono::seconds(1));
    // Foreign keys would take most of the time, and are not the subject.
    execute("set session_replication_role = replica");
    execute("insert into toy.subject select n, n from generate_series(1, " + std::to_string(kSubjects) +
            ") n");
    execute("insert into toy.setting select 'setting ' || n, n from generate_series(1, " +
            std::to_string(kSettings) + ") n");
    execute(
        "insert into toy.measurement (subject, setting, value, _run_id, _input_hash)\n"
        "select p1.subject, p2.setting, 0, (select max(run_id) from provenance.run), " +
        relation::input_hash_expression(toy::measurement()) + "\nfrom toy.subject p1, toy.setting p2");
    execute("set session_replication_role = origin");
  }
  void change_one_percent() { execute("update toy.subject set weight = -1 where subject % 100 = 0"); }

  std::int64_t rows_read() {
    execute("select pg_stat_force_next_flush()");
    execute("select pg_stat_clear_snapshot()");
    return connection()
        .execute(
            "select (sum(seq_tup_read) + sum(coalesce(idx_tup_fetch, 0)))::bigint from pg_stat_user_tables\n"
            "where relid in ('toy.subject'::regclass, 'toy.setting'::regclass, 'toy.measurement'::regclass)")
        .integer(0, 0);
  }
  // Looks for stale measurements; each row of the three tables is read once, if it is read at all.
  std::vector<populate::StaleRow> stale_in_one_pass() {
    const auto before = rows_read();
    auto rows = populate::stale_rows(connection(), toy::schema(), {&toy::measurement().table()});
    const auto read = rows_read() - before;
    EXPECT_GE(read, kMeasurements);  // else it is not counted at all
    EXPECT_LE(read, kMeasurements + kSubjects + kSettings + n_changed_);
    return rows;
  }
  void expect_one_percent() {
    change_one_percent();
    n_changed_ = kSubjects / 100;  // rows that an update left behind may be looked at too
    const auto rows = stale_in_one_pass();
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(kMeasurements / 100));
    EXPECT_EQ(rows.front().key, R"({"setting": "setting 1", "subject": 100})");
    EXPECT_EQ(rows.front().detail, "toy.subject subject=100, weight: 100 -> -1");
  }

 private:
  std::int64_t n_changed_ = 0;
};

TEST_F(StalePlans, EachTableIsReadOnceBeforeStatisticsAreGathered) {
  EXPECT_TRUE(stale_in_one_pass().empty());
  expect_one_percent();
}

TEST_F(StalePlans, EachTableIsReadOnceAfterwards) {
  execute("vacuum analyze toy.subject, toy.setting, toy.measurement, provenance.run");
  EXPECT_TRUE(stale_in_one_pass().empty());
  expect_one_percent();
}

}  // namespace
}  // namespace doppel
