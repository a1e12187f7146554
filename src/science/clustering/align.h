// Bar codes that can be compared: roll-invariant preparation before clustering. unit_rows() scales to unit L2
// norm; roll_to_peak() removes the preferred orientation by whole orientation steps (the alignment of the
// paper's predecessor finds a continuous angle: alignment.h).
#pragma once

#include <Eigen/Core>

#include <cstdint>

namespace doppel::science {

Eigen::MatrixXd unit_rows(const Eigen::MatrixXd& bar_codes);  // (n, O * F); a zero row stays zero

// (n,) the orientation of each row with the largest sum of squares, the first of equals. Throws
// Error(bad_input) unless n_orientations divides the columns.
Eigen::VectorXi peak_orientations(const Eigen::MatrixXd& bar_codes, int n_orientations);

// Rolls each row so that its peak orientation comes first: two codes that differ by whole orientation steps
// become the same.
Eigen::MatrixXd roll_to_peak(const Eigen::MatrixXd& bar_codes, int n_orientations);

// The mean over all pairs of rows of their squared distance, 2 (mean ||x||^2 - ||mean x||^2): what alignment
// makes small. REQUIRES: at least one row.
double mean_pair_distance(const Eigen::MatrixXd& codes);

// A null control: the values of each column permuted over the rows, so that columns keep their distributions
// and lose what they share.
Eigen::MatrixXd permuted_columns(const Eigen::MatrixXd& codes, std::uint64_t seed);

}  // namespace doppel::science
