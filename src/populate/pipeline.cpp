#include "populate/pipeline.h"

#include <algorithm>
#include <utility>

#include "util/error.h"

namespace doppel::populate {
namespace {

using Seconds = std::chrono::duration<double>;
using std::chrono::milliseconds;

// The next batch is claimed this long before the one that is computed will end.
constexpr Seconds kLookAhead{2.0};
// Batches of a convoy that have ended wait no longer than this for those behind them, one at work excepted.
constexpr milliseconds kLongestConvoy{100};

std::chrono::steady_clock::duration ticks(Seconds duration) {
  return std::chrono::duration_cast<std::chrono::steady_clock::duration>(duration);
}

// A commit has nothing to wait for between its statements, save where the worker was stopped: then it ends
// with the lease, and others can have its keys.
SessionLimits limits_of(const WorkerOptions& options) {
  SessionLimits limits = options.limits;
  limits.idle_in_transaction = std::min(limits.idle_in_transaction, options.lease);
  return limits;
}

}  // namespace

Pipeline::Pipeline(const WorkerOptions& options, const std::string& worker, std::stop_token stop)
    : options_(options),
      worker_(worker),
      stop_(std::move(stop)),
      session_(options.connection_string, worker + " commits", limits_of(options)),
      committer_([this](const std::stop_token& ended) { commit_until(ended); }),
      on_stop_(stop_, [this] { hear_stop(); }) {}

Pipeline::~Pipeline() { close(); }

bool Pipeline::has_room() const {
  const std::lock_guard lock(mutex_);
  const auto at = room_at();
  return outcomes_.empty() && at && Clock::now() >= *at;
}

// Absent: when the next thing happens.
std::optional<Pipeline::Clock::time_point> Pipeline::room_at() const {
  if (waiting_) return std::nullopt;
  if (!running_) return Clock::time_point{};
  if (!running_->expected) return std::nullopt;
  return running_->began + ticks(*running_->expected - kLookAhead);
}

bool Pipeline::is_busy() const {
  const std::lock_guard lock(mutex_);
  return waiting_ || running_ || !finished_.empty() || committing_ || !outcomes_.empty();
}

Convoy Pipeline::computing() const {
  const std::lock_guard lock(mutex_);
  return running_ ? running_->units : Convoy();
}

Seconds Pipeline::expected_left() const {
  const std::lock_guard lock(mutex_);
  if (!running_ || !running_->expected) return Seconds(0);
  return std::max(Seconds(0), *running_->expected - Seconds(Clock::now() - running_->began));
}

void Pipeline::put(std::vector<FetchedUnit> convoy, Expectation expected) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace(Fed{std::move(convoy), expected});
  changed_.notify_all();
}

std::vector<Outcome> Pipeline::take_outcomes() {
  const std::lock_guard lock(mutex_);
  return std::exchange(outcomes_, {});
}

void Pipeline::wait_until(Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  if (const auto at = room_at(); at && *at > Clock::now()) deadline = std::min(deadline, *at);
  changed_.wait_until(lock, deadline, [this] { return news_; });
  news_ = false;
}

void Pipeline::interrupt() {
  std::stop_source running(std::nostopstate);
  {
    const std::lock_guard lock(mutex_);
    if (running_) running = running_->stop;
  }
  running.request_stop();  // outside the lock: it calls what the maker registered
}

void Pipeline::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  interrupt();
}

void Pipeline::hear_stop() {
  bool finish = false;
  {
    const std::lock_guard lock(mutex_);
    finish = may_finish();
    news_ = true;
    changed_.notify_all();
  }
  if (!finish) interrupt();
}

// With a grace, a batch goes on that is expected to end within it, or of which nobody knows.
bool Pipeline::may_finish() const {
  if (options_.grace == milliseconds(0) || !running_) return false;
  if (!running_->expected) return true;
  return *running_->expected - Seconds(Clock::now() - running_->began) < options_.grace;
}

void Pipeline::compute_until_closed() {
  while (auto fed = next_fed()) compute(std::move(*fed));
}

std::optional<Pipeline::Fed> Pipeline::next_fed() {
  std::unique_lock lock(mutex_);
  running_.reset();
  news_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return closed_ || waiting_; });
  if (!waiting_) return std::nullopt;
  auto fed = std::exchange(waiting_, std::nullopt);
  Convoy units;
  for (const FetchedUnit& one : fed->convoy) units.push_back(one.unit);
  running_.emplace(Running{std::move(units), Clock::now(), fed->expected, {}});
  news_ = true;  // the place is free: the next may be claimed soon
  changed_.notify_all();
  return fed;
}

// One batch after the other. What has come to an end is not kept waiting where the next one takes long.
void Pipeline::compute(Fed fed) {
  const std::stop_source stop = running_->stop;  // only this thread replaces running_
  const std::stop_callback on_lost_lease(fed.convoy.front().unit->lease_lost,
                                         [&] { std::stop_source(stop).request_stop(); });
  std::vector<Finished> finished;
  auto began = Clock::now();
  for (FetchedUnit& one : fed.convoy) {
    if (auto done = compute_one(std::move(one), stop)) finished.push_back(std::move(*done));
    if (Clock::now() - began < kLongestConvoy) continue;
    hand_over(std::exchange(finished, {}));
    began = Clock::now();
  }
  hand_over(std::move(finished));
}

// Absent: it failed, and that is reported.
std::optional<Pipeline::Finished> Pipeline::compute_one(FetchedUnit one, const std::stop_source& stop) {
  const auto began = Clock::now();
  try {
    if (stop_.stop_requested() || stop.stop_requested()) {
      throw Error(ErrorClass::interrupted, "stopped before the batch began");
    }
    auto computed =
        compute_batch(*one.unit->place, one.unit->claim, std::move(one.fetched), options_, stop.get_token());
    return Finished{one.unit, std::move(computed), Clock::now() - began};
  } catch (...) {
    report({one.unit, failure_of(std::current_exception()), {}, {}});
    return std::nullopt;
  }
}

// Waits for the commit before it: one batch, or convoy, in each stage.
void Pipeline::hand_over(std::vector<Finished> finished) {
  if (finished.empty()) return;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return finished_.empty() && !committing_; });
  finished_ = std::move(finished);
  changed_.notify_all();
}

void Pipeline::commit_until(const std::stop_token& ended) {
  for (;;) {
    const auto finished = next_finished(ended);
    if (finished.empty()) return;
    commit(finished);
    const std::lock_guard lock(mutex_);
    committing_ = false;
    changed_.notify_all();
  }
}

std::vector<Pipeline::Finished> Pipeline::next_finished(const std::stop_token& ended) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, ended, [this] { return !finished_.empty(); });
  committing_ = !finished_.empty();
  return std::exchange(finished_, {});
}

// Where one batch of a convoy is refused, each is committed by itself.
void Pipeline::commit(std::span<const Finished> finished) {
  std::vector<ComputedBatch> batches;
  for (const Finished& one : finished) batches.push_back({&one.unit->claim, &one.computed});
  try {
    const auto committed = session_.run(stop_, [&](db::Connection& connection) {
      return commit_batches(connection, *finished.front().unit->place, batches, options_, worker_);
    });
    for (std::size_t i = 0; i < finished.size(); ++i)
      report({finished[i].unit, {}, committed[i], finished[i].compute});
  } catch (...) {
    if (finished.size() > 1) {
      for (std::size_t i = 0; i < finished.size(); ++i) commit(finished.subspan(i, 1));
      return;
    }
    const Finished& one = finished.front();
    report({one.unit, failure_of(std::current_exception()), {}, one.compute});
  }
}

void Pipeline::report(Outcome outcome) {
  const std::lock_guard lock(mutex_);
  outcomes_.push_back(std::move(outcome));
  news_ = true;
  changed_.notify_all();
}

}  // namespace doppel::populate
