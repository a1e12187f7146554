// Bar codes of neurons that compute the same at different preferred orientations differ by a shift along the
// orientation axis. Alignment finds one angle per neuron that makes all codes as equal as they can be made
// (the method of the paper's predecessor, its code in pollytur/readout_reproducibility):
//
//   r~_n = sum_i g_ni roll(r_n, i),  g_ni ~ exp(T cos(alpha_n - 2 pi i / O)) normalised over i        rows of
//   unit norm loss = mean over all pairs ||r~_m - r~_n||^2 + beta mean_n ||r~_n(alpha = 0) - r_n||^2
//
// The second term keeps the shifts sharp (T large), since blurred codes are equal for no good reason. The
// loss does not change when a code is rolled by whole steps and its angle turned along, so the search starts
// from codes rolled to their peaks and returns to the same aligned codes however they were rolled.
// Deterministic for a seed.
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <vector>

namespace doppel::science {

struct AlignmentConfig {
  std::int32_t n_betas = 20;  // log-spaced
  double beta_min = 1e-3, beta_max = 10;
  std::int32_t n_restarts = 3;
  double learning_rate = 0.01;  // of Adam; a phase ends after `patience` evaluations without improvement
  std::int32_t evaluate_every = 25, patience = 5,
               n_phases = 5;      // each phase at 1/sqrt(10) of the last one's rate
  double min_improvement = 1e-3;  // relative
  double initial_sd = 0.01;       // of v_n, alpha_n = 2 pi sigmoid(v_n)
  double sharp_enough = 5;        // a fit with T above it is sharp
  void check() const;
};

struct AlignmentFit {
  double beta = 0;
  std::int32_t restart = 0, iterations = 0;
  double pair_loss = 0, blur_loss = 0;  // the two terms, the second without beta
  double sharpness = 0;                 // T
};

struct Alignment {
  Eigen::MatrixXd aligned;  // (n, O * F), r~_n
  Eigen::VectorXd angle;    // (n,) alpha_n and the roll to the peak together [rad], 0..2 pi
  AlignmentFit best;        // smallest pair loss of the sharp fits; of all, where none is sharp
  bool is_sharp = false;
  std::vector<AlignmentFit> sweep;  // (n_betas * n_restarts,)
};

// bar_codes: (n, O * F), orientation-major; rows are scaled to unit norm (a zero row stays zero). Throws
// Error(bad_input) unless n_orientations divides the columns.
Alignment align(const Eigen::MatrixXd& bar_codes, std::int32_t n_orientations, const AlignmentConfig& config,
                std::uint64_t seed, int threads);

// Both terms of the loss with their gradients, for unit rows. v: (n,); u = log T.
struct AlignmentLoss {
  double pair = 0, blur = 0;
  Eigen::VectorXd pair_by_v;  // d pair / d v_n
  double pair_by_u = 0, blur_by_u = 0;
};
class AlignmentProblem {
 public:
  AlignmentProblem(Eigen::MatrixXd unit_codes, std::int32_t n_orientations);
  AlignmentLoss loss(const Eigen::VectorXd& v, double u) const;
  Eigen::MatrixXd aligned(const Eigen::VectorXd& v, double u) const;
  Eigen::Index size() const { return codes_.rows(); }

 private:
  Eigen::MatrixXd kernel(const Eigen::VectorXd& v, double sharpness) const;  // g, (n, O)

  Eigen::MatrixXd codes_;
  std::int32_t n_orientations_;
  Eigen::MatrixXd autocorrelation_;  // (n, O): <r_n, roll(r_n, i)>
  Eigen::VectorXd mean_autocorrelation_;
};

}  // namespace doppel::science
