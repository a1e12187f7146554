// Where in the queue's order the last claim began. While a reader's transaction holds back vacuum, the keys
// claimed and done since stay in the index of pending rows, and a search from its start would walk over all
// of them, each time. So a claim searches from here on (or from where the newest claim of another worker
// began, relation/queue_functions.h), and from the start only now and then: for keys that came back, or were
// queued since, before this place. Any thread.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

#include "relation/key.h"

namespace doppel::populate {

struct QueuePlace {
  std::int64_t priority = 0;
  std::int64_t epoch = 0;  // of the claim that began there
  relation::Key key;
};

class Frontier {
 public:
  using Clock = std::chrono::steady_clock;

  // nullopt: a search from the start is due.
  std::optional<QueuePlace> place() const;
  void advance(QueuePlace place);
  // A search from the start took `cost` and came to `place`. `n_workers` share these searches out.
  void restart(QueuePlace place, Clock::duration cost, std::int64_t n_workers);
  void forget();  // it found nothing

 private:
  mutable std::mutex mutex_;
  std::optional<QueuePlace> place_;
  Clock::time_point search_due_;
};

}  // namespace doppel::populate
