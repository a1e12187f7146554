#include "populate/frontier.h"

#include <algorithm>

namespace doppel::populate {
namespace {

// Between the searches from the start of all workers.
constexpr std::chrono::seconds kSearchPause{1};
// A search from the start that is slow takes at most this share of all time.
constexpr int kSearchShare = 20;

}  // namespace

std::optional<QueuePlace> Frontier::place() const {
  const std::lock_guard lock(mutex_);
  return Clock::now() < search_due_ ? place_ : std::nullopt;
}

void Frontier::advance(QueuePlace place) {
  const std::lock_guard lock(mutex_);
  place_ = std::move(place);
}

void Frontier::restart(QueuePlace place, Clock::duration cost, std::int64_t n_workers) {
  const std::lock_guard lock(mutex_);
  place_ = std::move(place);
  search_due_ = Clock::now() + n_workers * std::max<Clock::duration>(kSearchPause, kSearchShare * cost);
}

void Frontier::forget() {
  const std::lock_guard lock(mutex_);
  place_.reset();
}

}  // namespace doppel::populate
