// Tables of what was recorded (or simulated): scan with its neurons, images and trials, and the truth of
// simulated neurons. `doppel import` fills them; the raw responses stay in the scan's recording blob.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct Scan {
  relation::Key key;
  std::int32_t n_neurons = 0, n_images = 0, n_trials = 0;
  std::int32_t image_rows = 0, image_cols = 0;
  float image_mean = 0, image_sd = 0;
  bool simulated = false;
  std::optional<std::int64_t> simulation_seed;
  std::string position_unit, response_unit, source;
  std::string recording_sha256;
};
const relation::RowTable<Scan>& scan();

struct Neuron {
  relation::Key key;
  std::optional<float> x, y, z;
};
const relation::RowTable<Neuron>& neuron();

struct Image {
  relation::Key key;
  std::int32_t height = 0, width = 0;
  float mean = 0, sd = 0;
};
const relation::RowTable<Image>& image();

struct Trial {
  relation::Key key;
  std::string image_sha256;
  std::int32_t image_id = 0;
  std::string tier;
  std::int16_t repeat = 0;
};
const relation::RowTable<Trial>& trial();

struct GroundTruth {
  relation::Key key;
  std::optional<bool> oriented;
  std::optional<float> r_x, r_y, size, spatial_frequency, contrast, orientation, phase, activation;
  std::optional<float> receptive_field_x, receptive_field_y;
  std::optional<float> preferred_orientation, orientation_index, phase_index, suppression_index,
      cross_orientation_index;
  std::optional<float> phase_invariance, suppression_strength, cross_inhibition_strength, gain;
};
const relation::RowTable<GroundTruth>& ground_truth();

}  // namespace doppel::schema
