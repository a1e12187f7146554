#include "bench/engine/stale.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <functional>

#include "bench/engine/crew.h"
#include "bench/engine/laboratory.h"
#include "populate/stale.h"
#include "relation/ddl.h"
#include "relation/input_hash.h"
#include "relation/integrity.h"
#include "util/error.h"

namespace doppel::bench {
namespace {

constexpr int kKeysPerRun = 256;  // a usual batch

// Results as workers leave them, each of a run.
void fill(db::Connection& connection, std::int64_t n_keys) {
  connection.execute(
      "insert into provenance.run (table_name, n_keys, maker_version, worker, host, pid, device, "
      "code_commit,\n"
      "  code_dirty, build_id, libraries, schema_version, claimed_at, started_at, ended_at, cpu_seconds,\n"
      "  gpu_seconds, peak_memory_bytes)\n"
      "select 'bench.score', $1::integer, 1, 'bench', 'here', 1, 'cpu', '', false, '', '{}', 1, now(), "
      "now(),\n"
      "  now(), 0, 0, 0 from generate_series(0, $2::bigint / $1::integer)",
      {std::to_string(kKeysPerRun), std::to_string(n_keys)});
  connection.execute(
      "insert into bench.score (model, unit_id, value, _run_id, _input_hash)\n"
      "select p1.model, p2.unit_id, 0, 1 + (row_number() over () - 1) / $1::integer, " +
          relation::input_hash_expression(score()) + "\nfrom bench.model p1, bench.unit p2",
      {std::to_string(kKeysPerRun)});
  connection.execute("insert into provenance.maker values ('bench.score', 1)");
  connection.execute("vacuum analyze bench.score, provenance.run");
  connection.execute("checkpoint");
}

// Seconds, the median of three.
double duration(const std::function<void()>& work) {
  std::array<double, 3> seconds{};
  for (double& one : seconds) {
    const auto start = std::chrono::steady_clock::now();
    work();
    one = seconds_since(start);
  }
  std::ranges::sort(seconds);
  return seconds[1];
}

void look(db::Connection& connection, const char* what, std::int64_t n_stale) {
  const double count = duration([&] { connection.execute("select count(*) from bench.score"); });
  const double stale = duration([&] {
    const auto rows = populate::stale_rows(connection, schema(), {});
    if (static_cast<std::int64_t>(rows.size()) == n_stale) return;
    throw Error(ErrorClass::internal,
                std::to_string(rows.size()) + " rows are stale, not " + std::to_string(n_stale));
  });
  std::printf("stale, %s: %.2f s, %.1f times the %.2f s of a count of the same rows\n", what, stale,
              stale / count, count);
}

}  // namespace

void bench_stale(const std::string& server, std::int64_t n_keys) {
  db::Connection connection(fresh_database(server, "bench_stale"), "bench");
  create_tables(connection);
  for (const relation::Table* table : schema().tables)
    connection.execute(relation::create_integrity(schema(), *table));
  connection.execute(populate::create_stale_view(schema()));
  add_parents(connection, n_keys);
  fill(connection, n_keys);
  look(connection, "nothing is", 0);
  connection.execute("update bench.unit set depth = -1 where unit_id % 100 = 0");
  look(connection, "one percent is", n_keys / 100);
}

}  // namespace doppel::bench
