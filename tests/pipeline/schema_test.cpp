// The definitions in schema/ against the migrations, and against one another.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "db/migrator.h"
#include "schema/tables.h"
#include "tests/support/database.h"

namespace doppel {
namespace {

TEST(Schema, AMigratedDatabaseEqualsItsDefinitions) {
  const test::MigratedDatabase database;
  auto connection = database.connect();
  EXPECT_EQ(db::drift(connection, schema::tables()), std::vector<std::string>{});
}

TEST(Schema, AForeignColumnIsDrift) {
  const test::MigratedDatabase database;
  auto connection = database.connect();
  connection.execute("alter table twin.optimal_gabor add column colour text");
  EXPECT_FALSE(db::drift(connection, schema::tables()).empty());
}

// A natural join goes by equal names, so a secondary column's name must belong to one table, save where a
// truth stands beside what is recovered from it, and the curves of two experiments.
TEST(Schema, NaturalJoinsMeanKeysOnly) {
  const std::set<std::string> shared{"responses"};
  std::map<std::string, std::string> owner;
  for (const auto* table : schema::tables().tables) {
    if (table->name == "ground_truth") continue;
    for (const auto& column : table->columns) {
      const bool foreign_key = std::ranges::any_of(table->parents, [&](const auto& parent) {
        return std::ranges::find(parent.columns, column.name) != parent.columns.end();
      });
      if (foreign_key || shared.contains(column.name)) continue;
      const auto [place, is_new] = owner.emplace(column.name, table->name);
      EXPECT_TRUE(is_new) << column.name << " is in " << place->second << " and in " << table->name;
    }
  }
}

TEST(Schema, EveryColumnTellsWhatItIs) {
  for (const auto* table : schema::tables().tables) {
    EXPECT_FALSE(table->comment.empty()) << table->name;
    for (const auto* columns : {&table->key, &table->columns}) {
      for (const auto& column : *columns)
        EXPECT_FALSE(column.comment.empty()) << table->name << "." << column.name;
    }
  }
}

}  // namespace
}  // namespace doppel
