// `doppel import`: a scan file or FileTree into the store and the tables scan, neuron, image, trial,
// ground_truth.
#pragma once

#include <filesystem>

#include "db/connection.h"
#include "populate/build_facts.h"
#include "relation/key.h"
#include "store/blob_store.h"
#include "store/scan_file.h"

namespace doppel::workers {

struct ImportReport {
  bool already_there = false;  // the same recording was imported before: nothing was written
  relation::Key scan;
  std::int64_t neurons = 0, images = 0, trials = 0;
  std::int32_t image_rows = 0, image_cols = 0;  // [px]
};

// One transaction: all rows or none. Throws Error(bad_input) naming the file, the dataset in it and the mend;
// also where another recording already has this scan's key.
ImportReport import_recording(db::Connection& connection, const store::BlobStore& blobs,
                              const std::filesystem::path& path, const populate::BuildFacts& facts,
                              const store::ReadOptions& options = {});

}  // namespace doppel::workers
