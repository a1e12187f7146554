#include "science/clustering/alignment.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "science/clustering/align.h"
#include "tests/science/clustering/points.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr int kOrientations = 8, kFeatures = 4, kChannels = kOrientations * kFeatures;
constexpr double kTurn = 2 * std::numbers::pi;

Eigen::RowVectorXd roll(const Eigen::RowVectorXd& code, int steps) {
  Eigen::RowVectorXd result(code.size());
  for (int o = 0; o < kOrientations; ++o) {
    for (int f = 0; f < kFeatures; ++f) {
      result(((o + steps + 8 * kOrientations) % kOrientations) * kFeatures + f) = code(o * kFeatures + f);
    }
  }
  return result;
}

// r~ of the header's formula, term by term.
Eigen::RowVectorXd plain_shift(const Eigen::RowVectorXd& code, double alpha, double sharpness) {
  Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(kChannels);
  double weight = 0;
  for (int i = 0; i < kOrientations; ++i) {
    const double g = std::exp(sharpness * std::cos(alpha - kTurn * i / kOrientations));
    sum += g * roll(code, i);
    weight += g;
  }
  return sum / weight;
}

double alpha_of(double v) { return kTurn / (1 + std::exp(-v)); }

// Neurons of `n_kinds` kinds: a kind's code, rolled at random, with some noise.
Eigen::MatrixXd population(int n, int n_kinds, double sd, std::uint64_t seed) {
  const Eigen::MatrixXd kinds = test::noise(n_kinds, kChannels, seed);
  Rng rng(seed + 1);
  Eigen::MatrixXd codes(n, kChannels);
  for (int i = 0; i < n; ++i) {
    codes.row(i) = roll(kinds.row(i % n_kinds), static_cast<int>(rng.below(kOrientations)));
    for (int k = 0; k < kChannels; ++k) codes(i, k) += sd * rng.normal();
  }
  return codes;
}

TEST(Alignment, LossIsTheMeanOverAllPairsAndTheBlurAtAngleZero) {
  const Eigen::MatrixXd codes = unit_rows(population(12, 3, 0.3, 1));
  const AlignmentProblem problem(codes, kOrientations);
  const Eigen::VectorXd v = test::noise(12, 1, 2);
  const double u = 0.7;
  Eigen::MatrixXd shifted(12, kChannels);
  double blur = 0;
  for (int n = 0; n < 12; ++n) {
    shifted.row(n) = plain_shift(codes.row(n), alpha_of(v(n)), std::exp(u));
    blur += (plain_shift(codes.row(n), 0, std::exp(u)) - codes.row(n)).squaredNorm() / 12;
  }
  double pairs = 0;
  for (int m = 0; m < 12; ++m) {
    for (int n = 0; n < 12; ++n) pairs += (shifted.row(m) - shifted.row(n)).squaredNorm() / 144;
  }
  const auto loss = problem.loss(v, u);
  EXPECT_NEAR(loss.pair, pairs, 1e-12);
  EXPECT_NEAR(loss.blur, blur, 1e-12);
  EXPECT_LT((problem.aligned(v, u) - shifted).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(Alignment, GradientsAreThoseOfFiniteDifferences) {
  const AlignmentProblem problem(unit_rows(population(9, 2, 0.3, 3)), kOrientations);
  Eigen::VectorXd v = test::noise(9, 1, 4);
  const double u = 0.4, h = 1e-6;
  const auto loss = problem.loss(v, u);
  for (int n = 0; n < 9; ++n) {
    Eigen::VectorXd up = v, down = v;
    up(n) += h, down(n) -= h;
    EXPECT_NEAR(loss.pair_by_v(n), (problem.loss(up, u).pair - problem.loss(down, u).pair) / (2 * h), 1e-7);
  }
  EXPECT_NEAR(loss.pair_by_u, (problem.loss(v, u + h).pair - problem.loss(v, u - h).pair) / (2 * h), 1e-7);
  EXPECT_NEAR(loss.blur_by_u, (problem.loss(v, u + h).blur - problem.loss(v, u - h).blur) / (2 * h), 1e-7);
}

AlignmentConfig quick() {
  AlignmentConfig config;
  config.n_betas = 4;
  config.n_restarts = 2;
  return config;
}

TEST(Alignment, RolledCodesComeBackToTheSame) {
  const Eigen::MatrixXd codes = population(40, 4, 0.2, 5);
  Eigen::MatrixXd moved(codes.rows(), codes.cols());
  std::vector<int> steps;
  Rng rng(6);
  for (int n = 0; n < 40; ++n) {
    steps.push_back(static_cast<int>(rng.below(kOrientations)));
    moved.row(n) = roll(codes.row(n), steps.back());
  }
  const auto before = align(codes, kOrientations, quick(), 7, 2),
             after = align(moved, kOrientations, quick(), 7, 2);
  EXPECT_LT((before.aligned - after.aligned).cwiseAbs().maxCoeff(), 1e-9);
  for (int n = 0; n < 40; ++n) {
    // A code that was rolled to the right needs that much less of a shift.
    const double turned =
        before.angle(n) - after.angle(n) - kTurn * steps[static_cast<std::size_t>(n)] / kOrientations;
    EXPECT_NEAR(std::cos(turned), 1, 1e-9) << n;
  }
}

TEST(Alignment, CodesOfOneKindBecomeEqual) {
  const auto alignment = align(population(30, 1, 0.05, 8), kOrientations, quick(), 9, 2);
  EXPECT_TRUE(alignment.is_sharp);
  const double before = 2 * (1 - unit_rows(population(30, 1, 0.05, 8)).colwise().mean().squaredNorm());
  EXPECT_LT(alignment.best.pair_loss, 0.05 * before);
}

TEST(Alignment, TheAnglesReproduceTheAlignedCodes) {
  const Eigen::MatrixXd codes = population(20, 2, 0.3, 10);
  const auto alignment = align(codes, kOrientations, quick(), 11, 1);
  const Eigen::MatrixXd unit = unit_rows(codes);
  for (int n = 0; n < 20; ++n) {
    const auto expected = plain_shift(unit.row(n), alignment.angle(n), alignment.best.sharpness);
    EXPECT_LT((alignment.aligned.row(n) - expected).cwiseAbs().maxCoeff(), 1e-9) << n;
  }
}

TEST(Alignment, TheBestIsTheSmallestPairLossOfTheSharpFits) {
  const auto alignment = align(population(30, 3, 0.3, 12), kOrientations, quick(), 13, 2);
  ASSERT_EQ(alignment.sweep.size(), 8U);
  EXPECT_NEAR(alignment.sweep.front().beta, 1e-3, 1e-12);
  EXPECT_NEAR(alignment.sweep.back().beta, 10, 1e-9);
  int n_sharp = 0;
  for (const auto& fit : alignment.sweep) {
    n_sharp += fit.sharpness > 5 ? 1 : 0;
    if (fit.sharpness > 5) {
      EXPECT_GE(fit.pair_loss, alignment.best.pair_loss);
    }
  }
  EXPECT_EQ(alignment.is_sharp, n_sharp > 0);
}

TEST(Alignment, IsTheSameForAnyNumberOfThreads) {
  const Eigen::MatrixXd codes = population(15, 3, 0.3, 14);
  EXPECT_EQ(align(codes, kOrientations, quick(), 15, 1).aligned,
            align(codes, kOrientations, quick(), 15, 3).aligned);
}

TEST(Alignment, WhatCannotBeAlignedIsRefused) {
  EXPECT_THROW(align(Eigen::MatrixXd::Ones(4, 30), kOrientations, quick(), 1, 1), Error);
  EXPECT_THROW(align(Eigen::MatrixXd(0, kChannels), kOrientations, quick(), 1, 1), Error);
  AlignmentConfig wrong;
  wrong.beta_min = 0;
  EXPECT_THROW(align(Eigen::MatrixXd::Ones(4, kChannels), kOrientations, wrong, 1, 1), Error);
}

}  // namespace
}  // namespace doppel::science
