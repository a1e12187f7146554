// A dataset: named scans pooled for one model, with the neurons and images that it selects. Manual rows, made
// by `doppel dataset`; dataset.content_sha256 covers all that they select.
#pragma once

#include <optional>
#include <string>

#include "relation/row_table.h"

namespace doppel::schema {

struct Dataset {
  relation::Key key;
  std::string pooling;    // intersection, union
  std::string selection;  // all, random, oracle
  std::optional<std::int32_t> neurons_per_scan;
  std::int64_t selection_seed = 0;
  std::int32_t test_repeats = 10;
  std::int32_t n_scans = 0, n_pooled_neurons = 0, n_train_images = 0, n_test_images = 0;
  std::string content_sha256;
  std::optional<std::int32_t> image_half;
  std::optional<std::int64_t> half_seed;
};
const relation::RowTable<Dataset>& dataset();

struct DatasetScan {
  relation::Key key;
};
const relation::RowTable<DatasetScan>& dataset_scan();

struct DatasetNeuron {
  relation::Key key;
  std::int32_t neuron_index = 0;
};
const relation::RowTable<DatasetNeuron>& dataset_neuron();

struct DatasetImage {
  relation::Key key;
  std::string dataset_tier;
  std::int32_t image_index = 0;
};
const relation::RowTable<DatasetImage>& dataset_image();

}  // namespace doppel::schema
