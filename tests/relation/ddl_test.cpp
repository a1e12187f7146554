// DDL as text. That PostgreSQL takes it and what the hashes are worth, tests/populate/row_hash_test.cpp
// shows.
#include "relation/ddl.h"

#include <gtest/gtest.h>

#include "relation/small_schema.h"
#include "util/error.h"

namespace doppel::relation {
namespace {

bool contains(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

TEST(Ddl, AManualTableInFull) {
  EXPECT_EQ(
      create_table(small::mouse()),
      "create table twin.mouse (\n"
      "  mouse integer not null,\n"
      "  weight real,\n"
      "  _row_hash text not null generated always as (encode(sha256(provenance.field(mouse) || "
      "provenance.field(weight)), 'hex')) stored,\n"
      "  constraint mouse_pkey primary key (mouse),\n"
      "  constraint mouse_heavy check (weight > 0)\n"
      ");\n"
      "comment on table twin.mouse is 'An animal; it''s alive';\n"
      "comment on column twin.mouse.mouse is 'number';\n"
      "comment on column twin.mouse.weight is '[g] body weight';\n"
      "comment on column twin.mouse._row_hash is 'SHA-256 over the key, the columns and _input_hash';\n");
}

TEST(Ddl, ComputedRowsCarryTheirRunAndInputs) {
  const std::string sql = create_table(small::cell());
  EXPECT_TRUE(contains(sql, "_run_id bigint not null,\n  _input_hash text not null,\n"));
  EXPECT_TRUE(contains(sql, "provenance.field(n) || provenance.field(_input_hash)"));
}

TEST(Ddl, DeletingAMasterTakesItsPartsAndNothingElse) {
  EXPECT_TRUE(
      contains(create_table(small::spike()),
               "constraint spike_cell_fkey foreign key (mouse, session, method) references twin.cell (mouse, "
               "session, method) on delete cascade"));
  EXPECT_TRUE(
      contains(create_table(small::cell()), "references twin.session (mouse, session) on delete restrict"));
}

TEST(Ddl, AForeignKeyThatThePrimaryKeyDoesNotLeadWithHasAnIndex) {
  const std::string sql = create_table(small::cell());
  EXPECT_TRUE(contains(sql, "create index cell_method_idx on twin.cell (method);"));
  EXPECT_FALSE(contains(sql, "cell_session_idx"));
}

TEST(Ddl, KeywordsAreQuotedAndUniqueSetsNamed) {
  const std::string sql = create_table(small::method());
  EXPECT_TRUE(contains(sql, "\"order\" smallint not null default 1"));
  EXPECT_TRUE(contains(sql, "constraint method_order_key unique (\"order\")"));
}

TEST(Ddl, IdentifiersAreQuotedWhereTheyMustBe) {
  EXPECT_EQ(quote_identifier("unit_id"), "unit_id");
  EXPECT_EQ(quote_identifier("select"), "\"select\"");
  EXPECT_EQ(quote_identifier("Mixed"), "\"Mixed\"");
  EXPECT_EQ(quote_identifier("2d"), "\"2d\"");
  EXPECT_EQ(quote_identifier("a\"; drop table x; --"), "\"a\"\"; drop table x; --\"");
  EXPECT_EQ(quote_qualified("twin.order"), "twin.\"order\"");
}

TEST(Ddl, LiteralsAreSafeWhateverTheSession) {
  EXPECT_EQ(quote_literal("it's"), "'it''s'");
  EXPECT_EQ(quote_literal("\\'; drop"), "E'\\\\''; drop'");
}

TEST(Ddl, AJobTableFollowsItsParentsAndStatesItsInvariants) {
  const std::string sql = create_job_table(small::cell());
  EXPECT_TRUE(
      contains(sql, "create table job.cell (\n  mouse integer not null,\n  session integer not null,\n"));
  EXPECT_TRUE(contains(sql, "foreign key (method) references twin.method (method) on delete cascade"));
  EXPECT_TRUE(contains(sql, "check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored'))"));
  EXPECT_TRUE(
      contains(sql,
               "create index cell_pending_idx on job.cell (priority desc, mouse, session, method) where "
               "status = 'pending';"));
}

TEST(Ddl, OnlyComputedTablesHaveJobs) { EXPECT_THROW(create_job_table(small::mouse()), Error); }

TEST(Ddl, AKeyColumnMayNotHideAJobColumn) {
  Table table = small::cell();
  table.key.push_back({"priority", Type::integer, "", "", false, ""});
  EXPECT_THROW(create_job_table(table), Error);
}

TEST(Ddl, AForeignKeyNeedsItsColumns) {
  Table table = small::cell();
  table.parents.push_back({"twin.place", {"place"}, false});
  EXPECT_THROW(create_table(table), Error);
}

TEST(Ddl, TheReadersViewLeavesOutWhatStartsWithAnUnderscore) {
  const std::string sql = create_reader_view(small::cell());
  EXPECT_TRUE(
      contains(sql, "create view public.cell as\n  select mouse, session, method, n\n  from twin.cell;"));
  EXPECT_FALSE(contains(sql, " _"));
}

TEST(Ddl, LongNamesAreCutAndStayApart) {
  Table table = small::mouse();
  table.name = std::string(50, 'm');
  table.checks = {{"a_rather_long_name_of_a_check", "true"}, {"a_rather_long_name_of_another", "true"}};
  const std::string sql = create_table(table);
  EXPECT_EQ(sql.find("a_rather_long_name_of_a_check"), std::string::npos);
  std::vector<std::string> names;
  for (auto at = sql.find("constraint "); at != std::string::npos; at = sql.find("constraint ", at + 1)) {
    names.push_back(sql.substr(at + 11, sql.find(' ', at + 11) - at - 11));
    EXPECT_LE(names.back().size(), 63u);
  }
  ASSERT_EQ(names.size(), 3u);
  EXPECT_NE(names[1], names[2]);
}

std::string lineage_of(const std::vector<LineageRow>& rows, const std::string& table,
                       const std::string& attribute) {
  for (const LineageRow& row : rows) {
    if (row.table_name == table && row.attribute_name == attribute) return row.lineage;
  }
  return "";
}

TEST(Ddl, LineageReachesTheOriginThroughAllLevels) {
  const Table mouse = small::mouse(), method = small::method(), cell = small::cell(), spike = small::spike();
  const Table session = small::with_secondary_parent(small::session());
  const auto rows = lineage(Schema{{&mouse, &method, &session, &cell, &spike}});
  EXPECT_EQ(lineage_of(rows, "spike", "mouse"), "twin.mouse.mouse");
  EXPECT_EQ(lineage_of(rows, "spike", "session"), "twin.session.session");
  EXPECT_EQ(lineage_of(rows, "spike", "method"), "twin.method.method");
  EXPECT_EQ(lineage_of(rows, "spike", "spike"), "twin.spike.spike");
  EXPECT_EQ(lineage_of(rows, "session", "method"),
            "twin.method.method");  // a foreign key outside the primary key
  EXPECT_EQ(lineage_of(rows, "mouse", "weight"), "");
  EXPECT_EQ(rows.size(), 1u + 1u + 3u + 3u + 4u);
}

TEST(Ddl, ParentsMayNotDisagreeOnAnOrigin) {
  const Table mouse = small::mouse();
  Table other = small::mouse();
  other.name = "rat";
  Table child = small::mouse();
  child.name = "child";
  child.parents = {{"twin.mouse", {"mouse"}, true}, {"twin.rat", {"mouse"}, true}};
  EXPECT_THROW(lineage(Schema{{&mouse, &other, &child}}), Error);
  EXPECT_THROW(lineage(Schema{{&child, &mouse, &other}}), Error);  // a child before its parents
}

}  // namespace
}  // namespace doppel::relation
