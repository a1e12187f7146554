#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "db/migrator.h"
#include "db/rows.h"
#include "relation/ddl.h"
#include "relation/enqueue_ddl.h"
#include "relation/integrity.h"
#include "relation/result_guard.h"
#include "support/database.h"

namespace doppel {
namespace {

using db::Connection;
using relation::Key;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;
using test::TestDatabase;

struct Scan {
  Key key;
  std::string remark;
  std::optional<double> depth;
};
struct Score {
  Key key;
  double value = 0;
};

const relation::Table& scan() {
  static const auto table = TableBuilder<Scan>("twin.scan", Tier::manual, "A scan; see twin.score")
                                .key("animal_id", Type::integer, "Number of the animal")
                                .column("remark", &Scan::remark, "", "A remark")
                                .column("depth", &Scan::depth, "um", "Depth below the pia")
                                .check("depth_positive", "depth > 0")
                                .unique({"remark"})
                                .build();
  return table.table();
}

const relation::Table& score() {
  static const auto table = TableBuilder<Score>("twin.score", Tier::computed, "Score of a scan")
                                .parent(scan())
                                .column("value", &Score::value, "", "The score")
                                .build();
  return table.table();
}

relation::Schema definitions() { return {{&scan(), &score()}}; }

class Drift : public testing::Test {
 protected:
  // As a migration would: the framework's first, then the definitions' DDL.
  Drift() {
    test::migrate_framework(connection);
    run(relation::create_table(scan()));
    run(relation::create_table(score()));
    run(relation::create_reader_view(scan()));
    run(relation::create_reader_view(score()));
    run(relation::create_job_table(score()));
    run(relation::create_integrity(definitions(), scan()) +
        relation::create_integrity(definitions(), score()));
    run(relation::create_enqueue_triggers(definitions(), score()));
    run(relation::create_queue(definitions(), score()));
    for (const auto& row : relation::lineage(definitions())) {
      connection.execute("insert into twin.\"~lineage\" values ($1, $2, $3)",
                         {row.table_name, row.attribute_name, row.lineage});
    }
  }

  void run(const std::string& sql) { connection.execute(sql); }
  std::vector<std::string> drift() { return db::drift(connection, definitions()); }
  // The one difference after `sql`.
  std::string drift_after(const std::string& sql) {
    run(sql);
    std::string all;
    for (const std::string& line : drift()) all += (all.empty() ? "" : "\n") + line;
    return all;
  }

  TestDatabase database;
  Connection connection = database.connect();
};

TEST_F(Drift, IsNoneRightAfterMigratingAndLeavesNoTrace) {
  EXPECT_EQ(drift(), std::vector<std::string>{});
  EXPECT_EQ(connection.execute("select count(*) from pg_namespace where nspname like 'doppel_drift%'")
                .integer(0, 0),
            0);
}

TEST_F(Drift, TellsAMissingTable) {
  EXPECT_EQ(drift_after("drop table twin.score cascade"), "public.score is missing\ntwin.score is missing");
}

TEST_F(Drift, TellsAMissingJobTable) {
  EXPECT_EQ(drift_after("drop table job.score"), "job.score is missing");
}

TEST_F(Drift, TellsATableInNoDefinition) {
  EXPECT_EQ(drift_after("create table twin.stray (x int)"), "twin.stray is in no definition");
}

TEST_F(Drift, TellsTheJobTableOfADroppedDefinition) {
  run("create table job.old (epoch bigint, not_before timestamptz)");
  EXPECT_EQ(drift_after("create table job.other (x int)"), "job.old is in no definition");
}

TEST_F(Drift, TellsColumns) {
  EXPECT_EQ(drift_after("alter table twin.scan add nose int"),
            "twin.scan: column nose is not in the definition: integer");
  run("alter table twin.scan drop nose");
  EXPECT_EQ(
      drift_after("alter table job.score alter deaths drop default, alter deaths type smallint"),
      "job.score: column deaths is: smallint not null; the definition says: integer not null default 0");
}

TEST_F(Drift, TellsNullability) {
  EXPECT_EQ(drift_after("alter table twin.scan alter remark drop not null"),
            "twin.scan: column remark is: text; the definition says: text not null");
}

TEST_F(Drift, TellsDefaults) {
  EXPECT_EQ(
      drift_after("alter table twin.scan alter remark set default 'x'"),
      "twin.scan: column remark is: text not null default 'x'::text; the definition says: text not null");
}

TEST_F(Drift, TellsAMissingColumnWithItsComment) {
  run("drop table job.score; drop table twin.score cascade; drop table twin.scan cascade;");
  const std::string ddl = relation::create_table(scan());
  EXPECT_NE(drift_after(ddl + "alter table twin.scan drop depth cascade;" + relation::create_table(score()) +
                        relation::create_job_table(score()))
                .find("twin.scan: column depth is missing: double precision"),
            std::string::npos);
}

TEST_F(Drift, TellsARowHashThatCoversSomethingElse) {
  const std::string difference = drift_after(
      "alter table twin.score drop _row_hash; alter table twin.score add _row_hash text not null generated "
      "always as "
      "(encode(sha256(provenance.field(animal_id)), 'hex')) stored; comment on column twin.score._row_hash "
      "is "
      "'SHA-256 over the key, the columns and _input_hash'");
  EXPECT_TRUE(difference.starts_with("twin.score: column _row_hash is: text not null generated always as"))
      << difference;
}

TEST_F(Drift, TellsConstraints) {
  EXPECT_EQ(drift_after("alter table twin.scan drop constraint scan_depth_positive"),
            "twin.scan: constraint scan_depth_positive is missing: CHECK ((depth > (0)::double precision))");
  EXPECT_EQ(drift_after("alter table twin.scan add constraint scan_depth_positive check (depth > 1)"),
            "twin.scan: constraint scan_depth_positive is: CHECK ((depth > (1)::double precision)); the "
            "definition says: "
            "CHECK ((depth > (0)::double precision))");
}

TEST_F(Drift, TellsForeignKeys) {
  run("alter table twin.score drop constraint score_scan_fkey");
  const std::string difference = drift_after(
      "alter table twin.score add constraint score_scan_fkey foreign key (animal_id) references twin.scan on "
      "delete cascade");
  EXPECT_EQ(difference,
            "twin.score: constraint score_scan_fkey is: FOREIGN KEY (animal_id) REFERENCES "
            "twin.scan(animal_id) ON DELETE "
            "CASCADE; the definition says: FOREIGN KEY (animal_id) REFERENCES twin.scan(animal_id) ON DELETE "
            "RESTRICT");
}

TEST_F(Drift, TellsPrimaryAndUniqueKeys) {
  EXPECT_EQ(drift_after("alter table twin.scan drop constraint scan_remark_key"),
            "twin.scan: constraint scan_remark_key is missing: UNIQUE (remark)");
}

TEST_F(Drift, TellsIndexes) {
  EXPECT_EQ(drift_after("create index stray_idx on twin.scan (depth)"),
            "twin.scan: index stray_idx is not in the definition: CREATE INDEX stray_idx ON twin.scan USING "
            "btree (depth)");
  run("drop index twin.stray_idx");
  EXPECT_NE(
      drift_after("drop index job.score_pending_idx").find("job.score: index score_pending_idx is missing"),
      std::string::npos);
}

TEST_F(Drift, TellsTriggersThatQueueKeys) {
  EXPECT_EQ(drift_after("alter table twin.scan disable trigger enqueue_score")
                .find("twin.scan: trigger enqueue_score is: "),
            0u);
  run("alter table twin.scan enable trigger enqueue_score");
  run("create or replace function job.enqueue_score_from_scan() returns trigger language plpgsql as "
      "'begin return null; end'");
  ASSERT_EQ(drift().size(), 1u);
  EXPECT_EQ(drift_after("drop trigger enqueue_score on twin.scan")
                .find("twin.scan: trigger enqueue_score is missing: "),
            0u);
  run(relation::enqueue_triggers(definitions(), score()).front().ddl.replace(0, 6, "create or replace"));
  EXPECT_EQ(drift(), std::vector<std::string>{});
  // Other people's triggers are no drift.
  EXPECT_EQ(
      drift_after("create function mark() returns trigger language plpgsql as 'begin return null; end'; "
                  "create trigger mark after insert on twin.scan execute function mark()"),
      "");
}

TEST_F(Drift, TellsFunctionsOfTheQueueThatAreMissingChangedOrForged) {
  EXPECT_EQ(drift_after("drop function job.release_score(bigint, integer[])"),
            "function job.release_score(bigint, integer[]) is missing");
  run(relation::ddl_of(relation::queue_functions(definitions(), score())));
  EXPECT_EQ(drift_after("alter function job.beat(bigint, bigint) security invoker"),
            "function job.beat(bigint, bigint) is not as the definitions have it");
  run(relation::ddl_of(relation::worker_functions()));
  EXPECT_EQ(drift_after("create function job.claim_score(text) returns void language sql as ''"),
            "function job.claim_score(text) is in no definition");
}

TEST_F(Drift, TellsGuardsThatAreMissingChangedOrForged) {
  EXPECT_EQ(
      drift_after("alter table twin.score disable trigger accept").find("twin.score: trigger accept is: "),
      0u);
  run("alter table twin.score enable trigger accept");
  EXPECT_EQ(drift_after("create or replace function job.accept_score() returns trigger language plpgsql as "
                        "'begin return null; end'"),
            "function job.accept_score() is not as the definitions have it");
  run(relation::ddl_of(relation::guard_functions(definitions(), score())));
  EXPECT_EQ(drift_after("drop trigger accept on twin.score").find("twin.score: trigger accept is missing: "),
            0u);
}

TEST_F(Drift, TellsComments) {
  EXPECT_EQ(drift_after("comment on column twin.scan.depth is '[mm] Depth below the pia'"),
            "twin.scan: comment of column depth is: [mm] Depth below the pia; the definition says: [um] "
            "Depth below the pia");
  run("comment on column twin.scan.depth is '[um] Depth below the pia'");
  // A comment that names a table of the definitions comes out as it is.
  EXPECT_EQ(drift_after("comment on table twin.scan is null"),
            "twin.scan: comment is missing: A scan; see twin.score");
}

TEST_F(Drift, TellsLineage) {
  EXPECT_EQ(
      drift_after("update twin.\"~lineage\" set lineage = 'twin.score.animal_id' where table_name = 'score'"),
      "twin.\"~lineage\": score.animal_id comes from twin.score.animal_id; the definition says "
      "twin.scan.animal_id");
  run("update twin.\"~lineage\" set lineage = 'twin.scan.animal_id' where table_name = 'score'");
  EXPECT_EQ(drift_after("insert into twin.\"~lineage\" values ('scan', 'nose', 'twin.scan.nose')"),
            "twin.\"~lineage\": scan.nose is not in the definitions");
  EXPECT_EQ(drift_after("drop table twin.\"~lineage\""), "twin.\"~lineage\" is missing");
}

TEST_F(Drift, TellsAViewInATablesPlace) {
  run("drop table job.score; alter table twin.score rename to hidden; alter table twin.hidden set schema "
      "public");
  const std::string difference = drift_after("create view twin.score as select * from public.hidden");
  EXPECT_NE(difference.find("twin.score: table is: relation of kind v; the definition says: table"),
            std::string::npos)
      << difference;
}

}  // namespace
}  // namespace doppel
