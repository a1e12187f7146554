// What verify finds.
#include "populate/verify.h"

#include "populate/toy.h"

namespace doppel {
namespace {

class Verify : public toy::Laboratory {
 protected:
  Verify() {
    add(2);
    work(toy::makers());
  }
  // "table key: what" of every finding.
  std::vector<std::string> findings() const {
    std::vector<std::string> found;
    db::Transaction snapshot(connection(), db::Transaction::Mode::read_only_snapshot);
    for (const auto* table : toy::schema().tables) {
      populate::verify_table(snapshot, toy::schema(), *table, [&](const populate::Finding& finding) {
        EXPECT_FALSE(finding.mend.empty());
        found.push_back(finding.table + " " + finding.key + ": " + finding.what);
      });
    }
    return found;
  }
  using Texts = std::vector<std::string>;
};

TEST_F(Verify, FindsNothingInASoundDatabase) { EXPECT_EQ(findings(), Texts{}); }

TEST_F(Verify, FindsAValueChangedBehindTheGeneratedColumnsBack) {
  execute(
      "alter table toy.subject alter column _row_hash drop expression; "
      "update toy.subject set weight = 7 where subject = 1");
  EXPECT_EQ(findings(), Texts{"toy.subject subject=1: its values do not hash to its _row_hash"});
}

TEST_F(Verify, FindsAPartChangedWhileTriggersWereOff) {
  execute("set session_replication_role = replica");
  execute("update toy.sample set value = 0 where subject = 1 and sample = 2");
  EXPECT_EQ(findings(),
            Texts{"toy.measurement subject=1 setting=fine: its parts do not hash to its _parts_hash"});
}

TEST_F(Verify, FindsResultsWhoseInputsChanged) {
  execute("update toy.subject set weight = 50 where subject = 2");
  EXPECT_EQ(
      findings(),
      Texts{"toy.measurement subject=2 setting=fine: its inputs are no longer those that it was made from"});
}

TEST_F(Verify, FindsRowsWithoutTheirRun) {
  execute("update toy.summary set _run_id = 4711 where subject = 2");
  EXPECT_EQ(findings(), Texts{"toy.summary subject=2 setting=fine: no run is on record that wrote it"});
}

TEST_F(Verify, FindsPartsWhoseMasterIsGone) {
  execute(
      "set session_replication_role = replica; delete from toy.summary where subject = 1; "
      "delete from toy.measurement where subject = 1");
  const auto found = findings();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], "toy.sample subject=1 setting=fine sample=1: its master in toy.measurement is gone");
}

}  // namespace
}  // namespace doppel
