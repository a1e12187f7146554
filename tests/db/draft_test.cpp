// Migrations that the program drafts: applied to the old database they leave no difference, keep the rows,
// and give the row hashes that a database made from the new definitions gives.
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "db/expect_error.h"
#include "db/migrator.h"
#include "relation/ddl.h"
#include "relation/enqueue_ddl.h"
#include "relation/integrity.h"
#include "relation/result_guard.h"
#include "support/database.h"

namespace doppel {
namespace {

using db::Connection;
using relation::Column;
using relation::Table;
using relation::Tier;
using relation::Type;

// method (lookup), scan (manual) -> score (computed, with a job table) -> score_part
struct Laboratory {
  std::vector<Table> tables;

  relation::Schema schema() const {
    relation::Schema all;
    for (const Table& table : tables) all.tables.push_back(&table);
    return all;
  }
  Table& at(const std::string& name) {
    for (Table& table : tables) {
      if (table.name == name) return table;
    }
    throw std::out_of_range(name);
  }
};

Laboratory laboratory() {
  const Column animal{"animal_id", Type::integer, "", "number", false, ""};
  const Column part{"part", Type::integer, "", "number of the part", false, ""};
  return {{{"twin",
            "method",
            Tier::lookup,
            "A method",
            "",
            {},
            {{"method", Type::text, "", "name", false, ""}},
            {},
            {},
            {}},
           {"twin",
            "scan",
            Tier::manual,
            "A scan",
            "",
            {},
            {animal},
            {{"remark", Type::text, "", "in words", false, ""},
             {"depth", Type::integer, "um", "below the pia", true, ""}},
            {{"depth_positive", "depth > 0"}},
            {{"remark"}}},
           {"twin",
            "score",
            Tier::computed,
            "Score of a scan",
            "",
            {{"twin.scan", {"animal_id"}, true}},
            {animal},
            {{"value", Type::double_precision, "", "the score", false, ""}},
            {},
            {}},
           {"twin",
            "score_part",
            Tier::part,
            "Part of a score",
            "twin.score",
            {{"twin.score", {"animal_id"}, true}},
            {animal, part},
            {{"weight", Type::real, "", "its weight", true, ""}},
            {},
            {}}}};
}

struct Change {
  const char* name;
  std::function<void(Laboratory&)> make;
};

const std::vector<Change>& changes() {
  static const std::vector<Change> all{
      {"NullableColumn",
       [](Laboratory& lab) {
         lab.at("scan").columns.push_back({"weight", Type::real, "g", "body", true, ""});
       }},
      {"ColumnWithDefault",
       [](Laboratory& lab) {
         lab.at("scan").columns.push_back({"eye", Type::text, "", "left or right", false, "'left'"});
       }},
      {"ColumnAmidTheOthers",
       [](Laboratory& lab) {
         auto& columns = lab.at("score").columns;
         columns.insert(columns.begin(), {"spread", Type::real_array, "", "of the score", true, ""});
       }},
      {"DroppedColumnAndItsCheck",
       [](Laboratory& lab) {
         lab.at("scan").columns.pop_back();
         lab.at("scan").checks.clear();
       }},
      {"WiderType", [](Laboratory& lab) { lab.at("scan").columns[1].type = Type::bigint; }},
      {"TypeOfADefault",
       [](Laboratory& lab) {
         lab.at("score_part").columns[0].type = Type::double_precision;
         lab.at("score_part").columns[0].default_sql = "1";
       }},
      {"CommentAndUnit",
       [](Laboratory& lab) {
         lab.at("scan").columns[0].comment = "it's in words";
         lab.at("score").columns[0].unit = "events";
         lab.at("score").comment = "How good a scan is";
       }},
      {"Nullable", [](Laboratory& lab) { lab.at("scan").columns[0].nullable = true; }},
      {"NotNull", [](Laboratory& lab) { lab.at("score_part").columns[0].nullable = false; }},
      {"OtherCheck",
       [](Laboratory& lab) {
         lab.at("scan").checks = {{"depth_positive", "depth >= 0"}, {"remark_told", "remark <> ''"}};
       }},
      {"NoUnique", [](Laboratory& lab) { lab.at("scan").unique.clear(); }},
      {"OtherUnique",
       [](Laboratory& lab) {
         lab.at("scan").unique = {{"remark", "depth"}};
       }},
      {"ForeignKeyOnANewColumn",
       [](Laboratory& lab) {
         lab.at("scan").columns.push_back({"method", Type::text, "", "that was used", true, ""});
         lab.at("scan").parents.push_back({"twin.method", {"method"}, false});
       }},
      {"NewTables",
       [](Laboratory& lab) {
         Table more = lab.at("score");
         more.name = "better_score";
         more.columns = {{"better", Type::double_precision, "", "a better score", false, ""}};
         lab.tables.push_back(more);
       }},
      {"DroppedTables", [](Laboratory& lab) { lab.tables.resize(2); }},
  };
  return all;
}

void create(Connection& connection, const relation::Schema& schema) {
  std::string ddl;
  for (const Table* table : schema.tables) {
    ddl += relation::create_table(*table, !schema.parts_of(*table).empty()) +
           relation::create_reader_view(*table);
    if (table->tier == Tier::computed) ddl += relation::create_job_table(*table);
  }
  for (const Table* table : schema.tables) ddl += relation::create_integrity(schema, *table);
  for (const Table* table : schema.computed()) {
    ddl += relation::create_enqueue_triggers(schema, *table) + relation::create_queue(schema, *table);
  }
  connection.execute(ddl);
  for (const auto& row : relation::lineage(schema)) {
    connection.execute("insert into twin.\"~lineage\" values ($1, $2, $3)",
                       {row.table_name, row.attribute_name, row.lineage});
  }
}

void insert_rows(Connection& connection) {
  connection.execute(
      "insert into twin.method values ('hand');"
      "insert into twin.scan values (1, 'first', 200), (2, 'second', 300);"
      "insert into twin.score (animal_id, value, _run_id, _input_hash) values (1, 0.5, 7, 'abc');"
      "delete from job.score where animal_id = 1;"  // the triggers have queued both scans
      "insert into twin.score_part (animal_id, part, weight, _run_id, _input_hash) values (1, 1, 0.25, 7, "
      "'abc')");
}

class Draft : public testing::Test {
 protected:
  Draft() { test::migrate_framework(connection); }

  // Applied in one transaction, as a migration is.
  std::string migrate_to(const Laboratory& lab) {
    const std::string sql = db::draft(connection, lab.schema());
    db::Transaction transaction(connection);
    transaction.query(sql);
    transaction.commit();
    return sql;
  }

  std::vector<std::string> drift(const Laboratory& lab) { return db::drift(connection, lab.schema()); }

  std::int64_t count(const std::string& table) {
    return connection.execute("select count(*) from " + table).integer(0, 0);
  }

  // The generated hash against the definition's expression over the row as it now is.
  void expect_hashes_of(const Laboratory& lab) {
    for (const Table& table : lab.tables) {
      const auto wrong =
          connection.execute("select count(*) from " + table.qualified() + " where _row_hash <> " +
                             relation::row_hash_expression(table, !lab.schema().parts_of(table).empty()));
      EXPECT_EQ(wrong.integer(0, 0), 0) << table.name;
    }
  }

  test::TestDatabase database;
  Connection connection = database.connect();
};

TEST_F(Draft, EachChangeForthAndBackLeavesNoDifference) {
  const Laboratory before = laboratory();
  create(connection, before.schema());
  insert_rows(connection);
  ASSERT_EQ(drift(before), std::vector<std::string>{});
  for (const Change& change : changes()) {
    SCOPED_TRACE(change.name);
    Laboratory after = laboratory();
    change.make(after);
    ASSERT_NE(drift(after), std::vector<std::string>{});
    for (const Laboratory& target : {after, before}) {
      const std::string sql = migrate_to(target);
      EXPECT_EQ(drift(target), std::vector<std::string>{}) << sql;
      EXPECT_EQ(count("twin.scan"), 2) << sql;
      expect_hashes_of(target);
    }
  }
}

// Changes that do not speak of one column or table twice.
TEST_F(Draft, SeveralChangesAtOnceLeaveNoDifference) {
  const unsigned seed = 20261124;
  std::mt19937 random(seed);
  Laboratory lab = laboratory();
  create(connection, lab.schema());
  insert_rows(connection);
  for (int round = 0; round < 6; ++round) {
    lab = laboratory();
    std::string made;
    for (const Change& change : changes()) {
      const std::string name = change.name;
      if (name == "DroppedTables" || name == "DroppedColumnAndItsCheck" || random() % 2 == 0) continue;
      change.make(lab);
      made += name + " ";
    }
    const std::string sql = migrate_to(lab);
    EXPECT_EQ(drift(lab), std::vector<std::string>{})
        << "seed " << seed << ", round " << round << ": " << made << sql;
    EXPECT_EQ(count("twin.scan"), 2);
    EXPECT_EQ(count("job.score"), 1);
    expect_hashes_of(lab);
  }
}

TEST_F(Draft, OfNoDifferenceIsEmpty) {
  create(connection, laboratory().schema());
  EXPECT_EQ(db::draft(connection, laboratory().schema()), "");
}

TEST_F(Draft, RefusesToChangeAPrimaryKey) {
  create(connection, laboratory().schema());
  Laboratory after = laboratory();
  after.at("method").key.push_back({"version", Type::integer, "", "of the method", false, ""});
  const Error error = test::error_of([&] { db::draft(connection, after.schema()); });
  EXPECT_NE(std::string(error.what())
                .find("twin.method: PRIMARY KEY (method) would become PRIMARY KEY "
                      "(method, version)"),
            std::string::npos)
      << error.what();
  EXPECT_FALSE(error.mend().empty());
  Laboratory wider = laboratory();
  wider.at("method").key[0].type = Type::integer;
  EXPECT_EQ(test::error_of([&] { db::draft(connection, wider.schema()); }).error_class(), ErrorClass::usage);
}

TEST_F(Draft, LeavesAPlaceToFillANewColumnThatMayNotBeNull) {
  create(connection, laboratory().schema());
  insert_rows(connection);
  Laboratory after = laboratory();
  after.at("scan").columns.push_back({"eye", Type::text, "", "left or right", false, ""});
  std::string sql = db::draft(connection, after.schema());
  EXPECT_THROW(connection.execute(sql), Error);  // as drafted: the rows have no value
  const std::string place = "-- update twin.scan set eye = ...;";
  const auto at = sql.find(place);
  ASSERT_NE(at, std::string::npos) << sql;
  sql.replace(at, place.size(), "update twin.scan set eye = 'left';");
  connection.execute(sql);
  EXPECT_EQ(drift(after), std::vector<std::string>{});
  expect_hashes_of(after);
}

TEST_F(Draft, TellsWhatItRewritesAndMakesStaleAndWhatItDrops) {
  create(connection, laboratory().schema());
  Laboratory after = laboratory();
  after.at("scan").columns.erase(after.at("scan").columns.begin() + 1);
  after.at("scan").checks.clear();
  const std::string sql = db::draft(connection, after.schema());
  EXPECT_NE(sql.find("-- drops the values of twin.scan.depth"), std::string::npos) << sql;
  EXPECT_NE(sql.find("-- rewrites twin.scan: _row_hash"), std::string::npos) << sql;
  EXPECT_NE(sql.find("-- makes stale what is there of twin.score\n"), std::string::npos) << sql;
}

TEST_F(Draft, BringsBackViewsThatStoodInTheWay) {
  create(connection, laboratory().schema());
  insert_rows(connection);
  connection.execute(
      "create view provenance.hashes as select _row_hash from twin.scan; create schema report;"
      "comment on view provenance.hashes is 'of scans';"
      "create view provenance.n_hashes as select count(*) from provenance.hashes;"
      "create view report.depths as select depth from twin.scan");
  Laboratory after = laboratory();
  after.at("scan").columns[1].type = Type::bigint;
  migrate_to(after);
  EXPECT_EQ(drift(after), std::vector<std::string>{});
  EXPECT_EQ(connection.execute("select * from provenance.n_hashes").integer(0, 0), 2);
  EXPECT_EQ(connection.execute("select obj_description('provenance.hashes'::regclass)").text(0, 0),
            "of scans");
  EXPECT_TRUE(connection.execute("select to_regclass('report.depths') is null").boolean(0, 0));  // of sql/
}

TEST_F(Draft, NamesOtherPeoplesViewsInsteadOfDroppingThem) {
  create(connection, laboratory().schema());
  connection.execute("create schema anna; create view anna.depths as select depth from twin.scan");
  Laboratory after = laboratory();
  after.at("scan").columns[1].type = Type::bigint;
  const std::string sql = db::draft(connection, after.schema());
  EXPECT_NE(sql.find("-- the view anna.depths reads what changes here"), std::string::npos) << sql;
  EXPECT_EQ(sql.find("drop view anna"), std::string::npos) << sql;
}

TEST_F(Draft, AJobTableFollowsANewParent) {
  create(connection, laboratory().schema());
  Laboratory after = laboratory();
  const Table day{"twin",
                  "day",
                  Tier::manual,
                  "A day",
                  "",
                  {{"twin.scan", {"animal_id"}, true}},
                  after.at("scan").key,
                  {},
                  {},
                  {}};
  after.tables.insert(after.tables.begin() + 2, day);
  after.at("score").parents.push_back({"twin.day", {"animal_id"}, true});
  const std::string sql = migrate_to(after);
  EXPECT_EQ(drift(after), std::vector<std::string>{}) << sql;
  EXPECT_NE(sql.find("alter table job.score\n  add constraint score_day_fkey"), std::string::npos) << sql;
}

TEST_F(Draft, MendsTablesThatSomebodyChangedByHand) {
  const Laboratory lab = laboratory();
  create(connection, lab.schema());
  insert_rows(connection);
  connection.execute(
      "alter table job.score reset (autovacuum_vacuum_scale_factor), alter deaths type smallint, add nose "
      "int;"
      "drop index job.score_pending_idx; create index stray_idx on twin.scan (depth);"
      "alter table twin.score drop constraint score_scan_fkey;"
      "comment on view public.scan is 'mine'; comment on column public.scan.depth is null;"
      "delete from twin.\"~lineage\" where table_name = 'score';"
      "update twin.\"~lineage\" set lineage = 'elsewhere' where table_name = 'scan';"
      "create table twin.stray (x int)");
  migrate_to(lab);
  EXPECT_EQ(drift(lab), std::vector<std::string>{});
  EXPECT_EQ(count("job.score"), 1);
}

}  // namespace
}  // namespace doppel
