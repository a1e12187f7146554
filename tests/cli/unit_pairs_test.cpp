#include "cli/unit_pairs.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

class UnitPairs : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& text) {
    const auto path = folder_.path() / "units.csv";
    std::ofstream(path) << text;
    return path;
  }
  void expect_refused(const std::string& text, const std::string& part) {
    try {
      read_unit_pairs(file(text));
      ADD_FAILURE() << "accepted '" << text << "'";
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
    }
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_F(UnitPairs, AreLinesOfTwoNumbers) {
  const std::vector<std::pair<std::int64_t, std::int64_t>> expected{{1, 7}, {2, 3}};
  EXPECT_EQ(read_unit_pairs(file("1,7\n2,3\n")), expected);
  EXPECT_EQ(read_unit_pairs(file("unit_id,verification_unit_id\r\n1,7\r\n\n2,3")), expected);
}

TEST_F(UnitPairs, AnythingElseIsRefusedWithItsLine) {
  expect_refused("1,7\nunit_id,verification_unit_id\n", "line 2");
  expect_refused("1;7\n", "line 1 is '1;7'");
  expect_refused("1,7,8\n", "line 1");
  expect_refused("1,7\n2,7\n", "line 2 names a neuron");
  expect_refused("1,7\n1,8\n", "line 2 names a neuron");
  expect_refused("", "holds no pair");
}

}  // namespace
}  // namespace doppel::cli
