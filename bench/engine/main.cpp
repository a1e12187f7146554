// The populate engine's benchmarks; bench/populate runs them beside their peers.
#include <spdlog/spdlog.h>
#include <sys/mman.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <thread>

#include "bench/engine/crew.h"
#include "bench/engine/feed.h"
#include "bench/engine/laboratory.h"
#include "bench/engine/plain.h"
#include "bench/engine/stale.h"
#include "db/server.h"
#include "populate/queue.h"
#include "populate/status.h"
#include "util/error.h"

namespace doppel::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  std::string home;  // of the server
  std::int64_t n_keys = 400'000;
  int n_workers = 2;
  int batch = 1024;
  double seconds = 600;  // the longest that a rate is measured
  bool alone = false;    // no batches that share a claim and a commit
  bool plain = false;
  bool reader = false;  // a transaction stays open meanwhile, and holds back vacuum
};

// A count that child processes share with us. Lives as long as the program.
std::atomic<std::int64_t>& shared_count() {
  void* page = mmap(nullptr, sizeof(std::atomic<std::int64_t>), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) throw Error(ErrorClass::environment, "no shared memory");
  return *new (page) std::atomic<std::int64_t>(0);
}

void run_worker(const Options& options, const std::string& database, Gate& gate,
                std::atomic<std::int64_t>& n_done) {
  if (options.plain) {
    gate.wait();
    return work_plainly(database, options.batch, n_done);
  }
  const auto all = makers(options.batch, [&] { gate.wait(); });
  auto how = worker_options(database);
  if (options.alone) how.longest_convoy = 1;
  const auto summary = populate::Worker(how, schema(), all).run({});
  if (summary.failed + summary.released + summary.fenced > 0) {
    throw Error(ErrorClass::internal, std::to_string(summary.failed) + " failed, " +
                                          std::to_string(summary.released) + " released, " +
                                          std::to_string(summary.fenced) + " fenced");
  }
}

// The plain statements leave no records of runs.
Progress progress(db::Connection& connection, const Options& options, std::int64_t n_done) {
  if (options.plain) return {n_done, n_done > 0 ? options.n_workers : 0};
  const auto done =
      connection.execute("select coalesce(sum(n_keys), 0), count(distinct pid) from provenance.run");
  return {done.integer(0, 0), done.integer(0, 1)};
}

void expect_all_done(db::Connection& connection, std::int64_t n_keys) {
  const auto left =
      connection.execute("select (select count(*) from bench.score), (select count(*) from job.score)");
  if (left.integer(0, 0) == n_keys && left.integer(0, 1) == 0) return;
  throw Error(ErrorClass::internal, std::to_string(left.integer(0, 0)) + " results and " +
                                        std::to_string(left.integer(0, 1)) + " jobs for " +
                                        std::to_string(n_keys) + " keys");
}

void bench_rate(const Options& options, const std::string& server) {
  const std::string database = laboratory(server, options.n_keys);
  auto& n_done = shared_count();
  Gate gate;
  Crew crew(options.n_workers, [&](int) {
    run_worker(options, database, gate, n_done);
    return 0;
  });
  gate.open_for(crew);
  db::Connection connection(database, "bench meter");
  db::Connection other(database, "bench reader");
  std::optional<db::Transaction> reader;
  if (options.reader) {
    reader.emplace(other, db::Transaction::Mode::read_only_snapshot);
    reader->query("select count(*) from bench.model");
  }
  const Rate rate =
      measure(crew, options.n_workers, process_parent(connection.backend_pid()), options.n_keys * 9 / 10,
              options.seconds, [&] { return progress(connection, options, n_done); });
  std::printf("%s workers=%d batch=%d%s: %.0f keys/s, %.1f us of CPU a key (%.1f cores)%s\n",
              options.plain ? "plain " : "engine", options.n_workers, options.batch,
              options.alone ? " each alone" : "", rate.keys_per_second(), rate.cpu_microseconds_per_key(),
              rate.cpu_seconds / rate.seconds, options.reader ? ", reader's transaction open" : "");
  std::fflush(stdout);
  if (rate.seconds >= options.seconds) return;  // the crew is ended unfinished
  crew.wait();
  expect_all_done(connection, options.n_keys);
}

void bench_enqueue(const Options& options, const std::string& server) {
  const std::string database = fresh_database(server, "bench_engine");
  db::Connection connection(database, "bench");
  create_tables(connection);
  add_parents(connection, options.n_keys);
  const auto start = Clock::now();
  const auto n_added = populate::enqueue_missing(connection, score());
  const double seconds = seconds_since(start);
  const auto again = Clock::now();
  populate::enqueue_missing(connection, score());
  std::printf("enqueue: %ld keys in %.1f s; finding that none is missing %.2f s\n", n_added, seconds,
              seconds_since(again));
}

double quantile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

// Of claims of one key each, in milliseconds.
std::vector<double> claim_latencies(db::Connection& connection, const std::string& worker_id) {
  constexpr int kClaims = 500;
  const populate::Queue queue(score(), {{"model"}, 1});
  std::vector<double> latencies;
  for (int i = 0; i < kClaims; ++i) {
    const auto start = Clock::now();
    if (!queue.claim(connection, std::stoll(worker_id), 1)) break;
    latencies.push_back(1e3 * seconds_since(start));
  }
  return latencies;
}

// One claim in a hundred meets a checkpoint or another process: so the 99th percentile is itself the median
// of several rounds, taken in turn.
void bench_latency(const Options& options, const std::string& server) {
  constexpr int kRounds = 5;
  const std::vector<std::int64_t> sizes{1000, options.n_keys};
  std::map<std::int64_t, std::vector<double>> medians, p99s;
  for (int round = 0; round < kRounds; ++round) {
    for (const std::int64_t n_keys : sizes) {
      db::Connection connection(laboratory(server, n_keys), "bench");
      const auto worker = connection.execute(
          "insert into job.worker (application_name, host, pid, device, lease_until)\n"
          "values ('bench', 'here', 1, 'cpu', clock_timestamp() + interval '1 hour') returning worker_id");
      const auto latencies = claim_latencies(connection, std::string(worker.text(0, 0)));
      medians[n_keys].push_back(quantile(latencies, .5));
      p99s[n_keys].push_back(quantile(latencies, .99));
    }
  }
  for (const std::int64_t n_keys : sizes) {
    std::printf("claim of one key, %ld pending: median %.2f ms, p99 %.2f ms (%.2f to %.2f)\n", n_keys,
                quantile(medians[n_keys], .5), quantile(p99s[n_keys], .5), quantile(p99s[n_keys], 0),
                quantile(p99s[n_keys], 1));
  }
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("Benchmarks of the populate engine on a private, durable PostgreSQL server");
  app.add_option("--home", options.home, "where the server lies")->required();
  app.require_subcommand(1);
  auto* rate = app.add_subcommand("rate", "claim and commit of keys that cost nothing");
  auto* enqueue = app.add_subcommand("enqueue", "filling the queue");
  auto* latency = app.add_subcommand("latency", "claims of one key with a short and a long queue");
  auto* stale = app.add_subcommand("stale", "a look for stale rows");
  auto* url = app.add_subcommand("url", "start the server and print where it is, for the peers");
  auto* feed = app.add_subcommand("feed", "the rate of each minute while keys are fed");
  auto* stop = app.add_subcommand("stop", "stop the server");
  Feeding feeding;
  feed->add_option("--workers", feeding.n_workers);
  feed->add_option("--batch", feeding.batch, "keys");
  feed->add_option("--minutes", feeding.minutes);
  feed->add_flag("--reader", feeding.reader, "a transaction that reads stays open");
  for (auto* command : {rate, enqueue, latency, stale}) command->add_option("--keys", options.n_keys);
  rate->add_option("--workers", options.n_workers);
  rate->add_option("--batch", options.batch, "keys");
  rate->add_option("--seconds", options.seconds, "the longest that it is measured");
  rate->add_flag("--alone", options.alone, "each batch has a claim and a transaction of its own");
  rate->add_flag("--plain", options.plain, "the plain SQL limit instead of the engine");
  rate->add_flag("--reader", options.reader, "a transaction that reads stays open");
  CLI11_PARSE(app, argc, argv);
  spdlog::set_level(spdlog::level::warn);
  if (*stop) return db::EmbeddedServer(options.home).stop() ? 0 : 1;
  const std::string server = db::EmbeddedServer(options.home).ensure_running("postgres");
  if (*url) std::printf("%s\n", server.c_str());
  if (*rate) bench_rate(options, server);
  if (*enqueue) bench_enqueue(options, server);
  if (*latency) bench_latency(options, server);
  if (*feed) bench_feed(feeding, server);
  if (*stale) bench_stale(server, options.n_keys);
  return 0;
}

}  // namespace
}  // namespace doppel::bench

int main(int argc, char** argv) {
  try {
    return doppel::bench::run(argc, argv);
  } catch (const doppel::Error& error) {
    std::fprintf(stderr, "populate_bench: %s\n", error.what());
    return 1;
  }
}
