#include "relation/key_source.h"

#include <gtest/gtest.h>

#include "relation/small_schema.h"

namespace doppel::relation {
namespace {

class KeySource : public testing::Test {
 protected:
  std::vector<std::string> of(const Table& table) const {
    std::vector<std::string> names;
    for (const Parent* parent : key_source(schema, table)) names.push_back(parent->table);
    return names;
  }

  Table mouse = small::mouse(), method = small::method(), session = small::session(), cell = small::cell();
  Schema schema{{&mouse, &method, &session, &cell}};
  using Names = std::vector<std::string>;
};

TEST_F(KeySource, IsTheParentsOfTheKey) { EXPECT_EQ(of(cell), (Names{"twin.session", "twin.method"})); }

TEST_F(KeySource, LeavesOutAParentThatAnotherRefersTo) {
  cell.parents.insert(cell.parents.begin(), {"twin.mouse", {"mouse"}, true});
  EXPECT_EQ(of(cell), (Names{"twin.session", "twin.method"}));
}

TEST_F(KeySource, LeavesOutAGrandparentToo) {
  Table rate = cell;
  rate.name = "rate";
  rate.parents = {{"twin.mouse", {"mouse"}, true}, {"twin.cell", {"mouse", "session", "method"}, true}};
  EXPECT_EQ(of(rate), (Names{"twin.cell"}));
}

// The session's own column of that name says nothing about which mice there are.
TEST_F(KeySource, KeepsAParentWhoseColumnsAnotherHasWithoutReferringToIt) {
  session.parents.clear();
  cell.parents.insert(cell.parents.begin(), {"twin.mouse", {"mouse"}, true});
  EXPECT_EQ(of(cell), (Names{"twin.mouse", "twin.session", "twin.method"}));
}

// session -> method by a column that is not in the cell's reference to the session: the cell's method is
// another one.
TEST_F(KeySource, KeepsAParentThatAnotherRefersToByOtherColumns) {
  session = small::with_secondary_parent(session);
  EXPECT_EQ(of(cell), (Names{"twin.session", "twin.method"}));
}

TEST_F(KeySource, LeavesOutParentsThatAreNotInTheKey) {
  cell.parents.back().in_key = false;
  EXPECT_EQ(of(cell), (Names{"twin.session"}));
}

}  // namespace
}  // namespace doppel::relation
