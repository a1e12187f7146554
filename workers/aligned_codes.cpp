#include "workers/aligned_codes.h"

#include <utility>

#include "db/rows.h"
#include "science/clustering/align.h"
#include "workers/model_key.h"

namespace doppel::workers {

AlignedCodes fetch_aligned_codes(db::Transaction& snapshot, const relation::Key& key) {
  auto columns = model_columns();
  columns.emplace_back("alignment_config");
  AlignedCodes result;
  std::vector<std::vector<float>> rows;
  for (auto& row : db::fetch(snapshot, schema::aligned_bar_code(), key.project(columns))) {
    result.neurons.push_back(neuron_of(row.key));
    rows.push_back(std::move(row.aligned_weights));
  }
  result.codes = matrix_of(rows);
  return result;
}

Eigen::MatrixXd matrix_of(const std::vector<std::vector<float>>& rows) {
  const auto n = static_cast<Eigen::Index>(rows.size());
  const auto d = n > 0 ? static_cast<Eigen::Index>(rows.front().size()) : 0;
  Eigen::MatrixXd matrix(n, d);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto& row = rows[static_cast<std::size_t>(i)];
    for (Eigen::Index k = 0; k < d; ++k) matrix(i, k) = row[static_cast<std::size_t>(k)];
  }
  return matrix;
}

std::vector<float> row_of(const Eigen::MatrixXd& matrix, Eigen::Index row) {
  const Eigen::RowVectorXf values = matrix.row(row).cast<float>();
  return {values.begin(), values.end()};
}

Eigen::MatrixXd points_to_cluster(const Eigen::MatrixXd& codes, const schema::ClusteringConfig& config) {
  if (!config.shuffle_seed) return codes;
  return science::permuted_columns(codes, static_cast<std::uint64_t>(*config.shuffle_seed));
}

}  // namespace doppel::workers
