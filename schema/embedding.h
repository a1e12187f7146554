// The map of bar codes: their t-SNE embedding in the plane, and the peaks of its density.
#pragma once

#include <optional>

#include "relation/row_table.h"

namespace doppel::schema {

struct EmbeddingConfig {
  relation::Key key;
  double perplexity_share = 0, least_perplexity = 0, learning_rate_divisor = 0, exaggeration = 0;
  std::int32_t exaggerated_iterations = 0, embedding_iterations = 0;
  double initial_plane_sd = 0, barnes_hut_theta = 0;
};
const relation::RowTable<EmbeddingConfig>& embedding_config();

struct EmbeddingTask {
  relation::Key key;
};
const relation::RowTable<EmbeddingTask>& embedding_task();

struct EmbeddingRow {
  relation::Key key;
  double kl_divergence = 0, perplexity = 0, embedding_learning_rate = 0;
};
const relation::RowTable<EmbeddingRow>& embedding();

struct EmbeddingPoint {
  relation::Key key;
  double embedding_x = 0, embedding_y = 0;
};
const relation::RowTable<EmbeddingPoint>& embedding_point();

struct DensityModeConfig {
  relation::Key key;
  double bandwidth_share = 0;
  std::int32_t cells_per_bandwidth = 0, least_mode_size = 0;
};
const relation::RowTable<DensityModeConfig>& density_mode_config();

struct DensityTask {
  relation::Key key;
};
const relation::RowTable<DensityTask>& density_task();

struct DensityEstimate {
  relation::Key key;
  double bandwidth = 0;
  std::int32_t n_modes = 0;
};
const relation::RowTable<DensityEstimate>& density_estimate();

struct DensityMode {
  relation::Key key;
  double mode_x = 0, mode_y = 0, mode_density = 0;
  std::int32_t mode_size = 0;
};
const relation::RowTable<DensityMode>& density_mode();

struct ModeMember {
  relation::Key key;
  std::int32_t mode = 0;
};
const relation::RowTable<ModeMember>& mode_member();

}  // namespace doppel::schema
