// The aligned bar codes of a twin as a matrix, with the neurons that its rows belong to.
#pragma once

#include <Eigen/Core>

#include <span>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "schema/alignment.h"
#include "schema/clustering.h"

namespace doppel::workers {

struct AlignedCodes {
  std::vector<relation::Key> neurons;  // (n,)
  Eigen::MatrixXd codes;               // (n, n_channels)
};

// Of the alignment that `key` names among other things, in the order of the neurons.
AlignedCodes fetch_aligned_codes(db::Transaction& snapshot, const relation::Key& key);

// Rows of equal length as a matrix, and back.
Eigen::MatrixXd matrix_of(const std::vector<std::vector<float>>& rows);
std::vector<float> row_of(const Eigen::MatrixXd& matrix, Eigen::Index row);

// The codes that k-means sees: as they are, or with shuffle_seed permuted, channel by channel.
Eigen::MatrixXd points_to_cluster(const Eigen::MatrixXd& codes, const schema::ClusteringConfig& config);

}  // namespace doppel::workers
