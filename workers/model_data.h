// What a model of a dataset is trained and scored on, gathered from the scans' recordings in the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "science/model/data.h"
#include "store/blob_store.h"
#include "store/recording.h"
#include "util/memory.h"

namespace doppel::workers {

// Reads a scan's recording from the store, verified. `recording_sha256` is scan.recording_sha256.
store::Recording load_recording(const store::BlobStore& blobs, const std::string& recording_sha256);

// Responses to the test images (n_images, n_repeats, n_neurons), with the trials of each image drawn or
// resampled to n_repeats: exactly n_repeats pass untouched, more are drawn without, fewer with replacement,
// by the seed. images: rows of recording.images. REQUIRES: each has a test trial.
torch::Tensor test_responses(const store::Recording& recording, const std::vector<std::int32_t>& images,
                             const std::vector<std::int32_t>& neuron_columns, std::int32_t n_repeats,
                             std::uint64_t seed);

struct NeuronGroup {  // the neurons of one scan, contiguous in the dataset's order
  relation::Key scan;
  std::int64_t begin = 0, end = 0;
};

struct DatasetContent {
  science::ModelData data;
  std::vector<relation::Key> neurons;  // dataset_neuron keys, in the order of neuron_index
  std::vector<NeuronGroup> groups;
};

// One scan's recording at a time passes through the memory. What is trained and scored on stays there if it
// takes less than a quarter of `available` [bytes], else in files beside the blobs.
DatasetContent load_dataset(db::Transaction& snapshot, const store::BlobStore& blobs,
                            const std::string& dataset, std::uint64_t available = available_memory());

}  // namespace doppel::workers
