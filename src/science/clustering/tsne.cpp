#include "science/clustering/tsne.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <string>

#include "science/clustering/neighbours.h"
#include "util/error.h"
#include "util/parallel.h"

namespace doppel::science {
namespace {

constexpr std::size_t kPointsAtOnce = 128;
constexpr double kLongestStep = 5;  // in one iteration; keeps a bad start from flying apart

std::size_t as_size(Eigen::Index n) { return static_cast<std::size_t>(n); }

double q_of(const Points2d& y, Eigen::Index i, Eigen::Index j) {
  return 1 / (1 + (y.row(i) - y.row(j)).squaredNorm());
}

// Gradient descent with momentum and a gain per coordinate (Jacobs 1988).
class Descent {
 public:
  Descent(Points2d start, const Affinities& affinities, const TsneConfig& config, int threads)
      : y_(std::move(start)),
        velocity_(Points2d::Zero(y_.rows(), 2)),
        gain_(Points2d::Ones(y_.rows(), 2)),
        affinities_(&affinities),
        config_(config),
        threads_(threads) {}

  void run() {
    for (std::int32_t i = 0; i < config_.iterations; ++i) {
      const bool early = i < config_.exaggerated_iterations;
      step(gradient(early ? config_.exaggeration : 1), early ? 0.5 : 0.8);
    }
  }
  Points2d take() { return std::move(y_); }

 private:
  // dKL/dy_i = 4 (sum_j p_ij q_ij (y_i - y_j) - sum_j q_ij^2 (y_i - y_j) / Z).
  Points2d gradient(double exaggeration) const {
    const QuadTree tree(y_);
    const std::size_t n = as_size(y_.rows());
    Points2d attraction(y_.rows(), 2), repulsion(y_.rows(), 2);
    std::vector<double> z((n + kPointsAtOnce - 1) / kPointsAtOnce);
    parallel_for(n, kPointsAtOnce, threads_, [&](std::size_t piece, std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        attraction.row(row) = pull(i);
        const auto sum = tree.repulsion(y_(row, 0), y_(row, 1), config_.theta);
        repulsion.row(row) << sum.x, sum.y;
        z[piece] += sum.z;
      }
    });
    double total = 0;
    for (const double part : z) total += part;
    return 4 * (exaggeration * attraction - repulsion / total);
  }

  Eigen::RowVector2d pull(std::size_t i) const {
    const auto row = static_cast<Eigen::Index>(i);
    const double x = y_(row, 0), y = y_(row, 1);
    double sum_x = 0, sum_y = 0;
    for (std::int64_t e = affinities_->row_start[i]; e < affinities_->row_start[i + 1]; ++e) {
      const auto j = static_cast<Eigen::Index>(affinities_->column[static_cast<std::size_t>(e)]);
      const double dx = x - y_(j, 0), dy = y - y_(j, 1);
      const double weight = affinities_->value[static_cast<std::size_t>(e)] / (1 + dx * dx + dy * dy);
      sum_x += weight * dx;
      sum_y += weight * dy;
    }
    return {sum_x, sum_y};
  }

  void step(const Points2d& gradient, double momentum) {
    for (Eigen::Index i = 0; i < y_.rows(); ++i) {
      for (Eigen::Index axis = 0; axis < 2; ++axis) {
        const bool turned = (velocity_(i, axis) > 0) == (gradient(i, axis) > 0);
        gain_(i, axis) = turned ? std::max(0.01, 0.8 * gain_(i, axis)) : gain_(i, axis) + 0.2;
        velocity_(i, axis) =
            momentum * velocity_(i, axis) - config_.learning_rate * gain_(i, axis) * gradient(i, axis);
      }
      const double length = velocity_.row(i).norm();
      if (length > kLongestStep) velocity_.row(i) *= kLongestStep / length;
    }
    y_ += velocity_;
    y_.rowwise() -= y_.colwise().mean();
  }

  Points2d y_, velocity_, gain_;
  const Affinities* affinities_;
  TsneConfig config_;
  int threads_;
};

TsneConfig with_defaults(TsneConfig config, Eigen::Index n) {
  const auto size = static_cast<double>(n);
  if (config.perplexity <= 0) config.perplexity = std::min(std::max(size / 100, 30.0), (size - 1) / 3);
  if (config.learning_rate <= 0) config.learning_rate = std::max(size / 12, 50.0);
  return config;
}

}  // namespace

void TsneConfig::check() const {
  const auto require = [](bool holds, const char* what) {
    if (!holds)
      throw Error(ErrorClass::bad_input, std::string("t-SNE: ") + what, "change the embedding's setting");
  };
  require(perplexity == 0 || perplexity > 1, "the perplexity must be above 1 (or 0, to follow n)");
  require(learning_rate >= 0, "the learning rate must not be negative");
  require(exaggeration >= 1, "the exaggeration must be at least 1");
  require(exaggerated_iterations >= 0 && iterations >= exaggerated_iterations,
          "the exaggerated iterations must not exceed all iterations");
  require(initial_sd > 0, "the initial standard deviation must be positive");
  require(theta >= 0 && theta < 0.7, "theta must be in 0..0.7");
}

Points2d principal_plane(const Eigen::MatrixXd& points, double sd) {
  const Eigen::MatrixXd centred = points.rowwise() - points.colwise().mean();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(centred.transpose() * centred);
  Eigen::MatrixXd axes = solver.eigenvectors().rightCols(2).rowwise().reverse();
  for (Eigen::Index axis = 0; axis < 2; ++axis) {
    Eigen::Index largest = 0;
    axes.col(axis).cwiseAbs().maxCoeff(&largest);
    if (axes(largest, axis) < 0) axes.col(axis) *= -1;
  }
  Points2d plane = centred * axes;
  const double spread = std::sqrt(plane.col(0).squaredNorm() / static_cast<double>(points.rows()));
  if (spread > 0) plane *= sd / spread;
  return plane;
}

double kl_divergence(const Affinities& affinities, const Points2d& embedding, int threads) {
  const std::size_t n = affinities.n_points();
  const std::size_t n_pieces = (n + kPointsAtOnce - 1) / kPointsAtOnce;
  std::vector<double> z(n_pieces), cross(n_pieces);
  parallel_for(n, kPointsAtOnce, threads, [&](std::size_t piece, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const auto row = static_cast<Eigen::Index>(i);
      for (Eigen::Index j = 0; j < embedding.rows(); ++j) z[piece] += j == row ? 0 : q_of(embedding, row, j);
      for (std::int64_t e = affinities.row_start[i]; e < affinities.row_start[i + 1]; ++e) {
        const double p = affinities.value[static_cast<std::size_t>(e)];
        if (p <= 0) continue;
        cross[piece] +=
            p * std::log(p / q_of(embedding, row, affinities.column[static_cast<std::size_t>(e)]));
      }
    }
  });
  double total = 0, divergence = 0;
  for (std::size_t piece = 0; piece < n_pieces; ++piece) total += z[piece], divergence += cross[piece];
  return divergence + std::log(total);  // the p sum to 1
}

Embedding tsne(const Eigen::MatrixXd& points, const TsneConfig& config, int threads) {
  config.check();
  if (points.rows() < 7 || points.cols() < 2) {
    throw Error(ErrorClass::bad_input,
                "t-SNE of " + std::to_string(points.rows()) + " points with " +
                    std::to_string(points.cols()) + " coordinates",
                "give it at least 7 points of at least 2 coordinates");
  }
  if (!points.allFinite()) {
    throw Error(ErrorClass::bad_input, "t-SNE: a coordinate is not a finite number", "leave such points out");
  }
  const TsneConfig used = with_defaults(config, points.rows());
  const double wanted = std::ceil(3 * used.perplexity);
  const auto k = static_cast<std::int32_t>(std::min(wanted, static_cast<double>(points.rows() - 1)));
  const auto affinities =
      symmetric_affinities(nearest_neighbours(points, k, threads), used.perplexity, threads);
  Descent descent(principal_plane(points, used.initial_sd), affinities, used, threads);
  descent.run();
  Embedding embedding{descent.take(), 0, used.perplexity, used.learning_rate};
  embedding.kl_divergence = kl_divergence(affinities, embedding.points, threads);
  return embedding;
}

}  // namespace doppel::science
