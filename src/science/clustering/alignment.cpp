#include "science/clustering/alignment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <utility>

#include "science/clustering/align.h"
#include "util/error.h"
#include "util/parallel.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

// roll(row, i)[o] = row[o - i]: a (F, O) view of an orientation-major code, columns moved i to the right.
Eigen::VectorXd rolled(const Eigen::VectorXd& code, Eigen::Index n_orientations, Eigen::Index i) {
  const Eigen::Index shift = i * (code.size() / n_orientations);
  Eigen::VectorXd result(code.size());
  result << code.tail(shift), code.head(code.size() - shift);
  return result;
}

double sigmoid(double v) { return 1 / (1 + std::exp(-v)); }

class Adam {
 public:
  explicit Adam(Eigen::Index n) : mean_(Eigen::VectorXd::Zero(n)), square_(Eigen::VectorXd::Zero(n)) {}
  void step(Eigen::VectorXd& x, const Eigen::VectorXd& gradient, double rate) {
    ++steps_;
    mean_ = 0.9 * mean_ + 0.1 * gradient;
    square_ = 0.999 * square_ + 0.001 * gradient.cwiseAbs2();
    const double mean_bias = 1 - std::pow(0.9, steps_), square_bias = 1 - std::pow(0.999, steps_);
    x.array() -= rate * (mean_ / mean_bias).array() / ((square_ / square_bias).cwiseSqrt().array() + 1e-8);
  }

 private:
  Eigen::VectorXd mean_, square_;
  int steps_ = 0;
};

struct AngleFit {
  Eigen::VectorXd x;  // v, then u
  AlignmentFit summary;
};

double total(const AlignmentLoss& loss, double beta) { return loss.pair + beta * loss.blur; }

AngleFit fit(const AlignmentProblem& problem, const AlignmentConfig& config, double beta,
             std::int32_t restart, std::uint64_t seed) {
  const Eigen::Index n = problem.size();
  Rng rng(derive_seed(seed, "alignment " + std::to_string(restart)));
  Eigen::VectorXd x = Eigen::VectorXd::Zero(n + 1);
  for (Eigen::Index i = 0; i < n; ++i) x(i) = config.initial_sd * rng.normal();
  AngleFit best{x, {beta, restart, 0, 0, 0, 0}};
  double lowest = std::numeric_limits<double>::infinity(), rate = config.learning_rate;
  for (std::int32_t phase = 0; phase < config.n_phases; ++phase, rate /= std::sqrt(10.0)) {
    Adam adam(n + 1);
    x = best.x;
    for (std::int32_t step = 0, stale = 0; stale < config.patience; ++step, ++best.summary.iterations) {
      const auto loss = problem.loss(x.head(n), x(n));
      if (step % config.evaluate_every == 0) {
        const double now = total(loss, beta);
        stale = now < lowest * (1 - config.min_improvement) ? 0 : stale + 1;
        if (now < lowest) {
          lowest = now;
          best.x = x;
          best.summary.pair_loss = loss.pair, best.summary.blur_loss = loss.blur;
          best.summary.sharpness = std::exp(x(n));
        }
      }
      Eigen::VectorXd gradient(n + 1);
      gradient << loss.pair_by_v, loss.pair_by_u + beta * loss.blur_by_u;
      adam.step(x, gradient, rate);
    }
  }
  return best;
}

bool is_better(const AngleFit& a, const AngleFit& b, double sharp_enough) {
  const bool a_sharp = a.summary.sharpness > sharp_enough, b_sharp = b.summary.sharpness > sharp_enough;
  return a_sharp != b_sharp ? a_sharp : a.summary.pair_loss < b.summary.pair_loss;
}

}  // namespace

void AlignmentConfig::check() const {
  const bool sound = n_betas >= 1 && beta_min > 0 && beta_max >= beta_min && n_restarts >= 1 &&
                     learning_rate > 0 && evaluate_every >= 1 && patience >= 1 && n_phases >= 1 &&
                     min_improvement >= 0 && initial_sd >= 0;
  if (!sound) {
    throw Error(ErrorClass::bad_input, "alignment: a setting is out of range",
                "counts and rates must be positive and beta_max at least beta_min");
  }
}

AlignmentProblem::AlignmentProblem(Eigen::MatrixXd unit_codes, std::int32_t n_orientations)
    : codes_(std::move(unit_codes)),
      n_orientations_(n_orientations),
      autocorrelation_(codes_.rows(), n_orientations) {
  for (Eigen::Index n = 0; n < codes_.rows(); ++n) {
    for (Eigen::Index i = 0; i < n_orientations_; ++i) {
      autocorrelation_(n, i) = codes_.row(n).transpose().dot(rolled(codes_.row(n), n_orientations_, i));
    }
  }
  mean_autocorrelation_ = autocorrelation_.colwise().mean();
}

Eigen::MatrixXd AlignmentProblem::kernel(const Eigen::VectorXd& v, double sharpness) const {
  Eigen::MatrixXd g(v.size(), n_orientations_);
  for (Eigen::Index i = 0; i < n_orientations_; ++i) {
    const double theta = kTurn * static_cast<double>(i) / n_orientations_;
    // T (cos - 1): the largest exponent is at most 0.
    g.col(i) = v.unaryExpr(
        [&](double value) { return std::exp(sharpness * (std::cos(kTurn * sigmoid(value) - theta) - 1)); });
  }
  const Eigen::VectorXd sum = g.rowwise().sum();
  return g.array().colwise() / sum.array();
}

// With x_n = sum_i g_ni roll(r_n, i), the mean over pairs is 2 (mean ||x||^2 - ||mean x||^2). ||x_n||^2 needs
// the autocorrelation of r_n alone, and the mean one product of g' and the codes for all shifts.
AlignmentLoss AlignmentProblem::loss(const Eigen::VectorXd& v, double u) const {
  const auto n = static_cast<double>(v.size());
  const Eigen::Index n_orientations = n_orientations_;
  const double sharpness = std::exp(u);
  const Eigen::MatrixXd g = kernel(v, sharpness);

  const Eigen::MatrixXd by_shift = codes_.transpose() * g;  // (O F, O): sum_n g_ni r_n
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(codes_.cols());
  for (Eigen::Index i = 0; i < n_orientations; ++i) mean += rolled(by_shift.col(i), n_orientations, i) / n;
  Eigen::MatrixXd mean_rolled_back(codes_.cols(),
                                   n_orientations);  // <mean, roll(r, i)> = <roll(mean, -i), r>
  for (Eigen::Index i = 0; i < n_orientations; ++i) {
    mean_rolled_back.col(i) = rolled(mean, n_orientations, (n_orientations - i) % n_orientations);
  }
  Eigen::MatrixXd self(v.size(), n_orientations);  // <x_n, roll(r_n, i)>
  self.setZero();
  for (Eigen::Index i = 0; i < n_orientations; ++i) {
    for (Eigen::Index j = 0; j < n_orientations; ++j) {
      self.col(i).array() +=
          g.col(j).array() * autocorrelation_.col((i - j + n_orientations) % n_orientations).array();
    }
  }

  AlignmentLoss loss;
  loss.pair = 2 * (self.cwiseProduct(g).sum() / n - mean.squaredNorm());
  const Eigen::MatrixXd by_g = 4 / n * (self - codes_ * mean_rolled_back);
  const Eigen::VectorXd centre = g.cwiseProduct(by_g).rowwise().sum();
  const Eigen::MatrixXd by_exponent = g.array() * (by_g.colwise() - centre).array();
  loss.pair_by_v = Eigen::VectorXd::Zero(v.size());
  for (Eigen::Index i = 0; i < n_orientations; ++i) {
    const double theta = kTurn * static_cast<double>(i) / n_orientations_;
    for (Eigen::Index k = 0; k < v.size(); ++k) {
      const double s = sigmoid(v(k)), angle = kTurn * s - theta;
      loss.pair_by_v(k) -= by_exponent(k, i) * sharpness * std::sin(angle) * kTurn * s * (1 - s);
      loss.pair_by_u += by_exponent(k, i) * sharpness * std::cos(angle);
    }
  }

  // The same kernel at angle 0 for all neurons: their mean autocorrelation is enough.
  Eigen::VectorXd flat(n_orientations), cosine(n_orientations), by_flat(n_orientations);
  for (Eigen::Index i = 0; i < n_orientations; ++i) {
    cosine(i) = std::cos(kTurn * static_cast<double>(i) / n_orientations_);
    flat(i) = std::exp(sharpness * (cosine(i) - 1));
  }
  flat /= flat.sum();
  loss.blur = mean_autocorrelation_(0);
  for (Eigen::Index i = 0; i < n_orientations; ++i) {
    by_flat(i) = -2 * mean_autocorrelation_(i);
    for (Eigen::Index j = 0; j < n_orientations; ++j) {
      by_flat(i) += 2 * flat(j) * mean_autocorrelation_((i - j + n_orientations) % n_orientations);
    }
    loss.blur += flat(i) * (by_flat(i) - 2 * mean_autocorrelation_(i)) / 2;
  }
  const double flat_centre = flat.dot(by_flat);
  loss.blur_by_u = sharpness * (flat.array() * (by_flat.array() - flat_centre) * cosine.array()).sum();
  return loss;
}

Eigen::MatrixXd AlignmentProblem::aligned(const Eigen::VectorXd& v, double u) const {
  const Eigen::MatrixXd g = kernel(v, std::exp(u));
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(codes_.rows(), codes_.cols());
  for (Eigen::Index n = 0; n < codes_.rows(); ++n) {
    for (Eigen::Index i = 0; i < n_orientations_; ++i) {
      result.row(n) += g(n, i) * rolled(codes_.row(n), n_orientations_, i).transpose();
    }
  }
  return result;
}

Alignment align(const Eigen::MatrixXd& bar_codes, std::int32_t n_orientations, const AlignmentConfig& config,
                std::uint64_t seed, int threads) {
  config.check();
  if (bar_codes.rows() == 0 || !bar_codes.allFinite()) {
    throw Error(ErrorClass::bad_input, "alignment of no bar codes, or of codes that are not finite",
                "leave such neurons out");
  }
  // In this order, so that rolled codes are the same to the last bit when the search begins.
  const AlignmentProblem problem(unit_rows(roll_to_peak(bar_codes, n_orientations)), n_orientations);
  std::vector<AngleFit> fits(static_cast<std::size_t>(config.n_betas) *
                             static_cast<std::size_t>(config.n_restarts));
  parallel_for(fits.size(), 1, threads, [&](std::size_t at, std::size_t, std::size_t) {
    const std::size_t beta_index = at / static_cast<std::size_t>(config.n_restarts);
    const auto step = static_cast<double>(beta_index);
    const double share = config.n_betas > 1 ? step / (config.n_betas - 1) : 0;
    const double beta = config.beta_min * std::pow(config.beta_max / config.beta_min, share);
    const auto restart = static_cast<std::int32_t>(at % static_cast<std::size_t>(config.n_restarts));
    fits[at] = fit(problem, config, beta, restart, seed);
  });
  const AngleFit& best = *std::min_element(
      fits.begin(), fits.end(),
      [&](const AngleFit& a, const AngleFit& b) { return is_better(a, b, config.sharp_enough); });
  Alignment result;
  const Eigen::Index n = problem.size();
  result.aligned = problem.aligned(best.x.head(n), best.x(n));
  const Eigen::VectorXd peak = peak_orientations(bar_codes, n_orientations).cast<double>();
  result.angle.resize(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    // The roll to the peak went `peak` steps to the left.
    const double angle = kTurn * (sigmoid(best.x(i)) - peak(i) / n_orientations);
    result.angle(i) = angle - kTurn * std::floor(angle / kTurn);
  }
  result.best = best.summary;
  result.is_sharp = best.summary.sharpness > config.sharp_enough;
  for (const AngleFit& each : fits) result.sweep.push_back(each.summary);
  return result;
}

}  // namespace doppel::science
