// Settings of models and trainings (lookup rows), the trainings asked for, and the trained twins.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct ModelConfigRow {
  relation::Key key;
  std::vector<std::int32_t> filter_sizes;
  std::int32_t n_features = 0, n_orientations = 0;
  bool shared_batch_norm = true;
  float batch_norm_momentum = 0, batch_norm_epsilon = 0;
  std::string readout;
  float smooth_weight = 0, sparse_weight = 0, readout_weight = 0, position_weight = 0, sigma_init = 0,
        mask_threshold = 0;
  std::optional<std::vector<std::string>> layer_kinds;
  std::optional<std::string> nonlinearity;
  std::optional<std::string> core_sha256, core_source;
};
const relation::RowTable<ModelConfigRow>& model_config();

struct TrainingConfigRow {
  relation::Key key;
  float learning_rate = 0, learning_rate_factor = 0;
  std::int32_t batch_size = 0, max_iterations = 0;
  std::string schedule;
  std::vector<float> drop_shares;
  std::int32_t n_drops = 0, validation_every = 0, patience = 0;
  float validation_share = 0;
  bool reduced_precision = false;
  std::optional<float> averaging_share;
  std::optional<std::string> position_start;
  std::optional<std::int32_t> window_margin;
};
const relation::RowTable<TrainingConfigRow>& training_config();

struct TrainingTask {
  relation::Key key;
};
const relation::RowTable<TrainingTask>& training_task();

struct Model {
  relation::Key key;
  std::string weights_sha256;
  std::int32_t n_iterations = 0;
  float final_validation_loss = 0, final_validation_correlation = 0, equivariance_error = 0;
};
const relation::RowTable<Model>& model();

struct TrainingLog {
  relation::Key key;
  std::int32_t schedule_phase = 0;
  float current_learning_rate = 0, train_loss = 0, validation_loss = 0, validation_correlation = 0;
};
const relation::RowTable<TrainingLog>& training_log();

}  // namespace doppel::schema
