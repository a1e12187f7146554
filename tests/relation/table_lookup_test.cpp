// Looking tables up.
#include "relation/table.h"

#include <gtest/gtest.h>

#include "relation/small_schema.h"
#include "util/error.h"

namespace doppel::relation {
namespace {

class TableLookup : public ::testing::Test {
 protected:
  const Table mouse = small::mouse(), session = small::session(), cell = small::cell(),
              spike = small::spike();
  const Schema schema{{&mouse, &session, &cell, &spike}};
};

TEST_F(TableLookup, IsFoundByNameOrQualifiedName) {
  EXPECT_EQ(schema.find("cell"), &cell);
  EXPECT_EQ(&schema.at("twin.cell"), &cell);
  EXPECT_EQ(schema.find("cells"), nullptr);
}

TEST_F(TableLookup, AnUnknownNameIsAnsweredWithNearOnes) {
  try {
    (void)schema.at("twin.sessions");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::usage);
    EXPECT_NE(error.mend().find("session"), std::string::npos);
    EXPECT_EQ(error.mend().find("mouse"), std::string::npos);
  }
}

TEST_F(TableLookup, ColumnsAreFoundInKeyAndRest) {
  EXPECT_EQ(spike.find("mouse")->type, Type::integer);
  EXPECT_EQ(spike.find("time")->unit, "ms");
  EXPECT_EQ(spike.find("weight"), nullptr);
  EXPECT_EQ(spike.key_names(), (std::vector<std::string>{"mouse", "session", "method", "spike"}));
}

TEST_F(TableLookup, PartsBelongToTheirMaster) {
  EXPECT_EQ(schema.parts_of(cell), (std::vector<const Table*>{&spike}));
  EXPECT_TRUE(schema.parts_of(session).empty());
  EXPECT_EQ(schema.computed(), (std::vector<const Table*>{&cell}));
}

}  // namespace
}  // namespace doppel::relation
