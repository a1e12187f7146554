// New rows queue the keys that they make possible, in the transaction that writes them. The slow twin is the
// search, populate::enqueue_missing.
#include "db/rows.h"
#include "populate/status.h"
#include "populate/toy.h"
#include "relation/enqueue_ddl.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;

class EnqueueTrigger : public toy::Laboratory {
 protected:
  EnqueueTrigger() { toy::create_triggers(connection()); }
  std::string queued() {
    return text("select string_agg(subject || setting, ' ' order by subject, setting) from job.measurement");
  }
  std::int64_t search() { return populate::enqueue_missing(connection(), toy::measurement()); }
};

TEST_F(EnqueueTrigger, QueuesWhatNewRowsOfEitherParentMakePossible) {
  add(2, {"a"});
  EXPECT_EQ(queued(), "1a 2a");
  execute("insert into toy.subject values (3, 1), (4, 1)");
  EXPECT_EQ(queued(), "1a 2a 3a 4a");
  execute("insert into toy.setting values ('b', 1)");
  EXPECT_EQ(queued(), "1a 1b 2a 2b 3a 3b 4a 4b");
  EXPECT_EQ(search(), 0);  // the search finds nothing that they left out
}

TEST_F(EnqueueTrigger, FiresOnCopyToo) {
  add(1);
  db::Transaction transaction(connection());
  db::insert(transaction, toy::subject(), {{toy::subject_key(7), 1.0F}, {toy::subject_key(8), 1.0F}});
  transaction.commit();
  EXPECT_EQ(queued(), "1fine 7fine 8fine");
}

TEST_F(EnqueueTrigger, QueuesNothingThatIsDone) {
  add(1);
  work(toy::makers());
  execute("insert into toy.subject values (2, 1)");
  EXPECT_EQ(queued(), "2fine");
}

TEST_F(EnqueueTrigger, GoesWithItsTransaction) {
  add(1);
  {
    db::Transaction transaction(connection());
    transaction.query("insert into toy.subject values (2, 1)");
  }
  EXPECT_EQ(queued(), "1fine");
}

TEST_F(EnqueueTrigger, ResultsQueueTheirChildrenInTheirOwnCommit) {
  add(3);
  auto how = options();
  how.tables = {"measurement"};
  work(toy::makers(), how);
  EXPECT_EQ(count("job.summary where status = 'pending'"), 3);
}

// Two halves of a key, inserted by two transactions that do not see one another.
TEST_F(EnqueueTrigger, WhatTwoTransactionsMakePossibleTogetherTheSearchFinds) {
  auto other = database.connect();
  db::Transaction half(other);
  half.query("insert into toy.subject values (1, 1)");
  execute("insert into toy.setting values ('fine', 1)");
  half.commit();
  EXPECT_EQ(queued(), "");
  EXPECT_EQ(search(), 1);
  EXPECT_EQ(work(toy::makers()).done, 2);
}

TEST_F(EnqueueTrigger, WakesAnIdleWorkerAndLeavesABusyOneAlone) {
  auto listener = database.connect();
  listener.listen("doppel_job");
  add(1);
  EXPECT_TRUE(listener.wait_for_notification(5s));
  execute("insert into toy.subject values (2, 1)");  // there was work before
  EXPECT_FALSE(listener.wait_for_notification(100ms));
}

TEST_F(EnqueueTrigger, WhoMayInsertAParentNeedNotWriteTheQueue) {
  execute("drop role if exists toy_student; create role toy_student");
  execute(
      "grant usage on schema toy to toy_student; grant insert on toy.subject, toy.setting to toy_student");
  execute(
      "set role toy_student; insert into toy.subject values (1, 1); insert into toy.setting values ('fine', "
      "1)");
  execute("reset role");
  EXPECT_EQ(queued(), "1fine");
  execute("drop owned by toy_student; drop role toy_student");
}

// A parent that another parent refers to is there first, so its rows complete no key.
TEST_F(EnqueueTrigger, StandsOnlyOnParentsThatCompleteKeys) {
  relation::Table child = toy::measurement();
  child.name = "child";
  child.parents = {{"toy.measurement", {"subject", "setting"}, true}, {"toy.setting", {"setting"}, true}};
  const auto triggers = relation::enqueue_triggers(toy::schema(), child);
  ASSERT_EQ(triggers.size(), 1u);
  EXPECT_EQ(triggers[0].table, "toy.measurement");
}

}  // namespace
}  // namespace doppel
