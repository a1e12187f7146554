// The simulated population behind a scan, built from what the scan holds: seed, settings and training images.
// `doppel simulate` builds it to make the responses, and workers build it again to ask it what a recovered
// stimulus is worth. A function of the recording alone, so that both are the same neurons.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "science/simulate/population.h"
#include "store/blob_store.h"
#include "store/recording.h"

namespace doppel::workers {

// Images in units of the SD of the training images: (n_images, rows, cols).
torch::Tensor normalised_images(const store::Recording& recording);

// Calibrated on the training images. Throws Error(bad_input) where the recording does not hold a simulation's
// seed and settings, and what the simulation refuses.
std::shared_ptr<const science::SimulatedPopulation> truth_population(const store::Recording& recording);

// A simulated recording on its way from fetch to compute: what its population is built from, verified.
struct TruthSource {
  std::string sha256;                                 // of the recording
  std::shared_ptr<const store::Recording> recording;  // without its responses
};

// The populations that a worker used last. Thread-safe.
class TruthCache {
 public:
  explicit TruthCache(const store::BlobStore& blobs) : blobs_(&blobs) {}
  TruthSource fetch(const std::string& recording_sha256);
  // A function of its argument alone.
  std::shared_ptr<const science::SimulatedPopulation> population(const TruthSource& source);

 private:
  struct Entry {
    TruthSource source;
    std::shared_ptr<const science::SimulatedPopulation> population;  // null: not built yet
  };
  Entry* find(const std::string& sha256);
  static constexpr std::size_t capacity = 2;

  const store::BlobStore* blobs_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // most recent first
};

}  // namespace doppel::workers
