// The engine with the rights of a worker alone, as a lab's server gives them: it logs in as a member of
// <prefix>_worker, and everything that it does goes through what that role may do.
#include <gtest/gtest.h>

#include "db/roles.h"
#include "db/rows.h"
#include "populate/inputs.h"
#include "populate/maker_version.h"
#include "populate/provenance.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using populate::ComputeContext;
using relation::Key;

class WorkerRole : public toy::Laboratory {
 protected:
  WorkerRole() {
    toy::create_triggers(connection());
    db::make_roles(connection(), toy::schema(), prefix_);
    execute("create role " + member() + " login in role " + prefix_ + "_worker");
  }
  ~WorkerRole() override {
    for (const char* role : {"_anna", "_reader", "_worker", "_migrator", "_owner"})
      execute("drop owned by " + prefix_ + role + " cascade; drop role " + prefix_ + role);
  }

  std::string member() const { return prefix_ + "_anna"; }
  std::string address() const { return database.connection_string() + " user=" + member(); }
  populate::WorkerOptions as_member() const { return toy::brisk_options(address()); }

 private:
  const std::string prefix_ = "w" + database.name().substr(database.name().size() - 20);
};

TEST_F(WorkerRole, FillsTheWholePipeline) {
  add(5, {"fine", "coarse"});
  auto own = db::Connection(address());
  const auto makers = toy::makers();
  populate::announce_makers(own, makers);
  EXPECT_EQ(work(makers, as_member()).done, 20);
  EXPECT_EQ(count("toy.measurement"), 10);
  EXPECT_EQ(count("toy.sample"), 20);
  EXPECT_EQ(count("toy.summary"), 10);
  EXPECT_EQ(count("job.measurement") + count("job.summary") + count("job.worker"), 0);
  EXPECT_EQ(text("select string_agg(distinct database_role, ' ') from provenance.run"), member());
}

TEST_F(WorkerRole, FindsKeysThatNoTriggerQueued) {
  execute("set session_replication_role = replica");
  add(3);
  EXPECT_EQ(work(toy::makers(), as_member()).done, 6);
}

TEST_F(WorkerRole, TakesTheKeysOfARestriction) {
  add(3, {"fine", "coarse"});
  auto how = as_member();
  how.where = "setting = 'coarse' and subject <> 2";
  EXPECT_EQ(work(toy::makers(), how).done, 4);
  EXPECT_EQ(text("select string_agg(subject || setting, ' ' order by subject) from toy.summary"),
            "1coarse 3coarse");
}

TEST_F(WorkerRole, ClaimsListedKeysForNoWorkerOfAnotherRole) {
  add(1);
  const std::string worker_id = text(
      "insert into job.worker (application_name, host, pid, device, lease_until) values "
      "('other', 'elsewhere', 1, 'cpu', clock_timestamp() + interval '1 hour') returning worker_id");
  const std::string claim =
      "select subject from job.claim_listed_measurement(" + worker_id + ", 1, '{}', '{1}', '{fine}')";
  EXPECT_EQ(db::Connection(address()).execute(claim).size(), 0u);
  EXPECT_EQ(text(claim), "{1}");  // its own role
}

TEST_F(WorkerRole, RecordsWhatFailedAndSendsBackWhatChanged) {
  add(4);
  bool changed = false;
  const auto summary = work(
      toy::makers({.on_compute =
                       [&](const std::vector<Key>& keys, const ComputeContext&) {
                         if (!std::exchange(changed, true))
                           database.connect().execute("update toy.subject set weight = 50 where subject = 2");
                         for (const Key& key : keys) {
                           if (key.integer("subject") == 3) throw Error(ErrorClass::bad_input, "no light");
                         }
                       }}),
      as_member());
  EXPECT_EQ(summary.done, 6);
  EXPECT_EQ(text("select value from toy.measurement where subject = 2"), "100");
  EXPECT_EQ(text("select subject || ' ' || status || ' ' || error_class from job.measurement"),
            "3 failed bad_input");
}

TEST_F(WorkerRole, FreesWhatADeadWorkerOfAnotherRoleHeld) {
  add(1);
  execute(
      "insert into job.worker (application_name, host, pid, device, lease_until) "
      "values ('other', 'elsewhere', 1, 'cpu', clock_timestamp())");
  execute(
      "update job.measurement set status = 'claimed', epoch = nextval('job.epoch'), claimed_at = now(), "
      "worker_id = (select worker_id from job.worker)");
  EXPECT_EQ(work(toy::makers(), as_member()).done, 2);
}

TEST_F(WorkerRole, ResumesFromTheCheckpointOfWhatItReleased) {
  add(1);
  std::map<std::string, std::vector<std::byte>> store;
  auto how = as_member();
  how.load_checkpoint = [&](const std::string& name) { return store[name]; };
  how.save_checkpoint = [&](const std::string& name, const std::vector<std::byte>& bytes) {
    store[name] = bytes;
  };
  how.drop_checkpoint = [&](const std::string& name) { store.erase(name); };
  std::stop_source stop;
  std::vector<std::size_t> found;
  const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext& context) {
    found.push_back(context.load_checkpoint().size());
    if (found.size() > 1) return;
    context.save_checkpoint({std::byte{1}, std::byte{2}});
    stop.request_stop();
    throw Error(ErrorClass::interrupted, "asked to stop");
  }});
  EXPECT_EQ(populate::Worker(how, toy::schema(), makers).run(stop.get_token()).released, 1);
  EXPECT_EQ(count("job.measurement where status = 'pending' and attempts = 0"), 1);
  EXPECT_EQ(work(makers, how).done, 2);
  EXPECT_EQ(found, (std::vector<std::size_t>{0, 2}));
}

// Whatever it does, as the engine does it but without a claim, is refused (tests/db/roles_test.cpp has more).
TEST_F(WorkerRole, CannotWriteAResultThatItHasNotClaimed) {
  add(1);
  auto own = db::Connection(address());
  db::Transaction transaction(own);
  populate::RunRecord run;
  run.table = "toy.measurement";
  run.n_keys = 1;
  const auto run_id = populate::insert_run(transaction, run);
  try {
    const populate::InputHashes hashes(toy::measurement());
    const auto inputs = *hashes.read(transaction, {toy::measurement_key(1)}).front();
    db::insert_values(transaction, toy::measurement(), {{std::int64_t{1}, "fine", 1.0}}, {{run_id, inputs}});
    ADD_FAILURE() << "the result was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::lost_lease);
  }
}

}  // namespace
}  // namespace doppel
