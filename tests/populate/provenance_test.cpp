// What is recorded with each result: the run, the stamps, the input hash.
#include <unistd.h>

#include "populate/provenance.h"
#include "populate/toy.h"
#include "util/sha256.h"

namespace doppel {
namespace {

class Provenance : public toy::Laboratory {
 protected:
  std::string refusal(const std::string& sql) {
    try {
      execute(sql);
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  }
};

TEST_F(Provenance, OneRunPerBatchNamedByItsRows) {
  add(6);
  work(toy::makers({.max_keys = 4}));
  EXPECT_EQ(text("select array_agg(n_keys order by run_id) from provenance.run where table_name = "
                 "'toy.measurement'"),
            "{4,2}");
  EXPECT_EQ(count("toy.measurement natural join (select run_id as _run_id, n_keys from provenance.run) r "
                  "where n_keys = case when subject <= 4 then 4 else 2 end"),
            6);
  EXPECT_EQ(count("toy.sample s join toy.measurement m using (subject, setting, _run_id, _input_hash)"), 12);
}

TEST_F(Provenance, ARunTellsWhoWhatWhereAndWhen) {
  add(1);
  auto how = options();
  how.tables = {"measurement"};
  how.device_facts = {"Abacus 3", "GPU-1", "1.2", "13.0"};
  setenv("SLURM_JOB_ID", "4711", 1);
  work(toy::makers({.version = 3}), how);
  unsetenv("SLURM_JOB_ID");
  const auto is = [&](const std::string& condition) {
    return count("provenance.run where " + condition) == 1;
  };
  EXPECT_TRUE(is("table_name = 'toy.measurement' and n_keys = 1 and maker_version = 3"));
  EXPECT_TRUE(is("parameters = '{\"n\": 1, \"seed\": 7}' and seed = 7"));
  EXPECT_TRUE(is("host = '" + populate::host_name() + "' and pid = " + std::to_string(getpid())));
  EXPECT_TRUE(
      is("worker like 'doppel worker %' and database_role = current_user and scheduler_job_id = '4711'"));
  EXPECT_TRUE(is(
      "device = 'cpu' and device_model = 'Abacus 3' and device_uuid = 'GPU-1' and device_driver = '1.2' and "
      "cuda_version = '13.0'"));
  EXPECT_TRUE(
      is("code_commit = '0123abc' and not code_dirty and build_id = 'build-1' and "
         "libraries ->> 'torch' = '2.13.0' and schema_version = (select max(version) from "
         "provenance.migration)"));
  EXPECT_TRUE(is(
      "claimed_at > now() - interval '1 minute' and claimed_at <= started_at and started_at <= ended_at and "
      "ended_at <= committed_at + interval '1 second'"));
  EXPECT_TRUE(is("cpu_seconds >= 0 and gpu_seconds = 0 and peak_memory_bytes > 1000000"));
}

TEST_F(Provenance, TheInputHashIsThatOfTheParentsRowHashes) {
  add(1);
  auto how = options();
  how.tables = {"measurement"};
  work(toy::makers(), how);
  const std::string expected = sha256_hex("toy.subject:" + text("select _row_hash from toy.subject") + "\n" +
                                          "toy.setting:" + text("select _row_hash from toy.setting"));
  EXPECT_EQ(text("select _input_hash from toy.measurement"), expected);
}

TEST_F(Provenance, HashesFormAChainToTheRoot) {
  add(1);
  work(toy::makers());
  const std::string before = text("select _input_hash from toy.summary");
  EXPECT_EQ(before, sha256_hex("toy.measurement:" + text("select _row_hash from toy.measurement")));
  const std::string measured = text("select _row_hash from toy.measurement");
  execute("update toy.measurement set _input_hash = 'forged'");
  EXPECT_NE(text("select _row_hash from toy.measurement"), measured);
}

TEST_F(Provenance, RunsCannotBeChanged) {
  add(1);
  work(toy::makers());
  for (const char* sql : {"update provenance.run set host = 'elsewhere'", "delete from provenance.run",
                          "truncate provenance.run"}) {
    EXPECT_NE(refusal(sql).find("append-only"), std::string::npos) << sql;
  }
  execute("set session_replication_role = replica");  // a superuser's way around triggers
  EXPECT_NE(refusal("delete from provenance.run").find("append-only"), std::string::npos);
  EXPECT_EQ(count("provenance.run"), 2);
}

TEST_F(Provenance, AnImportRecordsItselfLikewise) {
  populate::RunRecord run;
  run.table = "toy.subject";
  run.n_keys = 1;
  run.parameters = R"({"file": )" + populate::json_string("a \"b\"\n\xff") + "}";
  run.claimed_at = run.started_at = populate::database_time(connection());
  db::Transaction transaction(connection());
  const auto run_id = populate::insert_run(transaction, run);
  transaction.commit();
  EXPECT_EQ(count("provenance.run where run_id = " + std::to_string(run_id) +
                  " and code_commit = 'unknown' and code_dirty and seed is null and worker = 'test'"),
            1);
}

}  // namespace
}  // namespace doppel
