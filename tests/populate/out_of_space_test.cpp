// A full disk of the server's: whatever a worker was about, it waits until there is room and loses nothing. A
// trigger that raises PostgreSQL's own error stands for the disk, so that the test needs no file system of
// its own.
#include <thread>

#include "db/out_of_space.h"
#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;

class OutOfSpace : public toy::Laboratory {
 protected:
  OutOfSpace() {
    execute(
        "create table toy.full_disk (); create table toy.refusal (at timestamptz);\n"
        "create function toy.write() returns trigger language plpgsql as $$ begin\n"
        "  if exists (select from pg_class where oid = to_regclass('toy.full_disk')) then\n"
        "    raise exception 'could not extend file: No space left on device' using errcode = '53100';\n"
        "  end if; return null; end $$;");
  }
  void fill_disk_before(const std::string& operation, const std::string& table) {
    execute("create trigger full_disk before " + operation + " on " + table +
            " for each statement execute function toy.write()");
  }
  void make_room() { database.connect().execute("drop table toy.full_disk"); }

  // Works while the disk is full, which it is for the first half second.
  populate::WorkerSummary work_with_a_full_disk() {
    std::jthread janitor([this] {
      std::this_thread::sleep_for(500ms);
      make_room();
    });
    return work(toy::makers());
  }
  void expect_all_done(const populate::WorkerSummary& summary) {
    EXPECT_EQ(summary.done, 6);
    EXPECT_EQ(summary.failed, 0);
    EXPECT_EQ(count("toy.measurement"), 3);
    EXPECT_EQ(text("select sum(n_keys) from provenance.run"), "6");
    EXPECT_EQ(count("job.measurement"), 0);
  }
};

TEST_F(OutOfSpace, IsToldApartFromOtherErrors) {
  fill_disk_before("insert", "toy.subject");
  EXPECT_THROW(add(1), db::OutOfSpace);
}

TEST_F(OutOfSpace, ACommitWaitsAndItsResultIsKept) {
  add(3);
  fill_disk_before("insert", "toy.measurement");
  expect_all_done(work_with_a_full_disk());
  EXPECT_EQ(count("provenance.run where table_name = 'toy.measurement'"), 1);
}

TEST_F(OutOfSpace, AClaimWaits) {
  add(3);
  fill_disk_before("update", "job.measurement");
  expect_all_done(work_with_a_full_disk());
}

TEST_F(OutOfSpace, TheSearchForKeysWaits) {
  add(3);
  fill_disk_before("insert", "job.measurement");
  expect_all_done(work_with_a_full_disk());
}

TEST_F(OutOfSpace, AWorkerThatIsToldToStopDoesNotWait) {
  add(3);
  fill_disk_before("insert", "toy.measurement");
  std::stop_source stop;
  const auto makers = toy::makers();
  std::jthread worker([&] { populate::Worker(options(), toy::schema(), makers).run(stop.get_token()); });
  ASSERT_TRUE(toy::wait_until([&] { return count("job.measurement where status = 'claimed'") == 3; }));
  stop.request_stop();
  worker.join();
  EXPECT_EQ(count("toy.measurement"), 0);
  EXPECT_EQ(count("job.measurement where status <> 'failed'"), 3);
}

}  // namespace
}  // namespace doppel
