// Workers that take only the keys that a restriction takes, alone and beside others, and their claims.
#include <algorithm>
#include <thread>

#include "db/rows.h"
#include "populate/queue.h"
#include "populate/status.h"
#include "populate/toy.h"
#include "relation/ddl.h"
#include "relation/integrity.h"
#include "relation/restriction.h"
#include "relation/result_guard.h"
#include "util/error.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using populate::Claim;
using populate::ComputeContext;
using relation::Key;
using relation::KeyRestriction;
using Keys = std::vector<Key>;

// A table of subjects alone beside those of the laboratory: it has no column "setting".
struct Visit {
  Key key;
  double weight = 0;
};
const relation::RowTable<Visit>& visit() {
  static const auto table =
      relation::TableBuilder<Visit>("toy.visit", relation::Tier::computed, "A subject, weighed")
          .parent(toy::subject())
          .column("weight", &Visit::weight, "g", "body weight")
          .build();
  return table;
}
const relation::Schema& with_visits() {
  static const relation::Schema all = [] {
    relation::Schema schema = toy::schema();
    schema.tables.push_back(&visit().table());
    return schema;
  }();
  return all;
}

class VisitMaker final : public populate::TypedMaker<Keys, Keys> {
 public:
  const relation::Table& table() const override { return visit(); }
  int version() const override { return 1; }
  populate::Batching batching() const override { return {{}, 1}; }
  std::shared_ptr<Keys> fetch(db::Transaction&, const Keys& keys) const override {
    return std::make_shared<Keys>(keys);
  }
  std::shared_ptr<Keys> compute(const Keys& keys, const ComputeContext&) const override {
    return std::make_shared<Keys>(keys);
  }
  void insert(const Keys&, const Keys& keys, populate::RowSink& sink) const override {
    for (const Key& key : keys) sink.add(visit(), {key, 1.0});
  }
};

class Restricted : public toy::Laboratory {
 protected:
  populate::WorkerOptions where(const std::string& text) const {
    auto how = options();
    how.where = text;
    return how;
  }
  void add_visits() {
    execute(relation::create_table(visit()) + relation::create_job_table(visit()) +
            relation::create_integrity(with_visits(), visit()) +
            relation::create_queue(with_visits(), visit()));
  }
  populate::WorkerSummary work_with_visits(populate::WorkerOptions how) {
    auto makers = toy::makers();
    makers.push_back(std::make_unique<VisitMaker>());
    return populate::Worker(std::move(how), with_visits(), makers).run({});
  }
  // What is there, "1 fine, 2 fine".
  std::string done(const std::string& table, const std::string& key = "subject || ' ' || setting") const {
    return text("select string_agg(" + key + ", ', ' order by " + key + ") from " + table);
  }
};

TEST_F(Restricted, ComputesTheKeysThatAreChosenAndEnds) {
  add(4, {"fine", "coarse"});
  EXPECT_EQ(work(toy::makers(), where("setting = 'fine' and subject in (2, 3)")).done, 4);
  EXPECT_EQ(done("toy.measurement"), "2 fine, 3 fine");
  EXPECT_EQ(done("toy.summary"), "2 fine, 3 fine");
  EXPECT_EQ(count("job.measurement where status = 'pending'"), 6);
  EXPECT_EQ(work(toy::makers()).done, 12);
}

TEST_F(Restricted, ATableWithoutTheColumnIsFilledWhole) {
  add(3, {"fine", "coarse"});
  add_visits();
  EXPECT_EQ(work_with_visits(where("setting = 'fine'")).done, 9);
  EXPECT_EQ(done("toy.measurement"), "1 fine, 2 fine, 3 fine");
  EXPECT_EQ(done("toy.visit", "subject::text"), "1, 2, 3");
}

TEST_F(Restricted, ATableIsRestrictedByTheColumnsThatItHas) {
  add(3, {"fine", "coarse"});
  add_visits();
  EXPECT_EQ(work_with_visits(where("subject = 2 and setting = 'fine'")).done, 3);
  EXPECT_EQ(done("toy.visit", "subject::text"), "2");
  EXPECT_EQ(work_with_visits(where("subject = 3 or setting = 'coarse'")).done, 2 * 4 + 2);
  EXPECT_EQ(done("toy.measurement"), "1 coarse, 2 coarse, 2 fine, 3 coarse, 3 fine");
  EXPECT_EQ(done("toy.visit", "subject::text"), "1, 2, 3");
}

TEST_F(Restricted, AColumnOfNoTablesKeyIsRefused) {
  const auto refusal = [&](populate::WorkerOptions how) {
    try {
      work_with_visits(std::move(how));
      return std::string("accepted");
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::usage);
      return std::string(error.what()) + " | " + error.mend();
    }
  };
  EXPECT_NE(refusal(where("colour = 1")).find("columns of the tables' keys: subject, setting"),
            std::string::npos);
  EXPECT_NE(refusal(where("value = 1")).find("there is no such column"), std::string::npos);  // no key column
  auto visits = where("setting = 'fine'");
  visits.tables = {"visit"};
  const std::string refused = refusal(visits);
  EXPECT_TRUE(refused.ends_with("columns of the tables' keys: subject")) << refused;
}

class RestrictedBesideOthers : public Restricted {
 protected:
  // Somebody alive holds these keys for ten seconds, longer than any test.
  void hold(const std::string& which) {
    populate::enqueue_missing(connection(), toy::measurement());
    execute(
        "insert into job.worker (application_name, host, pid, device, lease_until) "
        "values ('other', 'elsewhere', 1, 'cpu', clock_timestamp() + interval '10 s')");
    execute(
        "update job.measurement set status = 'claimed', epoch = nextval('job.epoch'), claimed_at = now(), "
        "worker_id = (select worker_id from job.worker) where " +
        which);
  }
  void free_what_is_held() {
    execute(
        "update job.measurement set status = 'pending', epoch = null, claimed_at = null, worker_id = null "
        "where status = 'claimed'");
  }
};

TEST_F(RestrictedBesideOthers, DoesNotWaitForKeysThatItWouldNotTake) {
  add(2, {"fine", "coarse"});
  hold("setting = 'coarse'");
  EXPECT_EQ(work(toy::makers(), where("setting = 'fine'")).done, 4);
  auto summaries = where("setting = 'fine'");  // fed by what is held
  summaries.tables = {"summary"};
  EXPECT_EQ(work(toy::makers(), summaries).done, 0);
  EXPECT_EQ(count("job.measurement where status = 'claimed'"),
            2);  // not waited for until their lease was over
}

TEST_F(RestrictedBesideOthers, WaitsForThoseThatItWouldTake) {
  add(2, {"fine", "coarse"});
  hold("setting = 'fine' and subject = 2");
  std::atomic<bool> ended = false;
  populate::WorkerSummary summary;
  const std::jthread working([&] {
    summary = work(toy::makers(), where("setting = 'fine'"));
    ended = true;
  });
  EXPECT_TRUE(toy::wait_until([&] { return count("toy.summary") == 1; }));
  std::this_thread::sleep_for(300ms);
  EXPECT_FALSE(ended);
  free_what_is_held();
  EXPECT_TRUE(toy::wait_until([&] { return ended.load(); }));
  EXPECT_EQ(summary.done, 4);
}

TEST_F(RestrictedBesideOthers, AllIsDoneOnceBesideAnUnrestrictedOne) {
  add(60, {"a", "b"});
  toy::Tally all, chosen;
  const auto note = [](toy::Tally& tally) {
    return toy::Hooks{.max_keys = 3,
                      .on_compute = [&](const auto& keys, const ComputeContext&) { tally.add(keys); }};
  };
  populate::WorkerSummary restricted, unrestricted;
  {
    const std::jthread one([&] { restricted = work(toy::makers(note(chosen)), where("subject > 20")); });
    const std::jthread two([&] { unrestricted = work(toy::makers(note(all))); });
  }
  EXPECT_EQ(restricted.done + unrestricted.done, 240);
  EXPECT_GT(restricted.done, 0);
  EXPECT_GT(unrestricted.done, 0);
  EXPECT_EQ(all.size() + chosen.size(), 120u);
  for (int subject = 1; subject <= 20; ++subject)
    EXPECT_EQ(all.count(toy::measurement_key(subject, "a")), 1) << subject;
  EXPECT_EQ(count("job.measurement") + count("job.summary"), 0);
}

class RestrictedClaims : public Restricted {
 protected:
  populate::Queue queue(const std::string& text, const populate::Batching& batching = {{}, 10}) const {
    return {toy::measurement(), batching, KeyRestriction({&toy::measurement().table()}, text)};
  }
  std::int64_t register_worker() {
    return connection()
        .execute(
            "insert into job.worker (application_name, host, pid, device, lease_until) values "
            "('played', 'here', 1, 'cpu', clock_timestamp() + interval '1 hour') returning worker_id")
        .integer(0, 0);
  }
  void queue_keys(int n_subjects, const std::vector<std::string>& settings = {"fine"}) {
    add(n_subjects, settings);
    populate::enqueue_missing(connection(), toy::measurement());
  }
  Keys keys_of(const std::optional<Claim>& claim) const { return claim ? claim->keys : Keys(); }
  static Keys measurements(const std::vector<int>& subjects, const std::string& setting = "fine") {
    Keys keys;
    for (const int subject : subjects) keys.push_back(toy::measurement_key(subject, setting));
    return keys;
  }
};

TEST_F(RestrictedClaims, AreInTheOrderOfTheQueue) {
  queue_keys(6);
  execute("update job.measurement set priority = 2 where subject = 5; ");
  execute("update job.measurement set priority = 9 where subject = 1");
  const auto chosen = queue("subject > 1");
  const auto worker_id = register_worker();
  const auto first = chosen.claim(connection(), worker_id, 10);
  EXPECT_EQ(keys_of(first), measurements({5}));  // alone in its priority
  EXPECT_EQ(first->priority, 2);
  const auto second = chosen.claim(connection(), worker_id, 2);
  EXPECT_EQ(keys_of(second), measurements({2, 3}));
  EXPECT_GT(second->epoch, first->epoch);
  EXPECT_EQ(count("job.measurement where status = 'claimed' and worker_id = " + std::to_string(worker_id)),
            3);
  EXPECT_EQ(keys_of(chosen.claim(connection(), worker_id, 10)), measurements({4, 6}));
  EXPECT_FALSE(chosen.claim(connection(), worker_id, 10));
  EXPECT_EQ(count("job.measurement where status = 'pending'"), 1);
}

TEST_F(RestrictedClaims, KeepABatchToOneGroup) {
  queue_keys(3, {"a", "b"});
  const auto chosen = queue("subject >= 2", {{"setting"}, 10});
  const auto worker_id = register_worker();
  EXPECT_EQ(keys_of(chosen.claim(connection(), worker_id, 10)), measurements({2, 3}, "a"));
  EXPECT_EQ(keys_of(chosen.claim(connection(), worker_id, 10)), measurements({2, 3}, "b"));
}

TEST_F(RestrictedClaims, LeaveBackOffsAndKeysOverWhichWorkersDiedAlone) {
  queue_keys(4);
  execute("update job.measurement set deaths = 1 where subject = 1");
  execute("update job.measurement set not_before = now() + interval '1 hour' where subject = 2");
  execute("update job.measurement set status = 'ignored' where subject = 3");
  const auto chosen = queue("setting = 'fine'");
  const auto worker_id = register_worker();
  EXPECT_EQ(keys_of(chosen.claim(connection(), worker_id, 10)), measurements({4}));
  EXPECT_EQ(keys_of(chosen.claim(connection(), worker_id, 10, 1)), measurements({1}));
}

TEST_F(RestrictedClaims, NeedALease) {
  queue_keys(1);
  EXPECT_FALSE(queue("subject = 1").claim(connection(), 12345, 10));
  EXPECT_EQ(count("job.measurement where status = 'pending'"), 1);
}

TEST_F(RestrictedClaims, LeaveOutWhatSomebodyHasLocked) {
  queue_keys(6, {"a", "b"});
  const auto worker_id = register_worker();
  auto other = database.connect();
  db::Transaction deleting(other);
  deleting.query("delete from toy.subject where subject in (1, 2, 3, 5)");
  // All of the first batch are locked.
  EXPECT_EQ(keys_of(queue("subject < 6", {{"setting"}, 2}).claim(connection(), worker_id, 2)),
            measurements({4}, "a"));
  EXPECT_EQ(keys_of(queue("subject > 4 and setting = 'b'").claim(connection(), worker_id, 2)),
            measurements({6}, "b"));
  EXPECT_EQ(text("show lock_timeout"), "0");
}

// What a worker asks for is looked at once more by the function, whose rights are its owner's.
TEST_F(RestrictedClaims, OfListedKeysTakeOnlyThosePending) {
  queue_keys(5);
  execute("update job.measurement set status = 'ignored' where subject = 1");
  execute(
      "update job.measurement set status = 'failed', error_class = 'internal', error_message = 'x' where "
      "subject = 2");
  execute("update job.measurement set not_before = now() + interval '1 hour' where subject = 3");
  const auto worker_id = register_worker();
  EXPECT_EQ(text("select subject from job.claim_listed_measurement(" + std::to_string(worker_id) +
                 ", 10, '{}', '{1,2,3,4,77}', '{fine,fine,fine,fine,fine}')"),
            "{4}");
  EXPECT_EQ(count("job.measurement where status = 'claimed'"), 1);
}

// An unrestricted worker may search from where the newest claim began, whoever made it (job_states.md).
TEST_F(RestrictedClaims, LetOthersComeBackToTheKeysBefore) {
  queue_keys(20);
  const auto worker_id = register_worker(), other_id = register_worker();
  const populate::Queue all(toy::measurement(), {{}, 1});
  const auto last = queue("subject in (9, 19)", {{}, 1});
  std::set<Key> claimed;
  const auto note = [&](const std::optional<Claim>& claim) {
    for (const Key& key : keys_of(claim)) EXPECT_TRUE(claimed.insert(key).second);
    return claim.has_value();
  };
  EXPECT_TRUE(note(all.claim(connection(), worker_id, 1)));
  EXPECT_TRUE(note(last.claim(connection(), other_id, 1)));
  EXPECT_TRUE(note(all.claim(connection(), worker_id, 1)));
  EXPECT_TRUE(note(last.claim(connection(), other_id, 1)));
  while (note(all.claim(connection(), worker_id, 1))) {
  }
  EXPECT_EQ(claimed.size(), 20u);
}

TEST_F(RestrictedClaims, OfSeveralWorkersNeverMeet) {
  queue_keys(200);
  constexpr int kWorkers = 4;
  std::vector<Keys> claimed(kWorkers);
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < kWorkers; ++i) {
      workers.emplace_back([&, i, worker_id = register_worker()] {
        auto own = database.connect();
        const auto chosen = queue(i == 0 ? "subject > 0" : "subject <= 150");
        while (const auto claim = chosen.claim(own, worker_id, 3))
          claimed[i].insert(claimed[i].end(), claim->keys.begin(), claim->keys.end());
      });
    }
  }
  Keys all;
  for (const Keys& keys : claimed) all.insert(all.end(), keys.begin(), keys.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all.size(), 200u);
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

// One that is stopped between its statements has the turn of all.
TEST_F(RestrictedClaims, ASleeperLosesItsTurnSoon) {
  queue_keys(2);
  const auto worker_id = register_worker();
  auto sleeper = database.connect();
  db::Transaction asleep(sleeper);
  asleep.query(populate::turn_sql(toy::measurement()));
  execute("set statement_timeout = '20s'");
  EXPECT_TRUE(populate::Queue(toy::measurement(), {{}, 1}).claim(connection(), worker_id, 1));
  try {
    asleep.query("select 1");
    ADD_FAILURE() << "the turn was kept";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::transient);  // over a new connection it claims again
  }
}

}  // namespace
}  // namespace doppel
