// `doppel dataset`: scans pooled under a name, with the neurons and images that they select.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"

namespace doppel::workers {

struct DatasetRequest {
  std::string name;
  std::vector<relation::Key> scans;      // animal_id, session, scan_idx
  std::string pooling = "intersection";  // of the scans' images; or "union"
  std::optional<std::int32_t> neurons_per_scan;
  std::string selection = "all";  // "random", "oracle": which neurons_per_scan
  std::int64_t seed = 0;
  std::int32_t test_repeats = 10;
  std::optional<std::int32_t> half;  // 1 or 2: one half of the training images, drawn by half_seed
  std::int64_t half_seed = 1;
};

struct DatasetReport {
  bool already_there = false;  // the same dataset under the same name
  std::int64_t neurons = 0, train_images = 0, test_images = 0;
};

// Throws Error(bad_input) for an unknown scan, images of different sizes, an empty intersection, missing
// oracles, or a name that stands for another dataset already.
DatasetReport make_dataset(db::Connection& connection, const DatasetRequest& request);

}  // namespace doppel::workers
