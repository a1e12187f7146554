#include "populate/worker.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <exception>

#include "populate/claimer.h"
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
        name(worker_name()) {}

  WorkerSummary run(const std::stop_token& stop_token);
  void connect();
  bool connect_unless_stopped();
  bool is_pardoned(const Error& error) const;

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
  Convoy next_convoy();
  SharedUnit next_part();
  void show_table(const Table& table);

  // One batch, and what becomes of it.
  void start(const Convoy& convoy);
  void fetch(const Convoy& convoy);
  void settle(const Outcome& outcome);
  bool is_to_be_split(const Outcome& outcome) const;
  void split(const Unit& unit);
  void give_up(const Unit& unit, const Failure& failure);
  std::size_t release(const Unit& unit);
  void try_apart(const Convoy& convoy);

  template <class Work>
  auto query(Work&& work) {
    return session->run(stop, std::forward<Work>(work));
  }

  const WorkerOptions options;
  const std::vector<Workplace> places;
  const std::string busy_query, name;

  std::stop_token stop;
  std::optional<Session> session;  // the loop's
  std::optional<Lease> lease;
  std::optional<Pipeline> pipeline;
  WorkerSummary summary;
  Clock::time_point started;
  std::optional<Clock::time_point> stopped;  // when the loop heard of the stop
  std::int64_t n_claimed = 0;
  std::vector<Unit> in_hand;  // parts of batches that failed, the next one last
  std::optional<Claimer> claimer;
  const Table* shown = nullptr;             // in pg_stat_activity
  Every look_for_missing{milliseconds(0)};  // when idle: at every poll, unless it is slow
  Every search_again{kSearchPause};
  Every look_for_dead{milliseconds(0)};
};

WorkerSummary Worker::Impl::run(const std::stop_token& stop_token) {
  stop = stop_token;
  started = Clock::now();
  summary = {};
  n_claimed = 0;
  in_hand.clear();
  claimer.emplace(options, places, suspects_sql(places));
  if (!connect_unless_stopped()) return summary;
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

// Told to stop while it waits for the server: it holds nothing yet.
bool Worker::Impl::connect_unless_stopped() {
  try {
    connect();
    return true;
  } catch (const Error& error) {
    pipeline.reset();
    lease.reset();
    session.reset();
    if (!is_pardoned(error)) throw;
    return false;
  }
}

// Told to stop while the server is away or full: what is held is freed when the lease is over.
bool Worker::Impl::is_pardoned(const Error& error) const {
  const bool is_servers =
      error.error_class() == ErrorClass::transient || dynamic_cast<const db::OutOfSpace*>(&error);
  if (!is_servers || !stop.stop_requested()) return false;
  spdlog::warn("{}: stopped without the database: {}", name, error.what());
  return true;
}

void Worker::Impl::guarded_loop(std::exception_ptr& trouble) {
  try {
    loop();
  } catch (const Error& error) {
    if (!is_pardoned(error)) trouble = std::current_exception();
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
    if (const auto convoy = next_convoy(); !convoy.empty()) {
      start(convoy);
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
  if (const auto convoy = next_convoy(); !convoy.empty()) {
    start(convoy);
    return true;
  }
  if (claimer->is_out_of_time()) return false;
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
        LeaseOptions{options.connection_string, name, options.device, options.lease, options.limits}, stop);
  });
}

// Told to stop with a grace: what was let go on is interrupted near its end, and abandoned at it.
void Worker::Impl::mind_the_grace() {
  if (!stop.stop_requested() || options.grace == milliseconds(0)) return;
  if (!stopped) stopped = Clock::now();
  const auto since = Clock::now() - *stopped;
  if (since >= options.grace - reserve_of(options.grace)) pipeline->interrupt();
  const auto convoy = pipeline->computing();
  if (since < options.grace || !options.on_overdue || convoy.empty()) return;
  spdlog::warn("{}: what it computes has not ended within the grace; its keys are released", name);
  for (const SharedUnit& unit : convoy) release(*unit);
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

Convoy Worker::Impl::next_convoy() {
  if (auto part = next_part()) return {part};
  if (!may_claim() || lease->is_lost()) return {};
  Claiming how{.session = &*session,
               .stop = stop,
               .lease_lost = lease->lost(),
               .worker_id = lease->worker_id(),
               .is_busy = pipeline->is_busy(),
               .until_free = pipeline->expected_left(),
               .left = {},
               .keys_left = {}};
  if (options.max_time) how.left = *options.max_time - (Clock::now() - started);
  if (options.max_jobs) how.keys_left = *options.max_jobs - n_claimed;
  auto convoy = claimer->claim(how);
  for (const SharedUnit& unit : convoy) n_claimed += static_cast<std::int64_t>(unit->claim.keys.size());
  return convoy;
}

// Of a batch that failed, a part that is not larger than what memory has had room for since.
SharedUnit Worker::Impl::next_part() {
  while (!in_hand.empty()) {
    auto unit = std::make_shared<const Unit>(std::move(in_hand.back()));
    in_hand.pop_back();
    if (claimer->fits(*unit)) return unit;
    split(*unit);
  }
  return nullptr;
}

// What it works on, in pg_stat_activity; its keys are in `status`.
void Worker::Impl::show_table(const Table& table) {
  if (shown == &table) return;
  query([&](db::Connection& connection) {
    connection.execute("select set_config('application_name', $1, false)", {name + " " + table.name});
  });
  shown = &table;
}

void Worker::Impl::start(const Convoy& convoy) {
  try {
    if (stop.stop_requested() || convoy.front()->lease_lost.stop_requested()) {
      throw Error(ErrorClass::interrupted, "stopped before the batch began");
    }
    show_table(*convoy.front()->place->table);
    fetch(convoy);
  } catch (...) {
    const Failure failure = failure_of(std::current_exception());
    if (convoy.size() > 1 && !stop.stop_requested()) return try_apart(convoy);
    for (const SharedUnit& unit : convoy) settle({unit, failure, {}, {}});
  }
}

void Worker::Impl::fetch(const Convoy& convoy) {
  const Workplace& place = *convoy.front()->place;
  std::vector<std::vector<Key>> keys;
  std::size_t n_keys = 0;
  for (const SharedUnit& unit : convoy) n_keys += keys.emplace_back(unit->claim.keys).size();
  const auto began = Clock::now();
  auto all = query([&](db::Connection& connection) { return fetch_batches(connection, place, keys); });
  claimer->note_fetch(*place.table, n_keys, Clock::now() - began);
  std::vector<FetchedUnit> fetched;
  Pipeline::Expectation expected{0.0};
  for (std::size_t i = 0; i < convoy.size(); ++i) {
    if (all[i].keys.empty()) {
      release(*convoy[i]);
      continue;
    }
    fetched.push_back({convoy[i], std::move(all[i])});
    const auto own = claimer->expected_of(*convoy[i]);
    expected = own && expected ? Pipeline::Expectation(*own + *expected) : std::nullopt;
  }
  if (!fetched.empty()) pipeline->put(std::move(fetched), expected);
}

// A convoy of which one batch could not be fetched.
void Worker::Impl::try_apart(const Convoy& convoy) {
  for (auto unit = convoy.rbegin(); unit != convoy.rend(); ++unit) in_hand.push_back(**unit);
}

// What becomes of a batch. The retry policy is a function of the error's class alone.
void Worker::Impl::settle(const Outcome& outcome) {
  const Unit& unit = *outcome.unit;
  const auto n_keys = unit.claim.keys.size();
  if (!outcome.failure) {
    summary.done += outcome.committed.written;
    summary.released += outcome.committed.sent_back;
    claimer->note_compute(*unit.place->table, n_keys, outcome.compute);
    return;
  }
  if (outcome.failure->error_class == ErrorClass::out_of_memory) {
    claimer->note_out_of_memory(*unit.place->table, n_keys);
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
