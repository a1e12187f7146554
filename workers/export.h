// `doppel export`: what a model is trained on, for other tools.
#pragma once

#include <filesystem>
#include <string>

#include "db/connection.h"
#include "store/blob_store.h"

namespace doppel::workers {

// A NumPy .npz: train_images (n, rows, cols) float32 grey, train_responses (n, neurons), test_images,
// test_responses (n, repeats, neurons), positions (neurons, 2). REQUIRES: every neuron saw every image, else
// Error(bad_input).
void export_dataset(db::Connection& connection, const store::BlobStore& blobs, const std::string& dataset,
                    const std::filesystem::path& npz);

}  // namespace doppel::workers
