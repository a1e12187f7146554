// The named queries of sql/figures, which `doppel query` lists by their first line.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "tests/support/database.h"

namespace doppel {
namespace {

namespace fs = std::filesystem;

struct NamedQuery {
  std::string name, sql;
};

std::vector<NamedQuery> named_queries() {
  std::vector<NamedQuery> queries;
  for (const auto& entry : fs::directory_iterator(test::source_folder() / "sql" / "figures")) {
    std::ifstream file(entry.path());
    queries.push_back({entry.path().stem().string(), {std::istreambuf_iterator<char>(file), {}}});
  }
  return queries;
}

TEST(NamedQueries, TellWhatTheyShowInTheirFirstLine) {
  const auto queries = named_queries();
  ASSERT_GT(queries.size(), 10U);
  for (const auto& query : queries) EXPECT_TRUE(query.sql.starts_with("-- ")) << query.name;
}

// A view or column that has gone would be met by the first person who asks.
TEST(NamedQueries, RunOnADatabaseThatHoldsNothingYet) {
  const test::MigratedDatabase database;
  auto connection = database.connect();
  for (const auto& query : named_queries()) EXPECT_NO_THROW(connection.execute(query.sql)) << query.name;
}

TEST(NamedQueries, StateAnOrder) {
  for (const auto& query : named_queries())
    EXPECT_TRUE(std::regex_search(query.sql, std::regex("order by [^()]*;\\s*$"))) << query.name;
}

}  // namespace
}  // namespace doppel
