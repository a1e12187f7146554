#include "populate/worker.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <exception>

#include "populate/aftermath.h"
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
        choice(choose(options.tables, options.where, schema_, makers)),
        places(workplaces(choice, schema_)),
        busy_query(busy_sql(places, schema_, choice.restriction)),
        name(worker_name()) {}

  WorkerSummary run(const std::stop_token& stop_token);
  void connect();
  bool connect_unless_stopped();
  void disconnect();
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
  bool is_busy();
  void wait_for_work();

  // What to do next.
  Convoy next_convoy();
  void show_table(const Table& table);
  void start(const Convoy& convoy);
  void fetch(const Convoy& convoy);

  template <class Work>
  auto query(Work&& work) {
    return session->run(stop, std::forward<Work>(work));
  }

  const WorkerOptions options;
  const Choice choice;
  const std::vector<Workplace> places;
  const BoundSql busy_query;
  const std::string name;

  std::stop_token stop;
  std::optional<Session> session;  // the loop's
  std::optional<Lease> lease;
  std::optional<Pipeline> pipeline;
  Clock::time_point started;
  std::optional<Clock::time_point> stopped;  // when the loop heard of the stop
  std::int64_t n_claimed = 0;
  std::optional<Claimer> claimer;
  std::optional<Aftermath> aftermath;
  const Table* shown = nullptr;             // in pg_stat_activity
  Every look_for_missing{milliseconds(0)};  // when idle: at every poll, unless it is slow
  Every search_again{kSearchPause};
  Every look_for_dead{milliseconds(0)};
};

WorkerSummary Worker::Impl::run(const std::stop_token& stop_token) {
  stop = stop_token;
  started = Clock::now();
  n_claimed = 0;
  claimer.emplace(options, places, choice.restriction);
  if (!connect_unless_stopped()) return {};
  std::exception_ptr trouble;
  {
    const std::jthread looping([&] { guarded_loop(trouble); });
    pipeline->compute_until_closed();
  }
  const WorkerSummary summary = aftermath->summary();
  disconnect();
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
  aftermath.emplace(options.retry, *session, *claimer, stop);
  keep_the_lease();
  query([this](db::Connection&) { pipeline.emplace(options, name, stop); });
}

// Told to stop while it waits for the server: it holds nothing yet.
bool Worker::Impl::connect_unless_stopped() {
  try {
    connect();
    return true;
  } catch (const Error& error) {
    disconnect();
    if (!is_pardoned(error)) throw;
    return false;
  }
}

void Worker::Impl::disconnect() {
  pipeline.reset();
  lease.reset();
  aftermath.reset();
  session.reset();
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
    for (const Outcome& outcome : pipeline->take_outcomes()) aftermath->settle(outcome);
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
  const bool busy = !options.exit_when_empty || is_busy();
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
  if (pipeline && (pipeline->is_busy() || aftermath->has_parts())) return;
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
  for (const SharedUnit& unit : convoy) aftermath->release(*unit);
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
  enqueue_all();
}

// Queues what the parents make possible, in all own tables. All workers together take the small share of the
// time for it that one alone would (every.h).
std::int64_t Worker::Impl::enqueue_all() {
  const auto began = Clock::now();
  std::int64_t n_added = 0;
  for (const Workplace& place : places) {
    n_added += query([&](db::Connection& connection) { return enqueue_missing(connection, *place.table); });
  }
  const auto cost =
      (Clock::now() - began) * query([](db::Connection& connection) { return n_workers(connection); });
  look_for_missing.done(cost);
  search_again.done(cost);
  return n_added;
}

bool Worker::Impl::is_busy() {
  return query([&](db::Connection& connection) {
    return connection.execute(busy_query.text, busy_query.values).boolean(0, 0);
  });
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
  if (auto part = aftermath->next_part()) return {part};
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
    if (convoy.size() > 1) return aftermath->try_apart(convoy);
    for (const SharedUnit& unit : convoy) aftermath->settle({unit, failure, {}, {}});
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
      aftermath->release(*convoy[i]);
      continue;
    }
    fetched.push_back({convoy[i], std::move(all[i])});
    const auto own = claimer->expected_of(*convoy[i]);
    expected = own && expected ? Pipeline::Expectation(*own + *expected) : std::nullopt;
  }
  if (!fetched.empty()) pipeline->put(std::move(fetched), expected);
}

Worker::Worker(WorkerOptions options, const relation::Schema& schema,
               const std::vector<std::unique_ptr<Maker>>& makers)
    : impl_(std::make_unique<Impl>(std::move(options), schema, makers)) {}
Worker::~Worker() = default;
// NOLINTNEXTLINE(performance-unnecessary-value-param): the run holds a token of its own
WorkerSummary Worker::run(std::stop_token stop) { return impl_->run(stop); }

}  // namespace doppel::populate
