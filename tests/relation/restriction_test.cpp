// A person's restriction becomes SQL with bound values, or an error that helps.
#include "relation/restriction.h"

#include <gtest/gtest.h>

#include "relation/small_schema.h"
#include "util/error.h"

namespace doppel::relation {
namespace {

using Texts = std::vector<std::string>;

void expect_sql(const std::string& text, const std::string& sql, const Texts& values) {
  const auto restriction = parse_restriction(small::spike(), text);
  EXPECT_EQ(restriction.sql, sql);
  EXPECT_EQ(restriction.values, values);
}

std::string error_of(const std::string& text) {
  try {
    return "accepted: " + parse_restriction(small::spike(), text).sql;
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::usage) << text;
    return std::string(error.what()) + " | " + error.mend();
  }
}

TEST(Restriction, BindsEveryValueWithItsColumnsType) {
  expect_sql("mouse = 1 and method <> 'fast' or time >= -1.5e3",
             "mouse = $1::integer and method <> $2::text or \"time\" >= $3::double precision",
             {"1", "fast", "-1.5e3"});
  expect_sql("session in (3, 4) and mouse not in (1)",
             "session in ($1::integer, $2::integer) and mouse not in ($3::integer)", {"3", "4", "1"});
  expect_sql("NOT (mouse = 1 OR mouse = 2) AND method IS NOT NULL",
             "not ((mouse = $1::integer or mouse = $2::integer)) and method is not null", {"1", "2"});
  expect_sql("method like 'f%' and method != 'it''s'", "method::text like $1::text and method <> $2::text",
             {"f%", "it's"});
}

TEST(Restriction, NumbersPlaceholdersFromWhereItIsTold) {
  EXPECT_EQ(parse_restriction(small::mouse(), "mouse = 7", 4).sql, "mouse = $4::integer");
}

TEST(Restriction, NothingOfTheTextReachesSqlUnbound) {
  expect_sql("method = '''; drop table twin.mouse; --'", "method = $1::text",
             {"'; drop table twin.mouse; --"});
  for (const char* attack : {"mouse = 1; drop table twin.mouse",
                             "mouse = 1 -- x",
                             "mouse = 1 /* x */ or mouse = 2",
                             "1 = 1",
                             "true",
                             "mouse = mouse",
                             "mouse = (select 1)",
                             "mouse = 1 union select 1",
                             "pg_sleep(10)",
                             "mouse = pg_sleep(10)",
                             "mouse in (select 1)",
                             "\"mouse\" = 1",
                             "mouse::text = '1'",
                             "_row_hash = 'x'",
                             "mouse = $1",
                             "mouse = 1)",
                             "mouse = E'\\''",
                             "mouse = '1' 'x'",
                             "twin.mouse = 1",
                             "mouse = 0x10",
                             "mouse = '1' || '2'"}) {
    EXPECT_FALSE(error_of(attack).starts_with("accepted")) << attack << " -> " << error_of(attack);
  }
}

TEST(Restriction, ErrorsNameThePlaceAndTheColumns) {
  const std::string error = error_of("mouse = 1 and animal = 2");
  EXPECT_NE(error.find("character 15"), std::string::npos) << error;
  EXPECT_NE(error.find("'animal'"), std::string::npos) << error;
  EXPECT_NE(error.find("mouse, session, method, spike, time"), std::string::npos) << error;
}

TEST(Restriction, ValuesMustBeOfTheColumnsType) {
  EXPECT_NE(error_of("mouse = 'one'").find("mouse is of type integer"), std::string::npos);
  EXPECT_NE(error_of("mouse = 1.5").find("integer"), std::string::npos);
  EXPECT_NE(error_of("mouse = 99999999999").find("integer"), std::string::npos);
}

TEST(Restriction, UnfinishedOnesAreRefused) {
  for (const char* text :
       {"", "mouse", "mouse =", "mouse in", "mouse in (", "mouse in ()", "mouse = 1 and", "(mouse = 1", "not",
        "mouse is", "mouse is not 1", "method = 'open", "method like 1", "mouse not = 1"}) {
    EXPECT_FALSE(error_of(text).starts_with("accepted")) << text;
  }
}

// spike: mouse, session, method, spike. mouse has the first alone.
void expect_key_sql(const Table& table, const std::string& text, const std::string& sql,
                    const Texts& values) {
  const Table spike = small::spike(), mouse = small::mouse();
  const auto restriction = KeyRestriction({&mouse, &spike}, text).of(table);
  EXPECT_EQ(restriction.sql, sql);
  EXPECT_EQ(restriction.values, values);
}

std::string key_error_of(const std::string& text) {
  const Table spike = small::spike(), mouse = small::mouse();
  try {
    const KeyRestriction restriction({&mouse, &spike}, text);
    return "accepted: " + restriction.of(mouse).sql;
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::usage) << text;
    return std::string(error.what()) + " | " + error.mend();
  }
}

TEST(Restriction, OfKeysIsOrdinaryWhereTheTableHasTheColumns) {
  expect_key_sql(small::spike(), "mouse = 1 and spike in (2, 3)",
                 "(mouse = $1::integer and spike in ($2::bigint, $3::bigint))", {"1", "2", "3"});
  expect_key_sql(small::mouse(), "not mouse = 1", "(not (mouse = $1::integer))", {"1"});
}

TEST(Restriction, OfKeysIsUnknownWhereTheTableLacksTheColumn) {
  expect_key_sql(small::mouse(), "mouse = 1 and session = 2",
                 "(mouse = $1::integer and null::boolean) is not false", {"1"});
  expect_key_sql(small::mouse(), "session = 2 and mouse <> 1 or not spike < 3",
                 "(null::boolean and mouse <> $1::integer or not (null::boolean)) is not false", {"1"});
  for (const char* text :
       {"session in (1, 2)", "session not in (1)", "method like 'f%'", "method not like 'f%'",
        "session is null", "session is not null", "session != 4", "spike >= 5"}) {
    expect_key_sql(small::mouse(), text, "(null::boolean) is not false", {});
  }
}

TEST(Restriction, OfKeysNumbersOnlyWhatIsBound) {
  const Table spike = small::spike(), mouse = small::mouse();
  const KeyRestriction restriction({&spike}, "session = 8 and mouse = 9");
  EXPECT_EQ(restriction.of(mouse, 5).sql, "(null::boolean and mouse = $5::integer) is not false");
  EXPECT_EQ(restriction.of(spike, 5).sql, "(session = $5::integer and mouse = $6::integer)");
}

TEST(Restriction, OfKeysKnowsWhichTablesItIsAbout) {
  const Table spike = small::spike(), mouse = small::mouse();
  const KeyRestriction restriction({&mouse, &spike}, "session = 8 or spike = 2");
  EXPECT_TRUE(restriction.names_column_of(spike));
  EXPECT_FALSE(restriction.names_column_of(mouse));
  EXPECT_FALSE(KeyRestriction().names_column_of(mouse));
}

TEST(Restriction, OfKeysTakesAllWhereThereIsNone) {
  EXPECT_TRUE(KeyRestriction().takes_all());
  EXPECT_EQ(KeyRestriction().of(small::mouse()).sql, "true");
}

TEST(Restriction, OfKeysNamesKeyColumnsAlone) {
  for (const char* text : {"weight = 1", "\"mouse\" = 1", "animal = 1", "n = 1", "time > 0"}) {
    const std::string error = key_error_of(text);
    EXPECT_TRUE(error.ends_with("columns of the tables' keys: mouse, session, method, spike")) << error;
  }
  const Table mouse = small::mouse();
  EXPECT_THROW(KeyRestriction({&mouse}, "session = 1"), Error);  // none of these has it
}

// Also where the column is one that some table lacks, so that the others alone bind its value.
TEST(Restriction, OfKeysLetsNothingReachSqlUnbound) {
  for (const char* attack :
       {"session = 'one'", "session = 1; drop table twin.mouse", "session = 1 -- x", "session = (select 1)",
        "session in (1", "session in (1, 'x')", "session = 1 union select 1", "session = session",
        "session = 1)", "method like 1", "session = $1", "session", "session not = 1", ""}) {
    EXPECT_FALSE(key_error_of(attack).starts_with("accepted")) << attack << " -> " << key_error_of(attack);
  }
  expect_key_sql(small::spike(), "method = '''; drop table twin.mouse; --'", "(method = $1::text)",
                 {"'; drop table twin.mouse; --"});
  expect_key_sql(small::mouse(), "method = '''; drop table twin.mouse; --'", "(null::boolean) is not false",
                 {});
}

TEST(Restriction, EndlessNestingIsRefusedWithoutOverflow) {
  EXPECT_NE(error_of(std::string(100000, '(')).find("nested too deeply"), std::string::npos);
}

}  // namespace
}  // namespace doppel::relation
