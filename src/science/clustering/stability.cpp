#include "science/clustering/stability.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "science/stats/comparison.h"
#include "util/error.h"
#include "util/parallel.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

using Partition = std::vector<std::int32_t>;

Eigen::MatrixXd drawn_with_replacement(const Eigen::MatrixXd& points, std::uint64_t seed) {
  Rng rng(seed);
  Eigen::MatrixXd drawn(points.rows(), points.cols());
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    drawn.row(i) =
        points.row(static_cast<Eigen::Index>(rng.below(static_cast<std::uint64_t>(points.rows()))));
  }
  return drawn;
}

Partition nearest_centre(const Eigen::MatrixXd& points, const Eigen::MatrixXd& centres) {
  Partition nearest(static_cast<std::size_t>(points.rows()));
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    Eigen::Index at = 0;
    (centres.rowwise() - points.row(i)).rowwise().squaredNorm().minCoeff(&at);
    nearest[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(at);
  }
  return nearest;
}

Partition cluster_again(const Eigen::MatrixXd& points, const StabilityConfig& config, std::uint64_t seed) {
  if (!config.bootstrap) return kmeans(points, config.kmeans, seed).assignment;
  const auto drawn = drawn_with_replacement(points, derive_seed(seed, "bootstrap"));
  return nearest_centre(points, kmeans(drawn, config.kmeans, seed).centres);
}

}  // namespace

void StabilityConfig::check() const {
  kmeans.check();
  if (n_runs < 1) {
    throw Error(ErrorClass::bad_input,
                "stability: n_runs is " + std::to_string(n_runs) + ", must be at least 1",
                "correct the configuration's row");
  }
}

std::vector<double> best_overlaps(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  std::map<std::pair<std::int32_t, std::int32_t>, double> both;
  std::map<std::int32_t, double> of_a, of_b;
  for (std::size_t i = 0; i < a.size(); ++i) ++both[{a[i], b[i]}], ++of_a[a[i]], ++of_b[b[i]];
  std::vector<double> best(of_a.empty() ? 0 : static_cast<std::size_t>(of_a.rbegin()->first) + 1, 0.0);
  for (const auto& [labels, n] : both) {
    double& overlap = best[static_cast<std::size_t>(labels.first)];
    overlap = std::max(overlap, n / (of_a[labels.first] + of_b[labels.second] - n));
  }
  return best;
}

ClusterStability cluster_stability(const Eigen::MatrixXd& points, std::span<const std::int32_t> assignment,
                                   const StabilityConfig& config, std::uint64_t seed, int threads) {
  config.check();
  std::vector<Partition> runs(static_cast<std::size_t>(config.n_runs));
  parallel_for(runs.size(), 1, threads, [&](std::size_t at, std::size_t, std::size_t) {
    runs[at] = cluster_again(points, config, derive_seed(seed, "stability run " + std::to_string(at)));
  });
  const auto n_runs = static_cast<double>(runs.size());
  ClusterStability result;
  double sum_of_pairs = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    result.agreement_with_runs += adjusted_rand_index(assignment, runs[i]);
    for (std::size_t j = 0; j < i; ++j) sum_of_pairs += adjusted_rand_index(runs[i], runs[j]);
    const auto overlaps = best_overlaps(assignment, runs[i]);
    result.overlap.resize(overlaps.size(), 0.0);
    for (std::size_t c = 0; c < overlaps.size(); ++c) result.overlap[c] += overlaps[c];
  }
  // Divided last, so that equal runs have a mean of exactly 1.
  result.agreement_with_runs /= n_runs;
  for (double& overlap : result.overlap) overlap /= n_runs;
  if (runs.size() > 1) result.agreement_of_runs = sum_of_pairs / (n_runs * (n_runs - 1) / 2);
  return result;
}

}  // namespace doppel::science
