#include "workers/twin_cache.h"

#include <algorithm>

namespace doppel::workers {

TwinCache::Entry* TwinCache::find(const std::string& sha256) {
  const auto found =
      std::ranges::find_if(entries_, [&](const Entry& e) { return e.weights.sha256 == sha256; });
  if (found == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found);
  return &entries_.front();
}

Weights TwinCache::fetch(const std::string& weights_sha256) {
  const std::lock_guard lock(mutex_);
  if (Entry* entry = find(weights_sha256)) return entry->weights;
  Weights weights{weights_sha256,
                  std::make_shared<const std::vector<std::byte>>(blobs_->get(weights_sha256))};
  entries_.push_front({weights, "", nullptr});
  if (entries_.size() > capacity) entries_.pop_back();
  return weights;
}

std::shared_ptr<const science::Twin> TwinCache::twin(const Weights& weights, const std::string& device) {
  const std::lock_guard lock(mutex_);
  Entry* entry = find(weights.sha256);
  if (entry && entry->twin && entry->device == device) return entry->twin;
  auto twin = std::make_shared<const science::Twin>(science::Twin::from_bytes(*weights.bytes, device));
  if (entry) {
    entry->twin = twin;
    entry->device = device;
  }
  return twin;
}

}  // namespace doppel::workers
