// The worker loop: what it fills, that nothing is done twice, when it returns.
#include <thread>

#include "db/rows.h"
#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using populate::ComputeContext;
using relation::Key;

class Worker : public toy::Laboratory {};

TEST_F(Worker, FillsATableItsPartsAndItsChildren) {
  add(5, {"coarse", "fine"});
  const auto summary = work(toy::makers());
  EXPECT_EQ(summary.done, 20);
  EXPECT_EQ(count("toy.measurement"), 10);
  EXPECT_EQ(count("toy.sample"), 20);
  EXPECT_EQ(count("toy.summary"), 10);
  EXPECT_EQ(text("select value from toy.measurement where subject = 4 and setting = 'fine'"), "12");
  EXPECT_EQ(text("select value from toy.sample where subject = 4 and setting = 'fine' and sample = 2"), "24");
  EXPECT_EQ(text("select text from toy.summary where subject = 4 and setting = 'fine'"), "12");
}

TEST_F(Worker, LeavesNoJobAndNoLeaseBehind) {
  add(3);
  work(toy::makers());
  EXPECT_EQ(count("job.measurement"), 0);
  EXPECT_EQ(count("job.summary"), 0);
  EXPECT_EQ(count("job.worker"), 0);
}

TEST_F(Worker, FindsNothingToDoTheSecondTime) {
  add(3);
  work(toy::makers());
  EXPECT_EQ(work(toy::makers()).done, 0);
  EXPECT_EQ(count("provenance.run"), 2);
}

TEST_F(Worker, TwoAtOnceComputeNoKeyTwice) {
  add(60, {"a", "b"});
  toy::Tally tally;
  const auto makers = toy::makers(
      {.max_keys = 3, .on_compute = [&](const auto& keys, const ComputeContext&) { tally.add(keys); }});
  populate::WorkerSummary first, second;
  {
    std::jthread one([&] { first = work(makers); });
    std::jthread two([&] { second = work(makers); });
  }
  EXPECT_EQ(tally.size(), 120u);
  EXPECT_EQ(tally.largest(), 1);
  EXPECT_EQ(first.done + second.done, 240);
  EXPECT_GT(first.done, 0);
  EXPECT_GT(second.done, 0);
  EXPECT_EQ(text("select sum(n_keys) from provenance.run where table_name = 'toy.measurement'"), "120");
}

TEST_F(Worker, KeepsABatchToOneGroup) {
  add(4, {"a", "b"});
  std::vector<std::size_t> sizes;
  work(toy::makers(
      {.max_keys = 100, .group_by = {"setting"}, .on_compute = [&](const auto& keys, const ComputeContext&) {
         for (const Key& key : keys) EXPECT_EQ(key.text("setting"), keys.front().text("setting"));
         sizes.push_back(keys.size());
       }}));
  EXPECT_EQ(sizes, (std::vector<std::size_t>{4, 4}));
}

TEST_F(Worker, WorksOnlyOnTheTablesItIsGiven) {
  add(2);
  auto how = options();
  how.tables = {"measurement"};
  EXPECT_EQ(work(toy::makers(), how).done, 2);
  EXPECT_EQ(count("toy.summary"), 0);
}

TEST_F(Worker, RefusesATableThatNobodyMakes) {
  auto how = options();
  how.tables = {"subject"};
  try {
    work(toy::makers(), how);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::usage);
    EXPECT_NE(std::string(error.what()).find("toy.subject"), std::string::npos);
  }
}

TEST_F(Worker, StopsClaimingAfterMaxJobs) {
  add(10);
  auto how = options();
  how.tables = {"measurement"};
  how.max_jobs = 6;
  EXPECT_EQ(work(toy::makers({.max_keys = 4}), how).done, 6);
  EXPECT_EQ(count("job.measurement where status = 'pending'"), 4);
}

TEST_F(Worker, StopsClaimingAfterMaxTime) {
  add(10);
  auto how = options();
  how.max_time = std::chrono::seconds(0);
  EXPECT_EQ(work(toy::makers(), how).done, 0);
}

TEST_F(Worker, ReleasesItsKeysWhenToldToStop) {
  add(4);
  std::stop_source stop;
  const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext& context) {
    stop.request_stop();  // as SIGTERM does
    EXPECT_TRUE(context.stop.stop_requested());
    throw Error(ErrorClass::interrupted, "asked to stop");
  }});
  const auto summary = populate::Worker(options(), toy::schema(), makers).run(stop.get_token());
  EXPECT_EQ(summary.released, 4);
  EXPECT_EQ(count("job.measurement where status = 'pending' and attempts = 0 and deaths = 0"), 4);
  EXPECT_EQ(count("toy.measurement"), 0);
  EXPECT_EQ(count("job.worker"), 0);
}

TEST_F(Worker, CommitsWhatIsFinishedWhenToldToStop) {
  add(1);
  std::stop_source stop;
  const auto makers =
      toy::makers({.on_compute = [&](const auto&, const ComputeContext&) { stop.request_stop(); }});
  EXPECT_EQ(populate::Worker(options(), toy::schema(), makers).run(stop.get_token()).done, 1);
}

TEST_F(Worker, StopsSoonWhileIdle) {
  auto how = options();
  how.exit_when_empty = false;
  how.poll = 60s;
  std::stop_source stop;
  const auto makers = toy::makers();
  const auto began = std::chrono::steady_clock::now();
  {
    std::jthread worker([&] { populate::Worker(how, toy::schema(), makers).run(stop.get_token()); });
    std::this_thread::sleep_for(100ms);
    stop.request_stop();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
}

TEST_F(Worker, IsWokenByANotification) {
  auto how = options();
  how.exit_when_empty = false;
  how.poll = 60s;
  std::stop_source stop;
  const auto makers = toy::makers();
  std::jthread worker([&] { populate::Worker(how, toy::schema(), makers).run(stop.get_token()); });
  ASSERT_TRUE(toy::wait_until([&] { return count("job.worker") == 1; }));
  std::this_thread::sleep_for(300ms);  // it idles now
  add(1);
  populate::enqueue_missing(connection(), toy::measurement());
  EXPECT_TRUE(toy::wait_until([&] { return count("toy.measurement") == 1; }, 10s));
  stop.request_stop();
}

TEST_F(Worker, WaitsForWhatAnotherMayYetFree) {
  add(1);
  populate::enqueue_missing(connection(), toy::measurement());
  // Another worker holds the only key, and dies: its lease ends in 0.4 s.
  execute(
      "insert into job.worker (application_name, host, pid, device, lease_until) "
      "values ('other', 'elsewhere', 1, 'cpu', clock_timestamp() + interval '400 ms')");
  execute(
      "update job.measurement set status = 'claimed', epoch = nextval('job.epoch'), claimed_at = now(), "
      "worker_id = (select worker_id from job.worker)");
  EXPECT_EQ(work(toy::makers()).done, 2);
}

TEST_F(Worker, WritesAgainFromNewInputsWhenTheyChangeMeanwhile) {
  add(3);
  int n_computes = 0;
  const auto summary = work(toy::makers({.on_compute = [&](const auto&, const ComputeContext&) {
    if (++n_computes > 1) return;
    database.connect().execute("update toy.subject set weight = 50 where subject = 2");
  }}));
  EXPECT_EQ(n_computes, 2);
  EXPECT_EQ(summary.released, 1);
  EXPECT_EQ(text("select value from toy.measurement where subject = 2"), "100");
  EXPECT_EQ(text("select array_agg(n_keys order by run_id) from provenance.run where table_name = "
                 "'toy.measurement'"),
            "{2,1}");
  EXPECT_EQ(count("toy.measurement"), 3);
}

TEST_F(Worker, DropsAKeyWhoseParentIsDeletedMeanwhile) {
  add(2);
  work(toy::makers({.on_compute = [&](const auto& keys, const ComputeContext&) {
    if (keys.size() == 2) database.connect().execute("delete from toy.subject where subject = 1");
  }}));
  EXPECT_EQ(text("select array_agg(subject) from toy.measurement"), "{2}");
  EXPECT_EQ(count("job.measurement"), 0);
}

TEST_F(Worker, ResumesFromTheCheckpointOfAnInterruptedCompute) {
  add(1);
  std::map<std::string, std::vector<std::byte>> store;
  auto how = options();
  how.tables = {"measurement"};
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
  populate::Worker(how, toy::schema(), makers).run(stop.get_token());
  EXPECT_EQ(work(makers, how).done, 1);
  EXPECT_EQ(found, (std::vector<std::size_t>{0, 2}));
  EXPECT_TRUE(store.empty());
}

}  // namespace
}  // namespace doppel
