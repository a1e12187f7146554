// _row_hash in the database: what it covers, and that nothing else sways it.
#include <cstring>

#include "populate/toy.h"
#include "relation/ddl.h"
#include "util/sha256.h"

namespace doppel {
namespace {

// One column of every type.
relation::Table everything() {
  using relation::Type;
  relation::Table table;
  table.schema = "toy";
  table.name = "everything";
  table.tier = relation::Tier::manual;
  table.comment = "One column of every type";
  table.key.push_back({"id", Type::integer, "", "number", false, ""});
  int n = 0;
  for (const Type type : {Type::boolean, Type::smallint, Type::integer, Type::bigint, Type::real,
                          Type::double_precision, Type::text, Type::timestamptz, Type::smallint_array,
                          Type::integer_array, Type::real_array, Type::double_array, Type::text_array}) {
    table.columns.push_back({"c" + std::to_string(n++), type, "", "a value", true, ""});
  }
  return table;
}

class RowHash : public toy::Laboratory {
 protected:
  RowHash() {
    execute(relation::create_table(everything()));
    execute(
        "insert into toy.everything values (1, true, 2, 3, 4, 0.1, 1.0 / 3, 'grüße \\ ''x''', "
        "'2026-03-04 05:06:07.891+01', '{1,2}', '{3,null}', '{0.1,1e-20}', '{0.2}', '{\"ä b\",null,\"\"}'), "
        "(2, null, null, null, null, null, null, null, null, null, null, null, null, null)");
  }
  std::string hash(int id) const {
    return text("select _row_hash from toy.everything where id = " + std::to_string(id));
  }
};

// Independent of the SQL: the bytes put together by hand from the documented format.
class Canonical {
 public:
  Canonical& null() { return byte(0); }
  Canonical& int4(std::uint32_t value) { return byte(1).word(4).word(value); }
  Canonical& real(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return int4(bits);
  }
  Canonical& text(const std::string& value) {
    byte(1).word(static_cast<std::uint32_t>(value.size()));
    bytes_ += value;
    return *this;
  }
  std::string sha256() const { return sha256_hex(bytes_); }

 private:
  Canonical& byte(char value) {
    bytes_.push_back(value);
    return *this;
  }
  Canonical& word(std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes_.push_back(static_cast<char>(value >> shift & 0xff));
    return *this;
  }
  std::string bytes_;
};

TEST_F(RowHash, IsTheDocumentedOne) {
  execute("insert into toy.subject (subject, weight) values (258, 0.1)");
  EXPECT_EQ(text("select _row_hash from toy.subject"), Canonical().int4(258).real(0.1F).sha256());
  execute("insert into toy.setting (setting, gain) values ('f\\ü', 2)");
  EXPECT_EQ(text("select _row_hash from toy.setting"), Canonical().text("f\\ü").real(2).sha256());
  Canonical nulls;
  nulls.int4(2);
  for (int i = 0; i < 13; ++i) nulls.null();
  EXPECT_EQ(hash(2), nulls.sha256());
}

TEST_F(RowHash, NoSessionSettingSwaysIt) {
  const std::string before = hash(1);
  for (const char* setting : {"datestyle = 'German'", "extra_float_digits = -10", "timezone = 'Asia/Tokyo'",
                              "client_encoding = 'LATIN1'", "bytea_output = 'escape'",
                              "intervalstyle = 'iso_8601'", "standard_conforming_strings = off",
                              "search_path = toy, pg_catalog", "lc_monetary = 'C'", "array_nulls = off"}) {
    auto other = database.connect();
    other.execute(std::string("set ") + setting);
    other.execute("update toy.everything set id = 1 where id = 1");  // computes the hash anew
    EXPECT_EQ(hash(1), before) << setting;
    if (std::strncmp(setting, "array_nulls", 11) == 0) continue;
    const auto again = other.execute("select " + relation::row_hash_expression(everything()) +
                                     " from toy.everything where id = 1");
    EXPECT_EQ(again.text(0, 0), before) << setting;
  }
}

TEST_F(RowHash, AnUpdateOfAnyColumnChangesIt) {
  std::set<std::string> hashes{hash(1)};
  for (int column = 0; column < 13; ++column) {
    execute("update toy.everything set c" + std::to_string(column) + " = null where id = 1");
    EXPECT_TRUE(hashes.insert(hash(1)).second) << "c" << column;
  }
}

TEST_F(RowHash, CannotBeWritten) {
  EXPECT_THROW(execute("update toy.everything set _row_hash = 'mine' where id = 1"), Error);
}

TEST_F(RowHash, NeighbouringColumnsDoNotRunTogether) {
  execute(
      "create table toy.pair (a text, b text, h text generated always as "
      "(encode(sha256(provenance.field(a) || provenance.field(b)), 'hex')) stored)");
  execute("insert into toy.pair values ('ab', 'c'), ('a', 'bc'), ('abc', ''), ('abc', null), (null, 'abc')");
  EXPECT_EQ(count("(select distinct h from toy.pair) d"), 5);
}

TEST_F(RowHash, AColumnAddedLaterChangesTheRowsThatSetItAlone) {
  using relation::Type;
  relation::Table table;
  table.schema = "toy";
  table.name = "grown";
  table.comment = "A table with two columns that came later";
  table.key.push_back({"id", Type::integer, "", "number", false, ""});
  for (const char* name : {"first", "second"})
    table.columns.push_back({name, Type::text, "", "came later", true, "", true});
  execute(relation::create_table(table));
  execute("insert into toy.grown values (1, null, null), (2, 'x', null), (3, null, 'x')");
  const auto hash_of = [&](int id) {
    return text("select _row_hash from toy.grown where id = " + std::to_string(id));
  };
  EXPECT_EQ(hash_of(1), Canonical().int4(1).sha256()) << "as if the columns were not there";
  EXPECT_EQ(hash_of(2), Canonical().int4(2).text("first").text("x").sha256());
  EXPECT_EQ(hash_of(3), Canonical().int4(3).text("second").text("x").sha256());
}

}  // namespace
}  // namespace doppel
