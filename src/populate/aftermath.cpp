#include "populate/aftermath.h"

#include <spdlog/spdlog.h>

#include "util/error.h"

namespace doppel::populate {

Aftermath::Aftermath(const RetryPolicy& retry, Session& session, Claimer& claimer, std::stop_token stop)
    : retry_(retry), session_(session), claimer_(claimer), stop_(std::move(stop)) {}

void Aftermath::settle(const Outcome& outcome) {
  const Unit& unit = *outcome.unit;
  const auto n_keys = unit.claim.keys.size();
  if (!outcome.failure) {
    summary_.done += outcome.committed.written;
    summary_.released += outcome.committed.sent_back;
    claimer_.note_compute(*unit.place->table, n_keys, outcome.compute);
    return;
  }
  if (outcome.failure->error_class == ErrorClass::out_of_memory) {
    claimer_.note_out_of_memory(*unit.place->table, n_keys);
  }
  if (!is_to_be_split(outcome)) return give_up(unit, *outcome.failure);
  spdlog::info("{}: a batch of {} keys failed ({}); trying its halves", unit.place->table->name, n_keys,
               outcome.failure->message);
  split(unit);
}

void Aftermath::try_apart(const Convoy& convoy) {
  if (stop_.stop_requested()) {
    for (const SharedUnit& unit : convoy) summary_.released += static_cast<std::int64_t>(release(*unit));
    return;
  }
  for (auto unit = convoy.rbegin(); unit != convoy.rend(); ++unit) parts_.push_back(**unit);
}

// No larger than what memory has had room for since.
SharedUnit Aftermath::next_part() {
  while (!parts_.empty()) {
    auto unit = std::make_shared<const Unit>(std::move(parts_.back()));
    parts_.pop_back();
    if (claimer_.fits(*unit)) return unit;
    split(*unit);
  }
  return nullptr;
}

bool Aftermath::is_to_be_split(const Outcome& outcome) const {
  return outcome.unit->claim.keys.size() > 1 && is_worth_splitting(outcome.failure->error_class) &&
         !stop_.stop_requested() && !outcome.unit->lease_lost.stop_requested();
}

void Aftermath::split(const Unit& unit) {
  const auto& keys = unit.claim.keys;
  const auto middle = keys.begin() + static_cast<std::ptrdiff_t>(keys.size() / 2);
  Unit first = unit, second = unit;
  first.claim.keys = {keys.begin(), middle};
  second.claim.keys = {middle, keys.end()};
  parts_.push_back(std::move(second));
  parts_.push_back(std::move(first));
}

// Whether the failure is the key's own. Who is told to stop tries no batch again, nor its halves, nor waits
// for a server that is away.
bool Aftermath::is_settled(const Unit& unit, const Failure& failure) {
  if (failure.error_class == ErrorClass::interrupted || failure.error_class == ErrorClass::transient)
    return false;
  return unit.claim.keys.size() == 1 || !is_worth_splitting(failure.error_class);
}

// Rows that are no longer ours are never touched.
void Aftermath::give_up(const Unit& unit, const Failure& failure) {
  const auto n_keys = static_cast<std::int64_t>(unit.claim.keys.size());
  if (failure.error_class == ErrorClass::lost_lease || unit.lease_lost.stop_requested()) {
    release(unit);  // those of the batch that nobody took
    summary_.fenced += n_keys;
    return;
  }
  if (stop_.stop_requested() && !is_settled(unit, failure)) {
    summary_.released += static_cast<std::int64_t>(release(unit));
    return;
  }
  Failure told = failure;
  told.message = unit.place->table->qualified() + " " + unit.claim.keys.front().to_string() +
                 (n_keys > 1 ? " and " + std::to_string(n_keys - 1) + " more" : "") + ": " + failure.message;
  spdlog::warn("{}", told.message);
  session_.run(stop_, [&](db::Connection& connection) {
    return unit.place->queue.fail(connection, unit.claim.epoch, unit.claim.keys, told, retry_);
  });
  summary_.failed += n_keys;
}

std::size_t Aftermath::release(const Unit& unit) {
  return session_.run(stop_, [&](db::Connection& connection) {
    const auto n_released = unit.place->queue.release(connection, unit.claim.epoch, unit.claim.keys);
    if (n_released > 0) connection.execute("select pg_notify('doppel_job', '')");
    return n_released;
  });
}

}  // namespace doppel::populate
