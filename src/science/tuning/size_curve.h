// Size tuning curves, recorded and predicted alike: their indices, how reliable recorded ones are, and how
// far a model's curve agrees with them. Pure functions of the curves; no model, no tensors.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace doppel::science {

std::size_t peak_of(std::span<const float> curve);  // place of the largest value, the first of equals

// (largest - last) / largest; 0 where the largest is not positive. Over sizes at the highest contrast it is
// the suppression index [paper eq. 12], over contrasts at the largest size the contrast index [eq. 13].
float drop_from_peak(std::span<const float> curve);

struct SizeCurveIndices {
  float suppression_index = 0;
  float preferred_size = 0;  // of the largest response, the smallest of equals [px]
};

// REQUIRES: one response for each of the sizes, which ascend; at least one.
SizeCurveIndices size_curve_indices(std::span<const float> sizes, std::span<const float> responses);

// Recorded responses [events] to one Gabor: for each size those of its trials.
using CurveTrials = std::vector<std::vector<float>>;

std::vector<float> mean_curve(const CurveTrials& trials);  // (n_sizes,). REQUIRES: a trial of each size

// Leave-one-out oracle: correlation over all trials of each with the mean of the other trials of its size; 0
// where either is constant. REQUIRES: two trials of each size.
double curve_oracle(const CurveTrials& trials);

// Correlation of a curve with the mean curve, over sizes; and with single trials, over all trials. 0 where
// either is constant. REQUIRES: a value for each size.
double curve_correlation(const CurveTrials& trials, std::span<const float> curve);
double trial_correlation(const CurveTrials& trials, std::span<const float> curve);

// Correlation of two curves over sizes.
double curve_similarity(std::span<const float> one, std::span<const float> other);

// How a model's curve agrees with one neuron's.
struct CurveAgreement {
  float share_of_optimum = 0;  // of the stimulus that was shown
  double oracle = 0, curve_correlation = 0, trial_correlation = 0;
};

struct Spread {
  double mean = 0, sd = 0;  // sd: over neurons, n - 1 in the denominator; 0 for one neuron
};

// Neurons whose stimulus drives them to at least `percent` of their optimum.
struct AgreementOfSubset {
  std::int32_t percent = 0, n_neurons = 0;
  std::int32_t n_reliable = 0;  // of them: oracle at least the least one
  // Means over all n_neurons; absent where there is none.
  std::optional<double> oracle, curve_correlation, trial_correlation;
  // Correlation over oracle, neuron by neuron, over the reliable ones; absent where there is none.
  std::optional<Spread> curve_of_oracle, trial_of_oracle;
};

// One for each of `percents`. min_oracle > 0: below it the quotient says nothing.
std::vector<AgreementOfSubset> agreement_by_share(std::span<const CurveAgreement> neurons,
                                                  std::span<const std::int32_t> percents, double min_oracle);

}  // namespace doppel::science
