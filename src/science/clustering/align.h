// Bar codes that can be compared: roll-invariant preparation before clustering. unit_rows() scales to unit L2
// norm; roll_to_peak() removes the preferred orientation by whole orientation steps (the alignment of the
// paper's predecessor, with its continuous angle, is a later stage with a table of its own).
#pragma once

#include <Eigen/Core>

namespace doppel::science {

Eigen::MatrixXd unit_rows(const Eigen::MatrixXd& bar_codes);  // (n, O * F); a zero row stays zero

// Rolls each row so that the orientation with the largest sum of squares (the first of equals) comes first:
// two codes that differ by whole orientation steps become the same. Throws Error(bad_input) unless
// n_orientations divides the columns.
Eigen::MatrixXd roll_to_peak(const Eigen::MatrixXd& bar_codes, int n_orientations);

}  // namespace doppel::science
