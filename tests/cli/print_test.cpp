#include "cli/print.h"

#include <gtest/gtest.h>

#include <sstream>

namespace doppel::cli {
namespace {

std::string aligned(const Cells& cells, std::size_t max_width = 60) {
  std::ostringstream out;
  print_aligned(out, cells, max_width);
  return out.str();
}

TEST(Print, NumbersGoRightAndTextLeft) {
  EXPECT_EQ(aligned({{"name", "n"}, {{"a", "5"}, {"long", "-1.5e3"}, {"null", ""}}}),
            "name       n\n"
            "----  ------\n"
            "a          5\n"
            "long  -1.5e3\n"
            "null\n");
}

TEST(Print, LongCellsAreCutAndLineBreaksFlattened) {
  EXPECT_EQ(aligned({{"x"}, {{"0123456789"}, {"a\nb"}}}, 8), "x\n--------\n01234...\na b\n");
}

TEST(Print, ACharacterOfUtf8IsOneColumn) {
  EXPECT_EQ(aligned({{"unit", "n"}, {{"µm", "1"}, {"px", "2"}}}), "unit  n\n----  -\nµm    1\npx    2\n");
  EXPECT_EQ(aligned({{"x"}, {{"µµµµµµ"}}}, 5), "x\n-----\nµµ...\n");
}

TEST(Print, CsvQuotesWhatRfc4180Says) {
  std::ostringstream out;
  print_csv(out, {{"a", "b"}, {{"plain", "x,y"}, {"say \"hi\"", "two\nlines"}, {"", "{1,2}"}}});
  EXPECT_EQ(out.str(), "a,b\nplain,\"x,y\"\n\"say \"\"hi\"\"\",\"two\nlines\"\n,\"{1,2}\"\n");
}

}  // namespace
}  // namespace doppel::cli
