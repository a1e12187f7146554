#include "populate/provenance.h"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "util/error.h"

namespace doppel::populate {
namespace {

using db::Parameter;

Parameter unless_empty(const std::string& text) { return text.empty() ? Parameter{} : Parameter{text}; }

// The first of the variables that is set: each scheduler has its own.
Parameter environment(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const char* value = std::getenv(name); value && *value) return value;
  }
  return {};
}

Parameter microseconds(DatabaseTime time) {
  if (time == DatabaseTime{}) return {};
  return std::to_string(time.time_since_epoch().count());
}

std::int64_t peak_memory_bytes() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  return std::int64_t{use.ru_maxrss} * 1024;  // Linux counts KiB
}

std::string cpu_model() {
  std::ifstream cpus("/proc/cpuinfo");
  for (std::string line; std::getline(cpus, line);) {
    const auto colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "";
}

const std::string& device_model(const RunRecord& run) {
  static const std::string cpu = cpu_model();
  return run.device_facts.model.empty() && run.device == "cpu" ? cpu : run.device_facts.model;
}

constexpr const char* kInsert = R"(
insert into provenance.run (table_name, n_keys, maker_version, parameters, worker, host, pid, scheduler_job_id,
  scheduler_array_job_id, scheduler_array_task_id, device, device_model, device_uuid, device_driver, cuda_version,
  code_commit, code_dirty, build_id, libraries, schema_version, claimed_at, started_at, ended_at, cpu_seconds,
  gpu_seconds, peak_memory_bytes)
select $1, $2::integer, $3::integer, $4::jsonb, coalesce($5, current_setting('application_name')), $6, $7::integer, $8,
  $9, $10, $11, $12, $13, $14, $15, $16, $17::boolean, $18, $19::jsonb,
  (select coalesce(max(version), 0) from provenance.migration),
  coalesce(timestamptz 'epoch' + $20::bigint * interval '1 microsecond', clock_timestamp()),
  coalesce(timestamptz 'epoch' + $21::bigint * interval '1 microsecond', clock_timestamp()),
  coalesce(timestamptz 'epoch' + $22::bigint * interval '1 microsecond', clock_timestamp()),
  $23::double precision, $24::double precision, $25::bigint
returning run_id)";

}  // namespace

DatabaseTime database_time(db::Connection& connection) {
  const auto now = connection.execute("select (extract(epoch from clock_timestamp()) * 1000000)::bigint");
  return DatabaseTime(std::chrono::microseconds(now.integer(0, 0)));
}

std::int64_t insert_run(db::Transaction& transaction, const RunRecord& run) {
  const BuildFacts& facts = run.facts;
  const DeviceFacts& device = run.device_facts;
  const std::vector<Parameter> parameters{
      run.table,
      std::to_string(run.n_keys),
      std::to_string(run.maker_version),
      run.parameters,
      unless_empty(run.worker),
      host_name(),
      std::to_string(getpid()),
      environment({"SLURM_JOB_ID", "PBS_JOBID", "LSB_JOBID", "JOB_ID"}),
      environment({"SLURM_ARRAY_JOB_ID"}),
      environment({"SLURM_ARRAY_TASK_ID", "PBS_ARRAY_INDEX", "LSB_JOBINDEX", "SGE_TASK_ID"}),
      run.device,
      unless_empty(device_model(run)),
      unless_empty(device.uuid),
      unless_empty(device.driver),
      unless_empty(device.cuda),
      facts.commit,
      facts.dirty ? "true" : "false",
      facts.build_id,
      nlohmann::json(facts.libraries).dump(),
      microseconds(run.claimed_at),
      microseconds(run.started_at),
      microseconds(run.ended_at),
      std::to_string(run.cpu_seconds),
      std::to_string(run.gpu_seconds),
      std::to_string(peak_memory_bytes())};
  return transaction.prepared(kInsert, parameters).integer(0, 0);
}

double process_cpu_seconds() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

std::string host_name() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return "unknown";
  return name.data();
}

std::string json_string(std::string_view text) {
  // Bytes that are not UTF-8 are replaced: a file name may hold any.
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace doppel::populate
