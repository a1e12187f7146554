// Values to PostgreSQL's text and back.
#include "relation/value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "util/error.h"

namespace doppel::relation {
namespace {

void expect_round_trip(const Value& value, Type type, const std::string& text) {
  EXPECT_EQ(to_text(value, type), text);
  EXPECT_EQ(from_text(text, type), value) << text;
}

TEST(Value, RoundTripsInPostgresqlsSpelling) {
  expect_round_trip(true, Type::boolean, "t");
  expect_round_trip(std::int64_t{-32768}, Type::smallint, "-32768");
  expect_round_trip(std::int64_t{2147483647}, Type::integer, "2147483647");
  expect_round_trip(std::numeric_limits<std::int64_t>::min(), Type::bigint, "-9223372036854775808");
  expect_round_trip(0.1, Type::double_precision, "0.1");
  expect_round_trip(std::string("a\nb"), Type::text, "a\nb");
  expect_round_trip(std::vector<std::int64_t>{1, -2}, Type::integer_array, "{1,-2}");
  expect_round_trip(std::vector<float>{0.1F, 1e-20F}, Type::real_array, "{0.1,1e-20}");
  expect_round_trip(std::vector<double>{1.0 / 3}, Type::double_array, "{0.3333333333333333}");
  expect_round_trip(std::vector<std::string>{}, Type::text_array, "{}");
}

TEST(Value, RealsKeepTheDigitsOfTheirOwnWidth) {
  EXPECT_EQ(to_text(double{0.1F}, Type::real), "0.1");
  EXPECT_EQ(from_text("0.1", Type::real), Value(double{0.1F}));
  EXPECT_EQ(to_text(double{0.1F}, Type::double_precision), "0.10000000149011612");
}

TEST(Value, InfinityAndNanAreSpelledOut) {
  EXPECT_EQ(to_text(std::numeric_limits<double>::infinity(), Type::real), "Infinity");
  EXPECT_EQ(to_text(std::vector<float>{-std::numeric_limits<float>::infinity()}, Type::real_array),
            "{-Infinity}");
  EXPECT_EQ(to_text(std::nan(""), Type::double_precision), "NaN");
  EXPECT_TRUE(std::isnan(std::get<double>(from_text("NaN", Type::real))));
  EXPECT_EQ(std::get<double>(from_text("-Infinity", Type::double_precision)),
            -std::numeric_limits<double>::infinity());
}

TEST(Value, TextArraysSurviveTheirOwnPunctuation) {
  const std::vector<std::string> awkward{"", "a,b", "{}", "\"", "\\", "NULL", " x ", "ü"};
  EXPECT_EQ(from_text(to_text(awkward, Type::text_array), Type::text_array), Value(awkward));
}

TEST(Value, ReadsArraysAsTheServerSendsThem) {
  EXPECT_EQ(from_text(R"({plain,"with space","q\"b\\s"})", Type::text_array),
            Value(std::vector<std::string>{"plain", "with space", R"(q"b\s)"}));
}

TEST(Value, RefusesWhatDoesNotFit) {
  EXPECT_THROW(to_text(std::int64_t{32768}, Type::smallint), Error);
  EXPECT_THROW(to_text(std::vector<std::int64_t>{1LL << 31}, Type::integer_array), Error);
  EXPECT_THROW(to_text(std::string("1"), Type::integer), Error);
  EXPECT_THROW(to_text(Value{}, Type::text), Error);
  EXPECT_THROW(to_text(std::string("a\0b", 3), Type::text), Error);
}

TEST(Value, RefusesTextOfAnotherType) {
  for (const char* text : {"", "1x", " 1", "0x10", "2147483648"})
    EXPECT_THROW(from_text(text, Type::integer), Error) << text;
  for (const char* text : {"", "1,2", "{1", "{1,,2}", "{1,}", "{{1},{2}}", "{NULL}", "{\"1}"}) {
    EXPECT_THROW(from_text(text, Type::integer_array), Error) << text;
  }
  EXPECT_THROW(from_text("{a,NULL}", Type::text_array), Error);
  EXPECT_THROW(from_text("yes", Type::boolean), Error);
}

TEST(Value, CopyFieldsEscapeWhatCopyWouldRead) {
  std::string line = "before\t";
  append_copy_field(line, std::string("a\tb\nc\\N\r"), Type::text);
  EXPECT_EQ(line, "before\ta\\tb\\nc\\\\N\\r");
  line.clear();
  append_copy_field(line, Value{}, Type::text);
  EXPECT_EQ(line, "\\N");
  line.clear();
  append_copy_field(line, std::vector<std::string>{"\""}, Type::text_array);
  EXPECT_EQ(line, R"({"\\""})");
}

}  // namespace
}  // namespace doppel::relation
