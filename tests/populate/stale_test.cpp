// Which rows are stale, and why.
#include "populate/stale.h"

#include "populate/maker_version.h"
#include "populate/toy.h"

namespace doppel {
namespace {

class Stale : public toy::Laboratory {
 protected:
  Stale() {
    add(3);
    work(toy::makers());
  }
  std::vector<populate::StaleRow> stale() const {
    return populate::stale_rows(connection(), toy::schema(), {});
  }
};

TEST_F(Stale, NothingIsRightAfterPopulate) { EXPECT_EQ(count("provenance.stale"), 0); }

TEST_F(Stale, AnInputChangedByHandIsNamedWithItsColumns) {
  execute("update toy.subject set weight = 50 where subject = 2");
  const auto rows = stale();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].table, "measurement");
  EXPECT_EQ(rows[0].key, R"({"setting": "fine", "subject": 2})");
  EXPECT_EQ(rows[0].reason, "input");
  EXPECT_EQ(rows[0].detail, "toy.subject subject=2, weight: 2 -> 50");
}

TEST_F(Stale, AChangedSettingIsAParameter) {
  execute("update toy.setting set gain = 3");
  const auto rows = stale();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].reason, "parameter");
  EXPECT_EQ(rows[0].detail, "toy.setting setting=fine, gain: 2 -> 3");
}

TEST_F(Stale, AChangeThatIsTakenBackLeavesNothingStale) {
  execute("update toy.setting set gain = 3");
  execute("update toy.setting set gain = 2");
  EXPECT_EQ(count("provenance.stale"), 0);
}

TEST_F(Stale, AnOlderMakersRowsAreNamedWithBothVersions) {
  populate::announce_makers(connection(), toy::makers({.version = 2}));
  const auto rows = stale();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].reason, "maker");
  EXPECT_EQ(rows[0].detail, "made by version 1 of its maker, which is at 2");
}

TEST_F(Stale, AnOlderProgramDoesNotTakeAnAnnouncementBack) {
  populate::announce_makers(connection(), toy::makers({.version = 2}));
  populate::announce_makers(connection(), toy::makers({.version = 1}));
  EXPECT_EQ(text("select version from provenance.maker where table_name = 'toy.measurement'"), "2");
}

TEST_F(Stale, APartChangedByHandMakesItsMastersChildrenStale) {
  execute("update toy.sample set value = -1 where subject = 3 and sample = 1");
  const auto rows = stale();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].table, "summary");
  EXPECT_EQ(rows[0].detail, "toy.sample subject=3 setting=fine, value: 6 -> -1");
}

// A migration that changes settings leaves lines of its own.
constexpr const char* kToyChanges = "provenance.change where table_name like 'toy.%'";

TEST_F(Stale, ACommitIsNoChangeByHand) { EXPECT_EQ(count(kToyChanges), 0); }

TEST_F(Stale, ChangesAreKept) {
  execute("update toy.setting set gain = 3");
  EXPECT_THROW(execute("delete from provenance.change"), Error);
  EXPECT_EQ(count(kToyChanges), 1);
}

}  // namespace
}  // namespace doppel
