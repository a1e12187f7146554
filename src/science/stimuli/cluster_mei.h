// The most exciting image of a group of neurons [paper eq. 4-8]: one template, placed at each member's
// receptive field and turned to the angle that suits the member,
//
//   maximise over beta and angles phi_i:  mean_i w_i f_i(place(turn(beta, phi_i) . Psi, r_i)) - lambda sum (L
//   * x)^2 subject to ||x|| = norm,   x = beta . Psi,
//
// Psi Hermite functions, so that a turn of the template is a linear map of beta. Angles and beta take turns:
// for given beta each member's angle is the best of a grid, refined; for given angles beta climbs by Adam.
// The template is known up to one turn that all members share.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "science/layers/hermite.h"
#include "science/stimuli/mei.h"

namespace doppel::science {

struct ClusterMember {
  std::int64_t neuron = 0;  // as the model counts them
  float r_x = 0, r_y = 0;   // receptive field: column, row [px]
  float orientation = 0;    // where its angle begins [deg]; the search sees all angles
  float weight = 1;         // w_i, e.g. one over its response SD
};

struct ClusterMeiConfig {
  std::int32_t n_ranks = 13;   // 91 functions
  std::int32_t support = 33;   // width of the template [px], odd
  float unit = 2.08F;          // length of the functions' unit [px]: the rank 0 has an SD of sqrt(2) of them
  float norm = 12;             // of the template, L2, in z-scored grey
  float smoothness = 0.005F;   // lambda
  float learning_rate = 0.1F;  // of Adam; beta has a length of about `norm`
  std::int32_t n_angles = 64;  // of the grid over the full circle
  std::int32_t n_starts = 4;
  std::int32_t steps_per_round = 20;  // of beta between two searches for angles
  std::int32_t max_rounds = 100;
  std::int32_t n_drops = 2;   // of the rate, to a tenth, each where patience has ended
  std::int32_t patience = 5;  // rounds without a rise of the objective by `tolerance`
  float tolerance = 1e-3F;    // relative
  void check() const;
};

struct ClusterMei {
  std::vector<float> image;         // (support, support) row-major: the template, x = beta . Psi
  std::vector<float> coefficients;  // beta
  std::vector<float> angles;        // of each member [deg, 0..360), counter-clockwise
  std::vector<float> activations;   // of each member, not weighted
  float objective = 0;              // weighted mean less the roughness
  float roughness = 0;              // sum (L * x)^2
  std::vector<float> objectives;    // (n_starts,)
  std::int32_t n_agreeing = 0;      // starts whose objective is within 1 % of the best
  std::int32_t n_rounds = 0;        // of the best start
  bool converged = false;           // it ended by patience, not by max_rounds
};

using PairedResponse =
    std::function<torch::Tensor(const torch::Tensor& images, const torch::Tensor& neurons)>;

// What the search asks of a model of images of (rows, cols).
struct PairedModel {
  PairedResponse responses;
  PairedGradient gradient;
  std::int64_t rows = 0, cols = 0;
  torch::Device device = torch::kCPU;  // where it answers
};

// REQUIRES: at least one member. The starts are drawn from `seed`. Throws Error(interrupted) soon after a
// stop was requested.
ClusterMei find_cluster_mei(const PairedModel& model, std::span<const ClusterMember> members,
                            const ClusterMeiConfig& config, std::uint64_t seed, std::stop_token stop = {});

struct ImageShape {
  std::int64_t rows = 0, cols = 0;
};

// What members see of a template: coefficients `beta` (k,) or (n, k), turned by angles (n,) [deg], at centres
// (n, 2) x, y [px]: (n, rows, cols).
torch::Tensor images_for_members(const ClusterMeiConfig& config, const torch::Tensor& beta,
                                 const torch::Tensor& angles, const torch::Tensor& centres,
                                 const ImageShape& shape);

// beta (k,), or one for each angle (n, k), turned by each of angles (n,) [rad]: (n, k); row i is
// steering(basis, angles[i]) beta.
torch::Tensor turned(const HermiteBasis& basis, const torch::Tensor& beta, const torch::Tensor& angles);

// Templates (n, s, s), s odd, centred at (r_x, r_y) = centres[i] of an image, bilinear: (n, rows, cols).
torch::Tensor placed(const torch::Tensor& templates, const torch::Tensor& centres, std::int64_t rows,
                     std::int64_t cols);

}  // namespace doppel::science
