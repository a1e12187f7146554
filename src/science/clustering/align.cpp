#include "science/clustering/align.h"

#include <string>
#include <utility>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {

Eigen::MatrixXd unit_rows(const Eigen::MatrixXd& bar_codes) {
  Eigen::MatrixXd unit = bar_codes;
  for (Eigen::Index i = 0; i < unit.rows(); ++i) {
    const double norm = unit.row(i).norm();
    if (norm > 0) unit.row(i) /= norm;
  }
  return unit;
}

Eigen::VectorXi peak_orientations(const Eigen::MatrixXd& bar_codes, int n_orientations) {
  if (n_orientations < 1 || bar_codes.cols() % n_orientations != 0) {
    throw Error(ErrorClass::bad_input,
                "bar codes of " + std::to_string(bar_codes.cols()) + " channels with " +
                    std::to_string(n_orientations) + " orientations",
                "the number of channels must be a multiple of the number of orientations");
  }
  const Eigen::Index features = bar_codes.cols() / n_orientations;
  Eigen::VectorXi peaks(bar_codes.rows());
  for (Eigen::Index i = 0; i < bar_codes.rows(); ++i) {
    double best = -1;
    for (int o = 0; o < n_orientations; ++o) {
      const double energy = bar_codes.row(i).segment(o * features, features).squaredNorm();
      if (energy > best) {
        best = energy;
        peaks(i) = o;
      }
    }
  }
  return peaks;
}

Eigen::MatrixXd roll_to_peak(const Eigen::MatrixXd& bar_codes, int n_orientations) {
  const Eigen::VectorXi peaks = peak_orientations(bar_codes, n_orientations);
  const Eigen::Index features = bar_codes.cols() / n_orientations;
  Eigen::MatrixXd rolled(bar_codes.rows(), bar_codes.cols());
  for (Eigen::Index i = 0; i < bar_codes.rows(); ++i) {
    const Eigen::Index head = peaks(i) * features;
    rolled.row(i).head(bar_codes.cols() - head) = bar_codes.row(i).tail(bar_codes.cols() - head);
    rolled.row(i).tail(head) = bar_codes.row(i).head(head);
  }
  return rolled;
}

double mean_pair_distance(const Eigen::MatrixXd& codes) {
  return 2 * (codes.rowwise().squaredNorm().mean() - codes.colwise().mean().squaredNorm());
}

Eigen::MatrixXd permuted_columns(const Eigen::MatrixXd& codes, std::uint64_t seed) {
  Eigen::MatrixXd result = codes;
  Rng rng(derive_seed(seed, "permuted columns"));
  for (Eigen::Index column = 0; column < result.cols(); ++column) {
    for (Eigen::Index i = result.rows(); i > 1; --i) {
      const auto other = static_cast<Eigen::Index>(rng.below(static_cast<std::uint64_t>(i)));
      std::swap(result(i - 1, column), result(other, column));
    }
  }
  return result;
}

}  // namespace doppel::science
