#include "db/rows.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <string>

#include "db/expect_error.h"
#include "support/database.h"

namespace doppel {
namespace {

using db::Connection;
using db::Transaction;
using relation::Key;
using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;
using test::error_of;
using test::TestDatabase;

// One column of every type.
struct Everything {
  Key key;
  bool flag = false;
  std::int16_t small = 0;
  std::int32_t medium = 0;
  std::int64_t large = 0;
  float single = 0;
  double twice = 0;
  std::string text;
  std::optional<std::string> remark;
  std::optional<double> maybe;
  std::vector<std::int16_t> shorts;
  std::vector<std::int32_t> integers;
  std::vector<float> reals;
  std::vector<double> doubles;
  std::vector<std::string> texts;
};

const RowTable<Everything>& everything() {
  static const auto table =
      TableBuilder<Everything>("twin.everything", Tier::manual, "One column of every type")
          .key("animal_id", Type::integer, "number")
          .key("name", Type::text, "name")
          .column("flag", &Everything::flag, "", "flag")
          .column("small", &Everything::small, "", "small")
          .column("medium", &Everything::medium, "", "medium")
          .column("large", &Everything::large, "", "large")
          .column("single", &Everything::single, "", "single")
          .column("twice", &Everything::twice, "", "twice")
          .column("text", &Everything::text, "", "text")
          .column("remark", &Everything::remark, "", "remark")
          .column("maybe", &Everything::maybe, "", "maybe")
          .column("shorts", &Everything::shorts, "", "shorts")
          .column("integers", &Everything::integers, "", "integers")
          .column("reals", &Everything::reals, "", "reals")
          .column("doubles", &Everything::doubles, "", "doubles")
          .column("texts", &Everything::texts, "", "texts")
          .build();
  return table;
}

// The table as a person would write it, so that these tests do not rest on the DDL generator.
constexpr const char* create_everything = R"(
  create schema twin;
  create table twin.everything (animal_id integer, name text, flag boolean not null, small smallint not null,
    medium integer not null, large bigint not null, single real not null, twice double precision not null,
    text text not null, remark text, maybe double precision, shorts smallint[] not null, integers integer[] not null,
    reals real[] not null, doubles double precision[] not null, texts text[] not null, primary key (animal_id, name)))";

class Rows : public testing::Test {
 protected:
  Rows() { connection.execute(create_everything); }

  void insert(const std::vector<Everything>& rows) {
    Transaction transaction(connection);
    db::insert(transaction, everything(), rows);
    transaction.commit();
  }

  TestDatabase database;
  Connection connection = database.connect();
};

Everything plain(std::int64_t animal, const std::string& name) {
  Everything row;
  row.key = Key{{"animal_id", animal}, {"name", name}};
  return row;
}

TEST_F(Rows, RoundTripEveryTypeExactly) {
  const float infinity = std::numeric_limits<float>::infinity();
  Everything row = plain(1, "back\\slash\ttab\nline\r \"quote\" 'single' \\N");
  row.flag = true;
  row.small = -32768;
  row.medium = 2147483647;
  row.large = std::numeric_limits<std::int64_t>::min();
  row.single = 0.1F;
  row.twice = 5e-324;  // the smallest denormal
  row.text = "Größe µm 鼠 \U0001F42D";
  row.remark = "";
  row.shorts = {-1, 0, 1};
  row.integers = {};
  row.reals = {1.0F / 3.0F, -infinity, infinity, std::nextafterf(1.0F, 2.0F), -0.0F};
  row.doubles = {M_PI, 1e308, std::numeric_limits<double>::quiet_NaN()};
  row.texts = {"", "NULL", "a,b", "{}", "\"", "\\", "é\n"};
  insert({row});

  Transaction transaction(connection);
  const auto rows = db::fetch(transaction, everything());
  ASSERT_EQ(rows.size(), 1u);
  const Everything& back = rows.front();
  EXPECT_EQ(back.key, row.key);
  EXPECT_EQ(back.flag, row.flag);
  EXPECT_EQ(back.small, row.small);
  EXPECT_EQ(back.medium, row.medium);
  EXPECT_EQ(back.large, row.large);
  EXPECT_EQ(back.single, row.single);
  EXPECT_EQ(back.twice, row.twice);
  EXPECT_EQ(back.text, row.text);
  EXPECT_EQ(back.remark, std::optional<std::string>(""));
  EXPECT_EQ(back.maybe, std::nullopt);
  EXPECT_EQ(back.shorts, row.shorts);
  EXPECT_EQ(back.integers, row.integers);
  EXPECT_EQ(back.reals, row.reals);
  EXPECT_TRUE(std::signbit(back.reals.back()));
  ASSERT_EQ(back.doubles.size(), 3u);
  EXPECT_EQ(back.doubles[0], M_PI);
  EXPECT_EQ(back.doubles[1], 1e308);
  EXPECT_TRUE(std::isnan(back.doubles[2]));
  EXPECT_EQ(back.texts, row.texts);
  // What PostgreSQL holds is the value, not just something that comes back.
  const db::Result held = transaction.query(
      "select length(name), texts[1], reals[1] = 1::real / 3::real, large::text, maybe is null, remark = '' "
      "from "
      "twin.everything");
  EXPECT_EQ(held.integer(0, 0), static_cast<std::int64_t>(row.key.text("name").size()));
  EXPECT_EQ(held.text(0, 1), "");
  EXPECT_TRUE(held.boolean(0, 2));
  EXPECT_EQ(held.text(0, 3), "-9223372036854775808");
  EXPECT_TRUE(held.boolean(0, 4));
  EXPECT_TRUE(held.boolean(0, 5));
}

TEST_F(Rows, ComeInKeyOrder) {
  insert({plain(2, "a"), plain(10, "a"), plain(1, "b"), plain(1, "B"), plain(1, "ä"), plain(-1, "z")});
  Transaction transaction(connection);
  const auto rows = db::fetch(transaction, everything());
  ASSERT_EQ(rows.size(), 6u);
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LT(rows[i - 1].key, rows[i].key);
}

TEST_F(Rows, MatchOneRestriction) {
  Everything marked = plain(1, "b");
  marked.maybe = 2.5;
  insert({plain(1, "a"), marked, plain(2, "a")});
  Transaction transaction(connection);
  EXPECT_EQ(db::fetch(transaction, everything(), Key{{"animal_id", std::int64_t{1}}}).size(), 2u);
  const auto by_column = db::fetch(transaction, everything(), Key{{"maybe", 2.5}});
  ASSERT_EQ(by_column.size(), 1u);
  EXPECT_EQ(by_column.front().key.text("name"), "b");
  EXPECT_EQ(db::fetch(transaction, everything(), Key{{"maybe", relation::Value{}}}).size(), 2u);
  EXPECT_TRUE(db::fetch(transaction, everything(), Key{{"name", std::string("' or true --")}}).empty());
}

TEST_F(Rows, MatchManyKeysInOneRoundTrip) {
  const std::string odd = "x\",{}\\ 'y'";
  insert({plain(1, odd), plain(2, "a"), plain(2, "b"), plain(3, "a")});
  Transaction transaction(connection);
  // A key named twice brings its row once; an absent key brings none.
  const std::vector<Key> keys{plain(3, "a").key, plain(1, odd).key, plain(1, odd).key, plain(9, "a").key};
  const auto rows = db::fetch(transaction, everything(), keys);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].key, plain(1, odd).key);
  EXPECT_EQ(rows[1].key, plain(3, "a").key);
  EXPECT_EQ(
      db::fetch(transaction, everything(), std::vector<Key>{Key{{"animal_id", std::int64_t{2}}}}).size(), 2u);
  EXPECT_TRUE(db::fetch(transaction, everything(), std::vector<Key>{}).empty());
}

TEST_F(Rows, RefuseColumnsThatAreNotInTheDefinition) {
  Transaction transaction(connection);
  const Error error = error_of([&] { db::fetch(transaction, everything(), Key{{"nose", std::int64_t{1}}}); });
  EXPECT_EQ(error.error_class(), ErrorClass::internal);
  EXPECT_NE(std::string(error.what()).find("nose"), std::string::npos);
}

TEST_F(Rows, NameTheKeyThatIsAbsent) {
  Transaction transaction(connection);
  const Error error = error_of([&] { db::fetch_one(transaction, everything(), plain(7, "none").key); });
  EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
  EXPECT_NE(std::string(error.what()).find("animal_id=7"), std::string::npos) << error.what();
}

struct Result {
  Key key;
  double score = 0;
};

const RowTable<Result>& result() {
  static const auto table = TableBuilder<Result>("twin.result", Tier::computed, "A result")
                                .key("unit_id", Type::integer, "unit")
                                .column("score", &Result::score, "", "score")
                                .build();
  return table;
}

Result result_of(std::int64_t unit) { return {Key{{"unit_id", unit}}, static_cast<double>(unit) / 7}; }

constexpr const char* create_result =
    "create table twin.result (unit_id integer primary key, score double precision not null, "
    "_run_id bigint not null, _input_hash text not null)";

TEST_F(Rows, CarryOneStampEachOrOneForAll) {
  connection.execute(create_result);
  Transaction transaction(connection);
  db::insert(transaction, result(), {result_of(1), result_of(2)}, {{7, "aa"}, {7, "bb"}});
  db::insert(transaction, result(), {result_of(3), result_of(4)}, {{8, "cc"}});
  const db::Result stamps = transaction.query(
      "select string_agg(unit_id || ':' || _run_id || _input_hash, ' ' order by unit_id) from twin.result");
  EXPECT_EQ(stamps.text(0, 0), "1:7aa 2:7bb 3:8cc 4:8cc");
  const Error error = error_of([&] {
    db::insert(transaction, result(), {result_of(5), result_of(6), result_of(7)}, {{9, "d"}, {9, "e"}});
  });
  EXPECT_EQ(error.error_class(), ErrorClass::internal);
}

TEST_F(Rows, HundredThousandTakeSeconds) {
  connection.execute(create_result);
  constexpr int count = 100'000;
  std::vector<Result> rows;
  std::vector<Key> keys;
  for (int i = 0; i < count; ++i) {
    rows.push_back(result_of(i));
    if (i % 10 == 0) keys.push_back(rows.back().key);
  }
  const auto begin = std::chrono::steady_clock::now();
  Transaction transaction(connection);
  db::insert(transaction, result(), rows, {{1, std::string(64, 'f')}});
  const auto inserted = std::chrono::steady_clock::now();
  const auto back = db::fetch(transaction, result());
  const auto fetched = std::chrono::steady_clock::now();
  const auto some = db::fetch(transaction, result(), keys);
  const auto selected = std::chrono::steady_clock::now();
  ASSERT_EQ(back.size(), rows.size());
  EXPECT_EQ(back[54'321].score, rows[54'321].score);
  EXPECT_EQ(some.size(), keys.size());
  const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
  RecordProperty("insert_s", std::to_string(seconds(begin, inserted)));
  std::printf("100,000 rows: insert %.2f s, fetch %.2f s; 10,000 by key %.2f s\n", seconds(begin, inserted),
              seconds(inserted, fetched), seconds(fetched, selected));
  EXPECT_LT(seconds(begin, selected),
            20.0);  // some 1 s on an idle machine; a row by row way would take minutes
}

TEST_F(Rows, LeaveADefaultToTheDatabase) {
  connection.execute(
      "create table twin.note (id integer primary key, made_at timestamptz not null default now())");
  relation::Table note{"twin", "note", Tier::manual, "A note", "", {}, {}, {}, {}, {}};
  note.key.push_back({"id", Type::integer, "", "", false, ""});
  note.columns.push_back({"made_at", Type::timestamptz, "", "", false, "now()"});
  Transaction transaction(connection);
  db::insert_values(transaction, note, {{std::int64_t{1}, relation::Value{}}});
  EXPECT_TRUE(transaction.query("select made_at = now() from twin.note").boolean(0, 0));
  const auto rows = db::fetch_values(transaction, note, Key());
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(std::get<std::string>(rows[0][1]).substr(0, 2), "20");  // ISO 8601
}

}  // namespace
}  // namespace doppel
