#include "populate/worker.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <map>

#include "populate/durations.h"
#include "populate/every.h"
#include "populate/lease.h"
#include "populate/pipeline.h"
#include "populate/status.h"
#include "populate/workplaces.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using Clock = std::chrono::steady_clock;
using relation::Table;
using std::chrono::milliseconds;

// How long the worker stays with one table before it looks at those listed before it.
constexpr milliseconds kStay{1000};
// While there is work, keys that no trigger queued are looked for this often.
constexpr milliseconds kSearchPause{60'000};

std::string worker_name() {
  return "doppel worker " + host_name().substr(0, 30) + ":" + std::to_string(getpid());
}

// Of a grace, what is kept for leaving a checkpoint and releasing the keys.
milliseconds reserve_of(milliseconds grace) { return grace / 5; }

}  // namespace

struct Worker::Impl {
  Impl(WorkerOptions options_, const relation::Schema& schema_,
       const std::vector<std::unique_ptr<Maker>>& makers)
      : options(std::move(options_)),
        places(workplaces(options.tables, schema_, makers)),
        busy_query(busy_sql(places, schema_)),
        suspects_query(suspects_sql(places)),
        name(worker_name()) {}

  WorkerSummary run(const std::stop_token& stop_token);
  void connect();

  // The loop, on a thread of its own.
  void loop();
  void guarded_loop(std::exception_ptr& trouble);
  bool step();
  bool step_idle();
  bool may_claim() const;
  void keep_the_lease();
  void mind_the_grace();
  void free_abandoned_keys();
  void search_while_busy();
  std::int64_t enqueue_all();
  bool is_true(const std::string& sql);
  void wait_for_work();

  // What to do next.
  SharedUnit next_unit();
  SharedUnit next_part();
  SharedUnit claim_anything();
  SharedUnit claim_with(int deaths);
  std::optional<Claim> claim_from(const Workplace& place, int deaths);
  std::int64_t claim_limit(const Workplace& place, int deaths);
  std::int64_t fitting_in_time(const Workplace& place, std::int64_t limit);
  void show_table(const Table& table);

  // One batch, and what becomes of it.
  void start(SharedUnit unit);
  Pipeline::Expectation expected_of(const Unit& unit) const;
  void settle(const Outcome& outcome);
  bool is_to_be_split(const Outcome& outcome) const;
  void split(const Unit& unit);
  void give_up(const Unit& unit, const Failure& failure);
  std::size_t release(const Unit& unit);

  template <class Work>
  auto query(Work&& work) {
    return session->run(stop, std::forward<Work>(work));
  }

  const WorkerOptions options;
  const std::vector<Workplace> places;
  const std::string busy_query, suspects_query, name;

  std::stop_token stop;
  std::optional<Session> session;  // the loop's
  std::optional<Lease> lease;
  std::optional<Pipeline> pipeline;
  WorkerSummary summary;
  Clock::time_point started;
  std::optional<Clock::time_point> stopped;  // when the loop heard of the stop
  std::int64_t n_claimed = 0;
  bool out_of_time = false;          // something was not claimed because it would take too long
  std::vector<Unit> in_hand;         // parts of batches that failed, the next one last
  std::map<const Table*, int> fits;  // keys of a batch that memory has room for, where it was too small
  Durations durations;
  const Table* shown = nullptr;             // in pg_stat_activity
  std::size_t current = 0;                  // the place that last had work
  Every look_up{kStay};                     // at the places before it
  Every look_for_missing{milliseconds(0)};  // when idle: at every poll, unless it is slow
  Every search_again{kSearchPause};
  Every look_for_dead{milliseconds(0)};
};

WorkerSummary Worker::Impl::run(const std::stop_token& stop_token) {
  stop = stop_token;
  started = Clock::now();
  summary = {};
  n_claimed = 0;
  connect();
  std::exception_ptr trouble;
  {
    const std::jthread looping([&] { guarded_loop(trouble); });
    pipeline->compute_until_closed();
  }
  pipeline.reset();
  lease.reset();
  session.reset();
  if (trouble) std::rethrow_exception(trouble);
  return summary;
}

void Worker::Impl::connect() {
  look_for_dead = Every(options.lease / 3);
  search_again.done();
  stopped.reset();
  session.emplace(options.connection_string, name, options.limits, [this](db::Connection& connection) {
    connection.listen("doppel_job");
    shown = nullptr;
  });
  keep_the_lease();
  query([this](db::Connection&) { pipeline.emplace(options, name, stop); });
}

void Worker::Impl::guarded_loop(std::exception_ptr& trouble) {
  try {
    loop();
  } catch (const Error& error) {
    // Told to stop while the server is away or full: what is held is freed when the lease is over.
    const bool is_servers =
        error.error_class() == ErrorClass::transient || dynamic_cast<const db::OutOfSpace*>(&error);
    if (stop.stop_requested() && is_servers) {
      spdlog::warn("{}: stopped without the database: {}", name, error.what());
    } else {
      trouble = std::current_exception();
    }
  } catch (...) {
    trouble = std::current_exception();
  }
  pipeline->close();
}

void Worker::Impl::loop() {
  do {
    for (const Outcome& outcome : pipeline->take_outcomes()) settle(outcome);
    mind_the_grace();
    keep_the_lease();
    free_abandoned_keys();
    search_while_busy();
  } while (step());
}

// Starts a batch, or waits until there is something to do; false: nothing is left.
bool Worker::Impl::step() {
  if (pipeline->has_room()) {
    if (auto unit = next_unit()) {
      start(std::move(unit));
      return true;
    }
  }
  if (!pipeline->is_busy()) return step_idle();
  auto until = Clock::now() + options.poll;
  if (stopped) until = std::min(until, Clock::now() + milliseconds(50));
  pipeline->wait_until(until);
  return true;
}

bool Worker::Impl::step_idle() {
  if (!may_claim()) return false;
  if (lease->is_lost()) return true;
  // What others commit after this question may add keys; what they committed before, the search finds.
  const bool busy = !options.exit_when_empty || is_true(busy_query);
  const bool found = (!busy || look_for_missing.is_due()) && enqueue_all() > 0;
  if (auto unit = next_unit()) {
    start(std::move(unit));
    return true;
  }
  if (out_of_time) return false;
  if (found) return true;
  if (!busy) return false;
  wait_for_work();
  return true;
}

bool Worker::Impl::may_claim() const {
  if (stop.stop_requested()) return false;
  if (options.max_time && Clock::now() - started >= *options.max_time) return false;
  return !options.max_jobs || n_claimed < *options.max_jobs;
}

// A lost lease is renewed once all that was claimed under it is settled.
void Worker::Impl::keep_the_lease() {
  if (lease && !lease->is_lost()) return;
  if (pipeline && (pipeline->is_busy() || !in_hand.empty())) return;
  lease.reset();
  // Within query(), for its patience with a server that is away just now.
  query([this](db::Connection&) {
    lease.emplace(
        LeaseOptions{options.connection_string, name, options.device, options.lease, options.limits});
  });
}

// Told to stop with a grace: what was let go on is interrupted near its end, and abandoned at it.
void Worker::Impl::mind_the_grace() {
  if (!stop.stop_requested() || options.grace == milliseconds(0)) return;
  if (!stopped) stopped = Clock::now();
  const auto since = Clock::now() - *stopped;
  if (since >= options.grace - reserve_of(options.grace)) pipeline->interrupt();
  const auto unit = pipeline->computing();
  if (since < options.grace || !options.on_overdue || !unit) return;
  spdlog::warn("{}: what it computes has not ended within the grace; its keys are released", name);
  release(*unit);
  lease.reset();
  options.on_overdue();
}

void Worker::Impl::free_abandoned_keys() {
  if (!look_for_dead.is_due() || stop.stop_requested()) return;
  const auto freed =
      query([&](db::Connection& connection) { return free_abandoned(connection, options.retry); });
  if (freed > 0) spdlog::warn("freed {} keys of workers that died", freed);
  look_for_dead.done();
}

// Triggers queue what new rows make possible, save what two transactions at once make possible only together.
void Worker::Impl::search_while_busy() {
  if (!search_again.is_due() || !may_claim()) return;
  const auto began = Clock::now();
  enqueue_all();
  search_again.done(Clock::now() - began);
}

// Queues what the parents make possible, in all own tables.
std::int64_t Worker::Impl::enqueue_all() {
  const auto began = Clock::now();
  std::int64_t n_added = 0;
  for (const Workplace& place : places) {
    n_added += query([&](db::Connection& connection) { return enqueue_missing(connection, *place.table); });
  }
  look_for_missing.done(Clock::now() - began);
  return n_added;
}

bool Worker::Impl::is_true(const std::string& sql) {
  return query([&](db::Connection& connection) { return connection.execute(sql).boolean(0, 0); });
}

// In short pieces, so that a stop is heard soon.
void Worker::Impl::wait_for_work() {
  const auto until = Clock::now() + options.poll;
  while (!stop.stop_requested() && !lease->is_lost() && Clock::now() < until) {
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
    const auto piece = std::clamp(left, milliseconds(1), milliseconds(200));
    if (query([&](db::Connection& connection) { return connection.wait_for_notification(piece); })) return;
  }
}

SharedUnit Worker::Impl::next_unit() {
  if (auto part = next_part()) return part;
  if (!may_claim() || lease->is_lost()) return nullptr;
  return claim_anything();
}

// Of a batch that failed, a part that is not larger than what memory has had room for since.
SharedUnit Worker::Impl::next_part() {
  while (!in_hand.empty()) {
    auto unit = std::make_shared<const Unit>(std::move(in_hand.back()));
    in_hand.pop_back();
    const auto limit = fits.find(unit->place->table);
    if (limit == fits.end() || unit->claim.keys.size() <= static_cast<std::size_t>(limit->second))
      return unit;
    split(*unit);
  }
  return nullptr;
}

// Keys over which workers died come last, and alone: one of them may do it again.
SharedUnit Worker::Impl::claim_anything() {
  out_of_time = false;
  if (auto unit = claim_with(0)) return unit;
  if (pipeline->is_busy() || !is_true(suspects_query)) return nullptr;
  for (int deaths = 1; deaths < options.retry.max_deaths; ++deaths) {
    if (auto unit = claim_with(deaths)) return unit;
  }
  return nullptr;
}

// From the place that last had work, then the others in turn.
SharedUnit Worker::Impl::claim_with(int deaths) {
  if (look_up.is_due()) {
    current = 0;
    look_up.done();
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t at = (current + i) % places.size();
    auto claim = claim_from(places[at], deaths);
    if (!claim) continue;
    current = at;
    n_claimed += static_cast<std::int64_t>(claim->keys.size());
    return std::make_shared<const Unit>(Unit{&places[at], std::move(*claim), lease->lost(), deaths > 0});
  }
  return nullptr;
}

std::optional<Claim> Worker::Impl::claim_from(const Workplace& place, int deaths) {
  if (!durations.knows(*place.table)) {
    query([&](db::Connection& connection) { durations.learn(connection, *place.table, options.device); });
  }
  const auto limit = claim_limit(place, deaths);
  if (limit == 0) return std::nullopt;
  auto claim = query([&](db::Connection& connection) {
    return place.queue.claim(connection, lease->worker_id(), static_cast<int>(limit), deaths);
  });
  if (claim) show_table(*place.table);
  return claim;
}

std::int64_t Worker::Impl::claim_limit(const Workplace& place, int deaths) {
  std::int64_t limit = largest_batch(std::max(1, place.maker->batching().max_keys), deaths, options.retry);
  if (const auto known = fits.find(place.table); known != fits.end()) {
    limit = std::min<std::int64_t>(limit, known->second);
  }
  if (options.max_jobs) limit = std::min(limit, *options.max_jobs - n_claimed);
  return options.max_time ? fitting_in_time(place, limit) : limit;
}

// Keys that are expected to be done before the time is up; as many as may be where nobody knows.
std::int64_t Worker::Impl::fitting_in_time(const Workplace& place, std::int64_t limit) {
  const auto per_key = durations.of_key(*place.table);
  if (!per_key) return limit;
  const Durations::Seconds left = *options.max_time - (Clock::now() - started) - pipeline->expected_left();
  const double fitting = std::floor(left / std::max(*per_key, Durations::Seconds(1e-9)));
  if (fitting < 1) out_of_time = true;
  return static_cast<std::int64_t>(std::clamp(fitting, 0.0, static_cast<double>(limit)));
}

// What it works on, in pg_stat_activity; its keys are in `status`.
void Worker::Impl::show_table(const Table& table) {
  if (shown == &table) return;
  query([&](db::Connection& connection) {
    connection.execute("select set_config('application_name', $1, false)", {name + " " + table.name});
  });
  shown = &table;
}

void Worker::Impl::start(SharedUnit unit) {
  try {
    if (stop.stop_requested() || unit->lease_lost.stop_requested()) {
      throw Error(ErrorClass::interrupted, "stopped before the batch began");
    }
    auto fetched = query(
        [&](db::Connection& connection) { return fetch_batch(connection, *unit->place, unit->claim.keys); });
    if (fetched.keys.empty()) {
      release(*unit);
      return;
    }
    pipeline->put(unit, std::move(fetched), expected_of(*unit));
  } catch (...) {
    settle({unit, failure_of(std::current_exception()), {}, {}});
  }
}

// A batch that may kill its worker is waited for, so that nothing else goes down with it.
Pipeline::Expectation Worker::Impl::expected_of(const Unit& unit) const {
  auto expected = durations.of_key(*unit.place->table);
  if (!expected || unit.is_suspect) return std::nullopt;
  return *expected * static_cast<double>(unit.claim.keys.size());
}

// What becomes of a batch. The retry policy is a function of the error's class alone.
void Worker::Impl::settle(const Outcome& outcome) {
  const Unit& unit = *outcome.unit;
  const auto n_keys = unit.claim.keys.size();
  if (!outcome.failure) {
    summary.done += outcome.committed.written;
    summary.released += outcome.committed.sent_back;
    durations.note(*unit.place->table, n_keys, outcome.compute);
    return;
  }
  if (outcome.failure->error_class == ErrorClass::out_of_memory) {
    fits[unit.place->table] = std::max(1, static_cast<int>(n_keys / 2));
  }
  if (!is_to_be_split(outcome)) return give_up(unit, *outcome.failure);
  spdlog::info("{}: a batch of {} keys failed ({}); trying its halves", unit.place->table->name, n_keys,
               outcome.failure->message);
  split(unit);
}

bool Worker::Impl::is_to_be_split(const Outcome& outcome) const {
  return outcome.unit->claim.keys.size() > 1 && is_worth_splitting(outcome.failure->error_class) &&
         !stop.stop_requested() && !outcome.unit->lease_lost.stop_requested();
}

void Worker::Impl::split(const Unit& unit) {
  const auto& keys = unit.claim.keys;
  const auto middle = keys.begin() + static_cast<std::ptrdiff_t>(keys.size() / 2);
  Unit first = unit, second = unit;
  first.claim.keys = {keys.begin(), middle};
  second.claim.keys = {middle, keys.end()};
  in_hand.push_back(std::move(second));
  in_hand.push_back(std::move(first));
}

// Rows that are no longer ours are never touched.
void Worker::Impl::give_up(const Unit& unit, const Failure& failure) {
  const auto n_keys = static_cast<std::int64_t>(unit.claim.keys.size());
  if (failure.error_class == ErrorClass::lost_lease || unit.lease_lost.stop_requested()) {
    release(unit);  // those of the batch that nobody took
    summary.fenced += n_keys;
    return;
  }
  if (stop.stop_requested() && failure.error_class == ErrorClass::interrupted) {
    summary.released += static_cast<std::int64_t>(release(unit));
    return;
  }
  Failure told = failure;
  told.message = unit.place->table->qualified() + " " + unit.claim.keys.front().to_string() +
                 (n_keys > 1 ? " and " + std::to_string(n_keys - 1) + " more" : "") + ": " + failure.message;
  spdlog::warn("{}", told.message);
  query([&](db::Connection& connection) {
    return unit.place->queue.fail(connection, unit.claim.epoch, unit.claim.keys, told, options.retry);
  });
  summary.failed += n_keys;
}

std::size_t Worker::Impl::release(const Unit& unit) {
  return query([&](db::Connection& connection) {
    const auto n_released = unit.place->queue.release(connection, unit.claim.epoch, unit.claim.keys);
    if (n_released > 0) connection.execute("select pg_notify('doppel_job', '')");
    return n_released;
  });
}

Worker::Worker(WorkerOptions options, const relation::Schema& schema,
               const std::vector<std::unique_ptr<Maker>>& makers)
    : impl_(std::make_unique<Impl>(std::move(options), schema, makers)) {}
Worker::~Worker() = default;
// NOLINTNEXTLINE(performance-unnecessary-value-param): the run holds a token of its own
WorkerSummary Worker::run(std::stop_token stop) { return impl_->run(stop); }

}  // namespace doppel::populate
