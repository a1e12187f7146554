#include "populate/provenance.h"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "relation/value.h"
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

// What batches differ in comes as arrays, $19 to $25.
constexpr const char* kInsert = R"(
insert into provenance.run (table_name, maker_version, worker, host, pid, scheduler_job_id, scheduler_array_job_id,
  scheduler_array_task_id, device, device_model, device_uuid, device_driver, cuda_version, code_commit, code_dirty,
  build_id, libraries, peak_memory_bytes, schema_version, n_keys, parameters, claimed_at, started_at, ended_at,
  cpu_seconds, gpu_seconds)
select $1, $2::integer, coalesce($3, current_setting('application_name')), $4, $5::integer, $6, $7, $8, $9, $10, $11,
  $12, $13, $14, $15::boolean, $16, $17::jsonb, $18::bigint,
  (select coalesce(max(version), 0) from provenance.migration), n_keys, parameters::jsonb,
  coalesce(timestamptz 'epoch' + claimed_at * interval '1 microsecond', clock_timestamp()),
  coalesce(timestamptz 'epoch' + started_at * interval '1 microsecond', clock_timestamp()),
  coalesce(timestamptz 'epoch' + ended_at * interval '1 microsecond', clock_timestamp()), cpu_seconds, gpu_seconds
from unnest($19::integer[], $20::text[], $21::bigint[], $22::bigint[], $23::bigint[], $24::double precision[],
  $25::double precision[]) with ordinality
  batch (n_keys, parameters, claimed_at, started_at, ended_at, cpu_seconds, gpu_seconds, place)
order by place
returning run_id)";

// An array of what `element` says of each run.
template <class Element>
std::string array_of(const std::vector<RunRecord>& runs, Element element) {
  std::string array;
  for (const RunRecord& run : runs) array += (array.empty() ? "{" : ",") + element(run);
  return array + "}";
}

std::string time_array(const std::vector<RunRecord>& runs, DatabaseTime RunRecord::*time) {
  return array_of(runs, [&](const RunRecord& run) { return microseconds(run.*time).value_or("null"); });
}

std::string parameters_array(const std::vector<RunRecord>& runs) {
  std::vector<std::string> all;
  for (const RunRecord& run : runs) all.push_back(run.parameters);
  return relation::to_text(relation::Value(std::move(all)), relation::Type::text_array);
}

}  // namespace

DatabaseTime database_time(db::Connection& connection) {
  const auto now = connection.execute("select (extract(epoch from clock_timestamp()) * 1000000)::bigint");
  return DatabaseTime(std::chrono::microseconds(now.integer(0, 0)));
}

std::int64_t insert_run(db::Transaction& transaction, const RunRecord& run) {
  return insert_runs(transaction, {run}).front();
}

std::vector<std::int64_t> insert_runs(db::Transaction& transaction, const std::vector<RunRecord>& runs) {
  const RunRecord& run = runs.front();
  const BuildFacts& facts = run.facts;
  const DeviceFacts& device = run.device_facts;
  const std::vector<Parameter> parameters{
      run.table,
      std::to_string(run.maker_version),
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
      std::to_string(peak_memory_bytes()),
      array_of(runs, [](const RunRecord& one) { return std::to_string(one.n_keys); }),
      parameters_array(runs),
      time_array(runs, &RunRecord::claimed_at),
      time_array(runs, &RunRecord::started_at),
      time_array(runs, &RunRecord::ended_at),
      array_of(runs, [](const RunRecord& one) { return std::to_string(one.cpu_seconds); }),
      array_of(runs, [](const RunRecord& one) { return std::to_string(one.gpu_seconds); })};
  const auto rows = transaction.prepared(kInsert, parameters);
  std::vector<std::int64_t> run_ids;
  for (std::size_t row = 0; row < rows.size(); ++row) run_ids.push_back(rows.integer(row, 0));
  return run_ids;
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
