#include "science/model/config.h"

#include <cmath>

#include "util/error.h"

namespace doppel::science {
namespace {

void require(bool holds, const std::string& field, const std::string& range) {
  if (!holds)
    throw Error(ErrorClass::bad_input, field + " must be " + range, "correct the configuration's row");
}

bool is_weight(float value) { return std::isfinite(value) && value >= 0; }

}  // namespace

void ModelConfig::check() const {
  require(!filter_sizes.empty(), "filter_sizes", "a list of at least one size");
  for (std::int32_t size : filter_sizes) {
    require(size >= 1 && size <= 63 && size % 2 == 1, "filter_sizes", "odd, in 1..63 [px]");
  }
  require(layer_kinds.empty() || layer_kinds.size() == filter_sizes.size(), "layer_kinds",
          "empty or one a filter size");
  for (std::size_t i = 0; i < layer_kinds.size(); ++i) {
    const std::string& kind = layer_kinds[i];
    require(kind == "dense" || (i > 0 && (kind == "separable" || kind == "mixed_separable")), "layer_kinds",
            "'dense' first, then 'dense', 'separable' or 'mixed_separable', not '" + kind + "'");
  }
  require(nonlinearity == "softplus" || nonlinearity == "elu", "nonlinearity",
          "'softplus' or 'elu', not '" + nonlinearity + "'");
  require(n_features >= 1 && n_features <= 1024, "n_features", "in 1..1024");
  require(n_orientations >= 4 && n_orientations <= 64 && n_orientations % 4 == 0, "n_orientations",
          "a multiple of 4 in 4..64");
  require(batch_norm_momentum > 0 && batch_norm_momentum <= 1, "batch_norm_momentum", "in (0, 1]");
  require(std::isfinite(batch_norm_epsilon) && batch_norm_epsilon > 0, "batch_norm_epsilon", "above 0");
  require(readout == "factorised" || readout == "gaussian", "readout",
          "'factorised' or 'gaussian', not '" + readout + "'");
  require(is_weight(smooth_weight), "smooth_weight", "finite and >= 0");
  require(is_weight(sparse_weight), "sparse_weight", "finite and >= 0");
  require(is_weight(readout_weight), "readout_weight", "finite and >= 0");
  require(is_weight(position_weight), "position_weight", "finite and >= 0");
  require(is_weight(sigma_init), "sigma_init", "finite and >= 0");
  require(is_weight(mask_threshold), "mask_threshold", "finite and >= 0");
}

void TrainingConfig::check() const {
  require(std::isfinite(learning_rate) && learning_rate > 0, "learning_rate", "above 0");
  require(learning_rate_factor > 0 && learning_rate_factor <= 1, "learning_rate_factor", "in (0, 1]");
  require(batch_size >= 1, "batch_size", "at least 1");
  require(max_iterations >= 0, "max_iterations", "at least 0 (an untrained twin)");
  require(schedule == "plateau" || schedule == "fixed" || schedule == "cosine", "schedule",
          "'plateau', 'fixed' or 'cosine', not '" + schedule + "'");
  require(averaging_share >= 0 && averaging_share <= 1, "averaging_share", "in [0, 1]");
  require(position_start == "centre" || position_start == "receptive_fields", "position_start",
          "'centre' or 'receptive_fields', not '" + position_start + "'");
  require(!window_margin || *window_margin >= 0, "window_margin", "at least 0 [px], or null");
  require(averaging_share == 0 || schedule != "plateau", "averaging_share",
          "0 with the schedule 'plateau', whose end is not known before");
  for (std::size_t i = 0; i < drop_shares.size(); ++i) {
    const float previous = i == 0 ? 0 : drop_shares[i - 1];
    require(drop_shares[i] > previous && drop_shares[i] < 1, "drop_shares", "ascending, in (0, 1)");
  }
  require(n_drops >= 0, "n_drops", ">= 0");
  require(validation_every >= 1, "validation_every", "at least 1");
  require(patience >= 1, "patience", "at least 1");
  require(validation_share > 0 && validation_share < 1, "validation_share", "in (0, 1)");
}

}  // namespace doppel::science
