// `doppel export`: what a model is trained on, for other tools, and the pictures of a verification, for a
// rig.
#pragma once

#include <filesystem>
#include <string>

#include "db/connection.h"
#include "relation/key.h"
#include "store/blob_store.h"

namespace doppel::workers {

// A NumPy .npz: train_images (n, rows, cols) float32 grey, train_responses (n, neurons), test_images,
// test_responses (n, repeats, neurons), positions (neurons, 2). REQUIRES: every neuron saw every image, else
// Error(bad_input).
void export_dataset(db::Connection& connection, const store::BlobStore& blobs, const std::string& dataset,
                    const std::filesystem::path& npz);

// The pictures of a choice of Gabors (a key of suboptimal_gabor) for a rig: to an HDF5 stimulus file
// (docs/formats.md) or, `as_pictures`, to a folder of PNG files, made where it is missing.
struct StimulusExport {
  relation::Key choice;
  std::filesystem::path output;
  bool as_pictures = false;
};

struct StimulusReport {
  std::int32_t n_gabors = 0, n_images = 0, n_clipped = 0;  // n_clipped: images with a clipped pixel
  float most_clipped_share = 0;                            // of the pixels of an image
};

// Throws Error(bad_input) where the choice has not been made.
StimulusReport export_stimuli(db::Connection& connection, const StimulusExport& request);

}  // namespace doppel::workers
