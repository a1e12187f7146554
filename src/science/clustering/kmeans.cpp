#include "science/clustering/kmeans.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

struct Fit {
  Eigen::MatrixXd centres;               // (k, d)
  std::vector<std::int32_t> assignment;  // (n,)
  Eigen::VectorXd squared_distance;      // (n,) to the own centre
  double inertia = std::numeric_limits<double>::infinity();
  std::int32_t iterations = 0;
  std::int32_t reseeded = 0;
};

// D^2 sampling (Arthur & Vassilvitskii 2007): each next centre is a point drawn with probability ~ its
// squared distance.
Eigen::MatrixXd seed_centres(const Eigen::MatrixXd& points, Eigen::Index k, Rng& rng) {
  Eigen::MatrixXd centres(k, points.cols());
  Eigen::Index chosen = static_cast<Eigen::Index>(rng.below(static_cast<std::uint64_t>(points.rows())));
  Eigen::VectorXd squared = Eigen::VectorXd::Constant(points.rows(), std::numeric_limits<double>::infinity());
  for (Eigen::Index c = 0; c < k; ++c) {
    centres.row(c) = points.row(chosen);
    squared = squared.cwiseMin((points.rowwise() - centres.row(c)).rowwise().squaredNorm());
    double left = rng.uniform() * squared.sum();
    chosen = points.rows() - 1;
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      left -= squared(i);
      if (left < 0) {
        chosen = i;
        break;
      }
    }
  }
  return centres;
}

// The nearest centre of each point (the first of equals), by ||x||^2 - 2 x.c + ||c||^2; the distance then
// exactly.
void assign(const Eigen::MatrixXd& points, Fit& fit) {
  const Eigen::RowVectorXd offset = fit.centres.rowwise().squaredNorm().transpose();
  const Eigen::MatrixXd score = (-2.0 * points * fit.centres.transpose()).rowwise() + offset;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    Eigen::Index nearest = 0;
    score.row(i).minCoeff(&nearest);
    fit.assignment[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(nearest);
    fit.squared_distance(i) = (points.row(i) - fit.centres.row(nearest)).squaredNorm();
  }
  fit.inertia = fit.squared_distance.sum();
}

// An empty cluster takes the point farthest from its centre, out of a cluster that keeps at least one point.
void fill_empty_clusters(const Eigen::MatrixXd& points, Fit& fit) {
  std::vector<std::int32_t> sizes(static_cast<std::size_t>(fit.centres.rows()), 0);
  for (const std::int32_t c : fit.assignment) ++sizes[static_cast<std::size_t>(c)];
  for (std::size_t empty = 0; empty < sizes.size(); ++empty) {
    if (sizes[empty] != 0) continue;
    Eigen::Index farthest = -1;
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      const auto owner = static_cast<std::size_t>(fit.assignment[static_cast<std::size_t>(i)]);
      if (sizes[owner] > 1 && (farthest < 0 || fit.squared_distance(i) > fit.squared_distance(farthest)))
        farthest = i;
    }
    auto& owner = fit.assignment[static_cast<std::size_t>(farthest)];
    --sizes[static_cast<std::size_t>(owner)];
    owner = static_cast<std::int32_t>(empty);
    sizes[empty] = 1;
    fit.squared_distance(farthest) = 0;
    fit.centres.row(static_cast<Eigen::Index>(empty)) = points.row(farthest);
    ++fit.reseeded;
  }
  fit.inertia = fit.squared_distance.sum();
}

// Moves the centres to their clusters' means; returns the sum of squared shifts.
double move_centres(const Eigen::MatrixXd& points, Fit& fit) {
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(fit.centres.rows(), fit.centres.cols());
  Eigen::VectorXd counts = Eigen::VectorXd::Zero(fit.centres.rows());
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const std::int32_t c = fit.assignment[static_cast<std::size_t>(i)];
    sums.row(c) += points.row(i);
    counts(c) += 1.0;
  }
  const Eigen::MatrixXd means = counts.cwiseInverse().asDiagonal() * sums;
  const double shift = (means - fit.centres).squaredNorm();
  fit.centres = means;
  return shift;
}

Fit lloyd(const Eigen::MatrixXd& points, const KMeansConfig& config, double threshold, Rng& rng) {
  Fit fit;
  fit.centres = seed_centres(points, config.n_clusters, rng);
  fit.assignment.resize(static_cast<std::size_t>(points.rows()));
  fit.squared_distance.resize(points.rows());
  assign(points, fit);
  fill_empty_clusters(points, fit);
  double shift = std::numeric_limits<double>::infinity();
  while (fit.iterations < config.max_iterations && shift > threshold) {
    const std::vector<std::int32_t> before = fit.assignment;
    shift = move_centres(points, fit);
    assign(points, fit);
    fill_empty_clusters(points, fit);
    ++fit.iterations;
    if (fit.assignment == before) break;
  }
  return fit;
}

// Clusters by size, largest first; equal sizes keep their order.
KMeansResult ordered_by_size(const Fit& fit) {
  const auto k = static_cast<std::size_t>(fit.centres.rows());
  std::vector<std::int32_t> sizes(k, 0);
  for (const std::int32_t c : fit.assignment) ++sizes[static_cast<std::size_t>(c)];
  std::vector<std::size_t> order(k);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });

  KMeansResult result;
  result.centres.resize(fit.centres.rows(), fit.centres.cols());
  result.sizes.resize(k);
  std::vector<std::int32_t> rank(k);
  for (std::size_t r = 0; r < k; ++r) {
    rank[order[r]] = static_cast<std::int32_t>(r);
    result.centres.row(static_cast<Eigen::Index>(r)) = fit.centres.row(static_cast<Eigen::Index>(order[r]));
    result.sizes[r] = sizes[order[r]];
  }
  for (std::size_t i = 0; i < fit.assignment.size(); ++i) {
    result.assignment.push_back(rank[static_cast<std::size_t>(fit.assignment[i])]);
    result.distance.push_back(std::sqrt(fit.squared_distance(static_cast<Eigen::Index>(i))));
  }
  result.inertia = fit.inertia;
  result.iterations = fit.iterations;
  result.reseeded = fit.reseeded;
  return result;
}

}  // namespace

void KMeansConfig::check() const {
  const auto require = [](bool holds, const std::string& what) {
    if (!holds) throw Error(ErrorClass::bad_input, "k-means: " + what, "correct the clustering's parameters");
  };
  require(n_clusters >= 1, "n_clusters is " + std::to_string(n_clusters) + ", must be at least 1");
  require(n_restarts >= 1, "n_restarts is " + std::to_string(n_restarts) + ", must be at least 1");
  require(max_iterations >= 1,
          "max_iterations is " + std::to_string(max_iterations) + ", must be at least 1");
  require(tolerance >= 0, "tolerance is " + std::to_string(tolerance) + ", must not be negative");
}

KMeansResult kmeans(const Eigen::MatrixXd& points, const KMeansConfig& config, std::uint64_t seed) {
  config.check();
  if (points.rows() < config.n_clusters) {
    throw Error(ErrorClass::bad_input,
                "k-means: " + std::to_string(config.n_clusters) + " clusters of " +
                    std::to_string(points.rows()) + " points",
                "use at most as many clusters as points");
  }
  if (!points.allFinite()) {
    throw Error(ErrorClass::bad_input, "k-means: a point is not finite",
                "remove points with NaN or infinite values");
  }
  const Eigen::MatrixXd centred = points.rowwise() - points.colwise().mean();
  const auto values = static_cast<double>(std::max<Eigen::Index>(points.size(), 1));
  const double threshold = config.tolerance * centred.squaredNorm() / values;
  Fit best;
  for (std::int32_t restart = 0; restart < config.n_restarts; ++restart) {
    Rng rng(derive_seed(seed, "k-means restart " + std::to_string(restart)));
    Fit fit = lloyd(points, config, threshold, rng);
    if (fit.inertia < best.inertia) best = std::move(fit);
  }
  return ordered_by_size(best);
}

}  // namespace doppel::science
