#include "populate/frontier.h"

#include <algorithm>

namespace doppel::populate {
namespace {

// How long a key before the frontier may wait.
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

void Frontier::restart(std::optional<QueuePlace> place, Clock::duration cost) {
  const std::lock_guard lock(mutex_);
  place_ = std::move(place);
  search_due_ = Clock::now() + std::max<Clock::duration>(kSearchPause, kSearchShare * cost);
}

}  // namespace doppel::populate
