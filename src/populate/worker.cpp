#include "populate/worker.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "populate/lease.h"
#include "populate/session.h"
#include "populate/stages.h"
#include "populate/status.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using Clock = std::chrono::steady_clock;
using relation::Table;
using std::chrono::milliseconds;

// Children are looked for at most this often while there is other work.
constexpr milliseconds kEnqueuePause{500};
// How long the worker stays with one table before it looks at those listed before it.
constexpr milliseconds kStay{1000};

std::string worker_name() {
  return "doppel worker " + host_name().substr(0, 30) + ":" + std::to_string(getpid());
}

// Due at once, and then again when the interval is over.
class Every {
 public:
  explicit Every(milliseconds interval) : interval_(interval) {}
  bool is_due() const { return !last_ || Clock::now() - *last_ >= std::max(interval_, kRest * cost_); }
  void done() { last_ = Clock::now(); }
  // The same for what took `cost`: rest for many times as long, so that it takes a small share of all time.
  void done(Clock::duration cost) {
    cost_ = std::chrono::ceil<milliseconds>(cost);
    done();
  }

 private:
  static constexpr int kRest = 20;
  milliseconds interval_, cost_{0};
  std::optional<Clock::time_point> last_;
};

bool is_named(const Table& table, const std::vector<std::string>& names) {
  return names.empty() || std::ranges::find(names, table.name) != names.end() ||
         std::ranges::find(names, table.qualified()) != names.end();
}

std::vector<Workplace> workplaces(const WorkerOptions& options, const relation::Schema& schema,
                                  const std::vector<std::unique_ptr<Maker>>& makers) {
  std::vector<Workplace> places;
  for (const auto& maker : makers) {
    if (is_named(maker->table(), options.tables)) places.emplace_back(*maker, schema);
  }
  for (const std::string& name : options.tables) {
    const Table& table = schema.at(name);
    if (std::ranges::find(places, &table, &Workplace::table) == places.end()) {
      throw Error(ErrorClass::usage, table.qualified() + " has no maker",
                  "name computed tables; doppel status lists them");
    }
  }
  return places;
}

// Computed tables from which rows of `table` derive, through any number of generations.
void add_ancestors(const Table& table, const relation::Schema& schema, std::set<const Table*>& ancestors) {
  for (const relation::Parent& parent : table.parents) {
    const Table& other = schema.at(parent.table);
    add_ancestors(other, schema, ancestors);
    const Table& master = other.tier == relation::Tier::part ? schema.at(other.master) : other;
    if (&master != &other) add_ancestors(master, schema, ancestors);
    if (master.tier == relation::Tier::computed) ancestors.insert(&master);
  }
}

// Is anything pending or claimed in the worker's own tables, or claimed in those that feed them?
std::string busy_sql(const std::vector<Workplace>& places, const relation::Schema& schema) {
  std::set<const Table*> own, ancestors;
  for (const Workplace& place : places) {
    own.insert(place.table);
    add_ancestors(*place.table, schema, ancestors);
  }
  std::string sql = "select false";
  const auto add = [&](const Table& table, std::string_view status) {
    sql += " or exists (select from " + relation::quote_qualified(table.job_table()) + " where status = '" +
           std::string(status) + "')";
  };
  for (const Table* table : own) add(*table, "pending");
  ancestors.merge(own);
  for (const Table* table : ancestors) add(*table, "claimed");
  return sql;
}

}  // namespace

struct Worker::Impl {
  Impl(WorkerOptions options_, const relation::Schema& schema_,
       const std::vector<std::unique_ptr<Maker>>& makers)
      : options(std::move(options_)),
        schema(&schema_),
        places(workplaces(options, schema_, makers)),
        busy_query(busy_sql(places, schema_)),
        name(worker_name()) {}

  WorkerSummary run(const std::stop_token& stop_token);

  // The loop's parts.
  void loop();
  bool may_claim() const;
  bool work_once();
  std::optional<Claim> claim_from(const Workplace& place);
  void free_abandoned_keys();
  template <class Predicate>
  std::int64_t enqueue(Every& pace, Predicate is_wanted);
  std::int64_t enqueue_children();
  std::int64_t enqueue_all();
  bool others_may_feed_us();
  void wait_for_work();

  // One batch.
  void process(const Workplace& place, const Claim& claim, const std::vector<Key>& keys);
  std::optional<Failure> try_batch(const Workplace& place, const Claim& claim, const std::vector<Key>& keys);
  void settle(const Workplace& place, const Claim& claim, const std::vector<Key>& keys,
              const Failure& failure);
  std::size_t release(const Workplace& place, const Claim& claim, const std::vector<Key>& keys);
  void note_fed_by(const Workplace& place);

  void renew_lease();
  template <class Work>
  auto query(Work&& work) {
    return session->run(stop, std::forward<Work>(work));
  }

  const WorkerOptions options;
  const relation::Schema* schema;
  const std::vector<Workplace> places;
  const std::string busy_query, name;

  std::stop_token stop;
  std::optional<Session> session;
  std::optional<Lease> lease;
  WorkerSummary summary;
  Clock::time_point started;
  std::int64_t n_claimed = 0;
  std::size_t current = 0;     // the place that last had work
  Every look_up{kStay};        // at the tables before it
  std::set<const Table*> fed;  // own tables whose parents got rows since they were last looked at
  Every look_for_children{kEnqueuePause};
  Every look_for_missing{milliseconds(0)};  // in all own tables, when idle: at every poll, unless it is slow
  Every look_for_dead{milliseconds(0)};
};

WorkerSummary Worker::Impl::run(const std::stop_token& stop_token) {
  stop = stop_token;
  started = Clock::now();
  summary = {};
  n_claimed = 0;
  look_for_dead = Every(options.lease / 3);
  session.emplace(options.connection_string, name,
                  [](db::Connection& connection) { connection.listen("doppel_job"); });
  renew_lease();
  for (const Workplace& place : places) fed.insert(place.table);
  try {
    loop();
  } catch (const Error& error) {
    // Told to stop while the server is away: what is held is freed when the lease is over.
    if (!stop.stop_requested() || error.error_class() != ErrorClass::transient) throw;
    spdlog::warn("{}: stopped without the database: {}", name, error.what());
  }
  lease.reset();
  session.reset();
  return summary;
}

void Worker::Impl::loop() {
  while (may_claim()) {
    if (lease->is_lost()) renew_lease();
    free_abandoned_keys();
    if (look_for_children.is_due()) enqueue_children();
    if (work_once()) continue;
    // What others commit after this question may add keys; what they committed before, the search finds.
    const bool busy = !options.exit_when_empty || others_may_feed_us();
    const bool found = (!busy || look_for_missing.is_due()) && enqueue_all() > 0;
    if (work_once() || found) continue;
    if (!busy) break;
    wait_for_work();
  }
}

bool Worker::Impl::may_claim() const {
  if (stop.stop_requested()) return false;
  if (options.max_time && Clock::now() - started >= *options.max_time) return false;
  return !options.max_jobs || n_claimed < *options.max_jobs;
}

// Claims and processes one batch; false: nothing to claim anywhere.
bool Worker::Impl::work_once() {
  if (look_up.is_due()) {
    current = 0;
    look_up.done();
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t at = (current + i) % places.size();
    const auto claim = claim_from(places[at]);
    if (!claim) continue;
    current = at;
    n_claimed += static_cast<std::int64_t>(claim->keys.size());
    process(places[at], *claim, claim->keys);
    return true;
  }
  return false;
}

std::optional<Claim> Worker::Impl::claim_from(const Workplace& place) {
  std::int64_t limit = std::max(1, place.maker->batching().max_keys);
  if (options.max_jobs) limit = std::min(limit, *options.max_jobs - n_claimed);
  return query([&](db::Connection& connection) {
    return place.queue.claim(connection, lease->worker_id(), static_cast<int>(limit));
  });
}

void Worker::Impl::free_abandoned_keys() {
  if (!look_for_dead.is_due()) return;
  const auto freed =
      query([&](db::Connection& connection) { return free_abandoned(connection, *schema, options.retry); });
  if (freed > 0) spdlog::warn("freed {} keys of workers that died", freed);
  look_for_dead.done();
}

// Queues what the parents make possible, in those own tables that `is_wanted` names.
template <class Predicate>
std::int64_t Worker::Impl::enqueue(Every& pace, Predicate is_wanted) {
  const auto began = Clock::now();
  std::int64_t n_added = 0;
  for (const Workplace& place : places) {
    if (!is_wanted(place.table)) continue;
    n_added += query([&](db::Connection& connection) { return enqueue_missing(connection, *place.table); });
    fed.erase(place.table);
  }
  pace.done(Clock::now() - began);
  return n_added;
}

std::int64_t Worker::Impl::enqueue_children() {
  return enqueue(look_for_children, [this](const Table* table) { return fed.contains(table); });
}

std::int64_t Worker::Impl::enqueue_all() {
  return enqueue(look_for_missing, [](const Table*) { return true; });
}

bool Worker::Impl::others_may_feed_us() {
  return query([&](db::Connection& connection) { return connection.execute(busy_query).boolean(0, 0); });
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

void Worker::Impl::process(const Workplace& place, const Claim& claim, const std::vector<Key>& keys) {
  const auto failure = try_batch(place, claim, keys);
  if (!failure) return;
  if (keys.size() == 1 || !is_worth_splitting(failure->error_class) || stop.stop_requested() ||
      lease->is_lost()) {
    return settle(place, claim, keys, *failure);
  }
  spdlog::info("{}: a batch of {} keys failed ({}); trying its halves", place.table->name, keys.size(),
               failure->message);
  const auto middle = keys.begin() + static_cast<std::ptrdiff_t>(keys.size() / 2);
  process(place, claim, {keys.begin(), middle});
  process(place, claim, {middle, keys.end()});
}

// The catch ladder's one rung: whatever a stage throws becomes a Failure.
std::optional<Failure> Worker::Impl::try_batch(const Workplace& place, const Claim& claim,
                                               const std::vector<Key>& keys) {
  std::stop_source batch;
  const auto ask_to_stop = [&batch] { batch.request_stop(); };
  const std::stop_callback on_stop(stop, ask_to_stop), on_lost_lease(lease->lost(), ask_to_stop);
  try {
    if (batch.stop_requested()) throw Error(ErrorClass::interrupted, "stopped before the batch began");
    auto fetched = query([&](db::Connection& connection) { return fetch_batch(connection, place, keys); });
    if (fetched.keys.empty()) {
      release(place, claim, keys);
      return std::nullopt;
    }
    const auto computed = compute_batch(place, claim, std::move(fetched), options, batch.get_token());
    const auto committed = query([&](db::Connection& connection) {
      return commit_batch(connection, place, claim, computed, options, name);
    });
    summary.done += committed.written;
    summary.released += committed.sent_back;
    note_fed_by(place);
    return std::nullopt;
  } catch (...) {
    return failure_of(std::current_exception());
  }
}

// What becomes of the keys of a batch that did not come through. Rows that are no longer ours are never
// touched.
void Worker::Impl::settle(const Workplace& place, const Claim& claim, const std::vector<Key>& keys,
                          const Failure& failure) {
  const auto n_keys = static_cast<std::int64_t>(keys.size());
  if (failure.error_class == ErrorClass::lost_lease || lease->is_lost()) {
    release(place, claim, keys);  // those of the batch that nobody took
    summary.fenced += n_keys;
    return;
  }
  if (stop.stop_requested() && failure.error_class == ErrorClass::interrupted) {
    summary.released += static_cast<std::int64_t>(release(place, claim, keys));
    return;
  }
  Failure told = failure;
  told.message = place.table->qualified() + " " + keys.front().to_string() +
                 (n_keys > 1 ? " and " + std::to_string(n_keys - 1) + " more" : "") + ": " + failure.message;
  spdlog::warn("{}", told.message);
  query([&](db::Connection& connection) {
    return place.queue.fail(connection, claim.epoch, keys, told, options.retry);
  });
  summary.failed += n_keys;
}

std::size_t Worker::Impl::release(const Workplace& place, const Claim& claim, const std::vector<Key>& keys) {
  return query([&](db::Connection& connection) {
    const auto n_released = place.queue.release(connection, claim.epoch, keys);
    if (n_released > 0) connection.execute("select pg_notify('doppel_job', '')");
    return n_released;
  });
}

void Worker::Impl::note_fed_by(const Workplace& place) {
  for (const Workplace& other : places) {
    for (const relation::Parent& parent : other.table->parents) {
      const auto is_parent = [&](const Table* table) { return table->qualified() == parent.table; };
      if (std::ranges::any_of(place.writes, is_parent)) fed.insert(other.table);
    }
  }
}

void Worker::Impl::renew_lease() {
  lease.reset();
  // Within query(), for its patience with a server that is away just now.
  query([this](db::Connection&) {
    lease.emplace(LeaseOptions{options.connection_string, name, options.device, options.lease});
  });
}

Worker::Worker(WorkerOptions options, const relation::Schema& schema,
               const std::vector<std::unique_ptr<Maker>>& makers)
    : impl_(std::make_unique<Impl>(std::move(options), schema, makers)) {}
Worker::~Worker() = default;
// NOLINTNEXTLINE(performance-unnecessary-value-param): the run holds a token of its own
WorkerSummary Worker::run(std::stop_token stop) { return impl_->run(stop); }

}  // namespace doppel::populate
