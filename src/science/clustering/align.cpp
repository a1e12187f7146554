#include "science/clustering/align.h"

#include <string>

#include "util/error.h"

namespace doppel::science {

Eigen::MatrixXd unit_rows(const Eigen::MatrixXd& bar_codes) {
  Eigen::MatrixXd unit = bar_codes;
  for (Eigen::Index i = 0; i < unit.rows(); ++i) {
    const double norm = unit.row(i).norm();
    if (norm > 0) unit.row(i) /= norm;
  }
  return unit;
}

Eigen::MatrixXd roll_to_peak(const Eigen::MatrixXd& bar_codes, int n_orientations) {
  if (n_orientations < 1 || bar_codes.cols() % n_orientations != 0) {
    throw Error(ErrorClass::bad_input,
                "bar codes of " + std::to_string(bar_codes.cols()) + " channels with " +
                    std::to_string(n_orientations) + " orientations",
                "the number of channels must be a multiple of the number of orientations");
  }
  const Eigen::Index features = bar_codes.cols() / n_orientations;
  Eigen::MatrixXd rolled(bar_codes.rows(), bar_codes.cols());
  for (Eigen::Index i = 0; i < bar_codes.rows(); ++i) {
    Eigen::Index peak = 0;
    double best = -1;
    for (Eigen::Index o = 0; o < n_orientations; ++o) {
      const double energy = bar_codes.row(i).segment(o * features, features).squaredNorm();
      if (energy > best) {
        best = energy;
        peak = o;
      }
    }
    const Eigen::Index head = peak * features;
    rolled.row(i).head(bar_codes.cols() - head) = bar_codes.row(i).tail(bar_codes.cols() - head);
    rolled.row(i).tail(head) = bar_codes.row(i).head(head);
  }
  return rolled;
}

}  // namespace doppel::science
