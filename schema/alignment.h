// Bar codes turned to a common orientation, so that neurons that compute the same have the same code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct AlignmentConfigRow {
  relation::Key key;
  std::string alignment_method;
  std::int32_t n_betas = 0;
  double beta_min = 0, beta_max = 0;
  std::int32_t n_alignment_restarts = 0;
  double angle_learning_rate = 0;
  std::int32_t evaluate_every = 0, evaluation_patience = 0, n_rate_phases = 0;
  double min_improvement = 0, initial_angle_sd = 0, sharp_enough = 0;
  std::int64_t alignment_seed = 0;
};
const relation::RowTable<AlignmentConfigRow>& alignment_config();

struct AlignmentTask {
  relation::Key key;
};
const relation::RowTable<AlignmentTask>& alignment_task();

struct AlignmentRow {
  relation::Key key;
  double pair_loss_before = 0, pair_loss = 0;
  std::optional<double> blur_loss, beta, sharpness;
  std::int32_t n_sharp_fits = 0;
  bool no_fit_is_sharp = false;
};
const relation::RowTable<AlignmentRow>& alignment();

struct AlignmentFitRow {
  relation::Key key;
  double fit_beta = 0, fit_pair_loss = 0, fit_blur_loss = 0, fit_sharpness = 0;
  std::int32_t fit_iterations = 0;
};
const relation::RowTable<AlignmentFitRow>& alignment_fit();

struct AlignedBarCode {
  relation::Key key;
  float alignment_angle = 0;
  std::vector<float> aligned_weights;
};
const relation::RowTable<AlignedBarCode>& aligned_bar_code();

}  // namespace doppel::schema
