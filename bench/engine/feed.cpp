#include "bench/engine/feed.h"

#include <chrono>
#include <cstdio>
#include <optional>
#include <thread>

#include "bench/engine/crew.h"
#include "bench/engine/laboratory.h"
#include "relation/enqueue_ddl.h"
#include "util/error.h"

namespace doppel::bench {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::int64_t kBlock = 100'000;       // keys that come at once
constexpr std::int64_t kBacklog = 3 * kBlock;  // that wait at least, so that no worker idles

// Keys come as they do in a laboratory: new parents, whose triggers queue what they make possible.
class Feeder {
 public:
  explicit Feeder(db::Connection& connection) : connection_(connection) {}
  void keep_full(std::int64_t n_done) {
    while (n_fed_ - n_done < kBacklog) add_block();
  }

 private:
  void add_block() {
    const std::int64_t first = n_fed_ / kModels + 1, last = first + kBlock / kModels - 1;
    connection_.execute("insert into bench.unit select n, n from generate_series($1::integer, $2::integer) n",
                        {std::to_string(first), std::to_string(last)});
    n_fed_ += kBlock;
  }
  db::Connection& connection_;
  std::int64_t n_fed_ = 0;
};

std::int64_t n_done(db::Connection& connection) {
  return connection.execute("select coalesce(sum(n_keys), 0) from provenance.run").integer(0, 0);
}

std::string fresh_laboratory(const std::string& server) {
  const std::string database = fresh_database(server, "bench_feed");
  db::Connection connection(database, "bench");
  create_tables(connection);
  connection.execute(relation::create_enqueue_triggers(schema(), score()));
  add_parents(connection, 0);
  return database;
}

int work_for_ever(const std::string& database, int batch) {
  auto how = worker_options(database);
  how.exit_when_empty = false;
  const auto all = makers(batch);
  populate::Worker(how, schema(), all).run({});
  return 0;
}

void print_rate(const std::string& when, std::int64_t n_keys, double seconds, const Feeding& feeding) {
  std::printf("fed, workers=%d batch=%d%s, %s: %.0f keys/s\n", feeding.n_workers, feeding.batch,
              feeding.reader ? ", reader's transaction open" : "", when.c_str(),
              static_cast<double>(n_keys) / seconds);
  std::fflush(stdout);
}

}  // namespace

void bench_feed(const Feeding& feeding, const std::string& server) {
  const std::string database = fresh_laboratory(server);
  Crew crew(feeding.n_workers, [&](int) { return work_for_ever(database, feeding.batch); });
  db::Connection connection(database, "bench meter"), feeds(database, "bench feeder"),
      reads(database, "bench reader");
  Feeder feeder(feeds);
  feeder.keep_full(0);
  while (n_done(connection) == 0) std::this_thread::sleep_for(100ms);
  std::optional<db::Transaction> reader;
  if (feeding.reader) {
    reader.emplace(reads, db::Transaction::Mode::read_only_snapshot);
    reader->query("select count(*) from bench.model");
  }
  const std::int64_t n_before = n_done(connection);
  const auto start = Clock::now();
  std::int64_t n_then = n_before, n_now = n_before;
  auto minute = start;
  for (int number = 1; number <= feeding.minutes;) {
    std::this_thread::sleep_for(200ms);
    if (!crew.is_at_work()) throw Error(ErrorClass::internal, "a worker ended");
    n_now = n_done(connection);
    feeder.keep_full(n_now);
    if (seconds_since(minute) < 60) continue;
    print_rate("minute " + std::to_string(number++), n_now - n_then, seconds_since(minute), feeding);
    n_then = n_now;
    minute = Clock::now();
  }
  print_rate("all", n_now - n_before, seconds_since(start), feeding);
}

}  // namespace doppel::bench
