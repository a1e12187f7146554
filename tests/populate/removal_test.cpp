// What goes with a row, and what is queued again.
#include "populate/removal.h"

#include "populate/toy.h"

namespace doppel {
namespace {

using populate::ComputeContext;
using relation::parse_restriction;

class Removal : public toy::Laboratory {
 protected:
  std::int64_t refresh() const {
    db::Transaction transaction(connection());
    populate::Removal removal(transaction, toy::schema());
    for (const auto* table : toy::schema().computed()) removal.add_stale(*table, {});
    removal.close();
    removal.erase();
    const auto n_queued = removal.enqueue();
    transaction.commit();
    return n_queued;
  }
  static void erase_subject(db::Connection& with, const std::string& which) {
    db::Transaction transaction(with);
    populate::Removal removal(transaction, toy::schema());
    removal.add(toy::subject(), parse_restriction(toy::subject(), which));
    removal.close();
    removal.erase();
    transaction.commit();
  }
};

TEST_F(Removal, CountsEveryGenerationAndTheJobs) {
  add(3, {"coarse", "fine"});
  work(toy::makers());
  db::Transaction transaction(connection());
  populate::Removal removal(transaction, toy::schema());
  removal.add(toy::subject(), parse_restriction(toy::subject(), "subject in (1, 2)"));
  removal.close();
  std::string shown;
  for (const auto& count : removal.counts())
    shown += count.table->name + " " + std::to_string(count.rows) + "; ";
  EXPECT_EQ(shown, "subject 2; measurement 4; sample 8; summary 4; ");
}

TEST_F(Removal, TakesWhatDerivesFromTheRowsAndNothingElse) {
  add(3);
  work(toy::makers());
  erase_subject(connection(), "subject = 2");
  EXPECT_EQ(text("select array_agg(subject order by subject) from toy.subject"), "{1,3}");
  EXPECT_EQ(text("select array_agg(subject order by subject) from toy.summary"), "{1,3}");
  EXPECT_EQ(count("toy.sample"), 4);
  EXPECT_EQ(count("provenance.stale"), 0);
}

TEST_F(Removal, ARunningJobOnADeletedKeyEndsQuietly) {
  add(2);
  const auto summary = work(toy::makers({.on_compute = [&](const auto&, const ComputeContext&) {
    if (count("toy.subject") < 2) return;
    auto other = database.connect();
    erase_subject(other, "subject = 1");
  }}));
  EXPECT_EQ(summary.failed, 0);
  EXPECT_EQ(text("select array_agg(subject) from toy.measurement"), "{2}");
  EXPECT_EQ(count("job.measurement"), 0);
}

TEST_F(Removal, APartCannotGoAlone) {
  db::Transaction transaction(connection());
  populate::Removal removal(transaction, toy::schema());
  EXPECT_THROW(removal.add(toy::sample(), {}), Error);
}

TEST_F(Removal, RefreshComputesTheStaleRowsAndWhatFollowsAgain) {
  add(3);
  work(toy::makers());
  execute("update toy.subject set weight = 50 where subject = 2");
  EXPECT_EQ(refresh(), 1);
  EXPECT_EQ(text("select array_agg(subject) from job.measurement"), "{2}");
  EXPECT_EQ(count("toy.summary"), 2);
  EXPECT_EQ(work(toy::makers()).done, 2);  // the measurement and its summary
  EXPECT_EQ(text("select text from toy.summary where subject = 2"), "100");
  EXPECT_EQ(count("provenance.stale"), 0);
}

}  // namespace
}  // namespace doppel
