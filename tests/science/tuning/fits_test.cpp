#include "science/tuning/fits.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

constexpr double kHalfTurn = std::numbers::pi;

// baseline + height * exp(k cos 2 (theta - preferred)), brought to 0..height.
double von_mises(double theta, double preferred, double k, double baseline, double height) {
  const double value = std::exp(k * std::cos(2 * (theta - preferred) * kHalfTurn / 180));
  return baseline + height * (value - std::exp(-k)) / (std::exp(k) - std::exp(-k));
}

std::vector<float> curve_of(double preferred, double k, double baseline, double height) {
  std::vector<float> curve;
  for (int j = 0; j < 24; ++j)
    curve.push_back(static_cast<float>(von_mises(7.5 * j, preferred, k, baseline, height)));
  return curve;
}

TEST(Fits, AVonMisesCurveIsItsOwnFit) {
  for (const double preferred : {0.0, 33.3, 91.0, 178.5}) {
    for (const double k : {0.3, 2.0, 12.0}) {
      const auto fit = fit_von_mises(curve_of(preferred, k, 0.7, 2.5));
      EXPECT_NEAR(std::abs(std::remainder(fit.preferred - preferred, 180)), 0, 0.05) << preferred << " " << k;
      EXPECT_NEAR(fit.concentration, k, 0.02 * k);
      EXPECT_NEAR(fit.baseline, 0.7, 0.01);
      EXPECT_NEAR(fit.amplitude, 2.5, 0.02);
      EXPECT_NEAR(fit.r_squared.value(), 1, 1e-5);
      const double half = von_mises(preferred + fit.half_width.value(), preferred, k, 0.7, 2.5);
      EXPECT_NEAR(half, 0.7 + 2.5 / 2, 0.02) << "at the half width";
    }
  }
}

double squares_left(const std::vector<float>& curve, const VonMisesFit& fit) {
  double sum = 0;
  for (std::size_t j = 0; j < curve.size(); ++j) {
    const double value = von_mises(7.5 * static_cast<double>(j), fit.preferred, fit.concentration,
                                   fit.baseline, fit.amplitude);
    sum += (curve[j] - value) * (curve[j] - value);
  }
  return sum;
}

// The slow twin: a fine grid of all four parameters around the fit finds nothing better.
TEST(Fits, NoVonMisesFunctionNearbyFitsANoisyCurveBetter) {
  auto curve = curve_of(60, 3, 1, 2);
  Rng rng(1);
  for (float& value : curve) value += static_cast<float>(0.2 * rng.normal());
  const auto fit = fit_von_mises(curve);
  const double found = squares_left(curve, fit);
  for (const double turn : {-20.0, -5.0, -1.0, -0.2, 0.0, 0.2, 1.0, 5.0, 20.0}) {
    for (const double factor : {0.3, 0.8, 0.97, 1.0, 1.03, 1.25, 3.0}) {
      for (const double shift : {-0.3, -0.02, 0.0, 0.02, 0.3}) {
        for (const double scale : {0.7, 0.98, 1.0, 1.02, 1.4}) {
          VonMisesFit other = fit;
          other.preferred += turn;
          other.concentration *= factor;
          other.baseline += shift;
          other.amplitude *= scale;
          EXPECT_GE(squares_left(curve, other), found * (1 - 1e-6));
        }
      }
    }
  }
  double mean = 0, variance = 0;
  for (const float value : curve) mean += value / 24.0;
  for (const float value : curve) variance += (value - mean) * (value - mean);
  EXPECT_NEAR(fit.r_squared.value(), 1 - found / variance, 1e-6);
}

TEST(Fits, ASineIsItsOwnFit) {
  std::vector<float> curve;
  for (int j = 0; j < 24; ++j)
    curve.push_back(static_cast<float>(3 + 1.5 * std::cos(2 * kHalfTurn * j / 24 - 200 * kHalfTurn / 180)));
  const auto fit = fit_sine(curve);
  EXPECT_NEAR(fit.baseline, 3, 1e-5);
  EXPECT_NEAR(fit.amplitude, 1.5, 1e-5);
  EXPECT_NEAR(fit.preferred, 200, 1e-3);
  EXPECT_NEAR(fit.r_squared.value(), 1, 1e-6);
}

// Half-wave rectification: Fourier series 1/pi + cos/2 + (2 / 3 pi) cos 2 ...; variance 1/4 - 1/pi^2, of
// which the first harmonic has 1/8.
TEST(Fits, OfARectifiedSineTheFirstHarmonicExplainsItsShare) {
  std::vector<float> curve;
  for (int j = 0; j < 4096; ++j)
    curve.push_back(static_cast<float>(std::max(0.0, std::cos(2 * kHalfTurn * j / 4096))));
  EXPECT_NEAR(fit_sine(curve).r_squared.value(), 0.125 / (0.25 - 1 / (kHalfTurn * kHalfTurn)), 1e-4);
}

TEST(Fits, AFlatCurveHasNoShape) {
  const std::vector<float> flat(24, 2.5F);
  EXPECT_FALSE(fit_von_mises(flat).r_squared.has_value());
  EXPECT_FALSE(fit_sine(flat).r_squared.has_value());
  EXPECT_EQ(fit_von_mises(flat).amplitude, 0);
  EXPECT_NEAR(fit_von_mises(flat).baseline, 2.5, 1e-6);
  EXPECT_FALSE(fit_von_mises(std::vector<float>(24, 0.0F)).half_width.has_value());
}

TEST(Fits, TooFewPointsAreRefused) {
  EXPECT_THROW(fit_von_mises(std::vector<float>(3, 1.0F)), Error);
  EXPECT_THROW(fit_sine(std::vector<float>(2, 1.0F)), Error);
}

}  // namespace
}  // namespace doppel::science
