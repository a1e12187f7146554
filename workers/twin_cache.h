// The twins that a worker used last, so that the batches of one model load it once. Thread-safe.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "science/model/twin.h"
#include "store/blob_store.h"

namespace doppel::workers {

// A model's weights on their way from fetch to compute: bytes in memory, verified against their hash.
struct Weights {
  std::string sha256;
  std::shared_ptr<const std::vector<std::byte>> bytes;
};

class TwinCache {
 public:
  explicit TwinCache(const store::BlobStore& blobs) : blobs_(&blobs) {}

  Weights fetch(const std::string& weights_sha256);
  // The twin of these weights on a device; a function of its arguments alone.
  std::shared_ptr<const science::Twin> twin(const Weights& weights, const std::string& device);

 private:
  struct Entry {
    Weights weights;
    std::string device;  // where `twin` lives; empty: not built yet
    std::shared_ptr<const science::Twin> twin;
  };
  Entry* find(const std::string& sha256);
  static constexpr std::size_t capacity = 2;

  const store::BlobStore* blobs_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // most recent first
};

}  // namespace doppel::workers
