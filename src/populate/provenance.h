// Records of runs: who computed (or imported) what, when, where, with which code. Imports use it as workers
// do.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"
#include "populate/build_facts.h"

namespace doppel::populate {

// A point of the database's clock, the only one that hosts share. The epoch itself stands for "not stated".
using DatabaseTime = std::chrono::sys_time<std::chrono::microseconds>;
DatabaseTime database_time(db::Connection& connection);

// A row of provenance.run. Process id, host, scheduler ids, database role and schema version are taken from
// where they are.
struct RunRecord {
  std::string table;        // qualified name of the table whose rows the run made
  std::int64_t n_keys = 0;  // that it writes
  int maker_version = 1;
  std::string parameters = "{}";  // JSON object: settings and seed
  std::string worker;             // empty: the connection's application name
  std::string device = "cpu";
  DeviceFacts device_facts;
  BuildFacts facts;
  DatabaseTime claimed_at{}, started_at{}, ended_at{};  // not stated: now
  double cpu_seconds = 0, gpu_seconds = 0;
};

// Writes the record and returns its run_id; the rows that name it belong into the same transaction.
std::int64_t insert_run(db::Transaction& transaction, const RunRecord& run);
// Those of several batches, in their order. REQUIRES: at least one; they differ in n_keys, parameters, times
// and costs alone.
std::vector<std::int64_t> insert_runs(db::Transaction& transaction, const std::vector<RunRecord>& runs);

double process_cpu_seconds();  // user and system time of this process so far

std::string host_name();
std::string json_string(std::string_view text);  // quoted and escaped

}  // namespace doppel::populate
