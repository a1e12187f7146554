#include "cli/scan_name.h"

#include <gtest/gtest.h>

#include "util/error.h"

namespace doppel::cli {
namespace {

TEST(ScanName, IsAnimalSessionAndScan) {
  const auto key = parse_scan("26872-17-20");
  EXPECT_EQ(key.integer("animal_id"), 26872);
  EXPECT_EQ(key.integer("session"), 17);
  EXPECT_EQ(key.integer("scan_idx"), 20);
  EXPECT_EQ(scan_name(key), "26872-17-20");
}

TEST(ScanName, AnythingElseIsAUsageErrorThatQuotesIt) {
  for (const char* text :
       {"", "1", "1-2", "1-2-", "1-2-3-4", "a-2-3", "1--2-3", "1-2-3 ", "1-2-99999999999999999999"}) {
    try {
      parse_scan(text);
      ADD_FAILURE() << "accepted '" << text << "'";
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::usage);
      EXPECT_NE(std::string(error.what()).find("'" + std::string(text) + "'"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace doppel::cli
