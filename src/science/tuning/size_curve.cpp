#include "science/tuning/size_curve.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "science/stats/correlation.h"

namespace doppel::science {
namespace {

double average(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> doubles(std::span<const float> values) { return {values.begin(), values.end()}; }

Spread spread_of(std::span<const double> values) {
  Spread spread{average(values), 0};
  if (values.size() < 2) return spread;
  double squares = 0;
  for (const double value : values) squares += (value - spread.mean) * (value - spread.mean);
  spread.sd = std::sqrt(squares / static_cast<double>(values.size() - 1));
  return spread;
}

// The pairs (x, y) that a correlation is taken of.
struct Pairs {
  std::vector<double> x, y;
  void add(double a, double b) {
    x.push_back(a);
    y.push_back(b);
  }
  double correlation() const { return pearson(x, y); }
};

AgreementOfSubset agreement_of(const std::vector<const CurveAgreement*>& subset, std::int32_t percent,
                               double min_oracle) {
  AgreementOfSubset result;
  result.percent = percent;
  result.n_neurons = static_cast<std::int32_t>(subset.size());
  if (subset.empty()) return result;
  std::vector<double> oracles, curves, trials, curves_of_oracle, trials_of_oracle;
  for (const CurveAgreement* neuron : subset) {
    oracles.push_back(neuron->oracle);
    curves.push_back(neuron->curve_correlation);
    trials.push_back(neuron->trial_correlation);
    if (neuron->oracle < min_oracle) continue;
    curves_of_oracle.push_back(neuron->curve_correlation / neuron->oracle);
    trials_of_oracle.push_back(neuron->trial_correlation / neuron->oracle);
  }
  result.oracle = average(oracles);
  result.curve_correlation = average(curves);
  result.trial_correlation = average(trials);
  result.n_reliable = static_cast<std::int32_t>(curves_of_oracle.size());
  if (curves_of_oracle.empty()) return result;
  result.curve_of_oracle = spread_of(curves_of_oracle);
  result.trial_of_oracle = spread_of(trials_of_oracle);
  return result;
}

}  // namespace

std::size_t peak_of(std::span<const float> curve) {
  return static_cast<std::size_t>(std::ranges::max_element(curve) - curve.begin());
}

float drop_from_peak(std::span<const float> curve) {
  const float peak = curve[peak_of(curve)];
  return peak > 0 ? (peak - curve.back()) / peak : 0.0F;
}

SizeCurveIndices size_curve_indices(std::span<const float> sizes, std::span<const float> responses) {
  assert(sizes.size() == responses.size() && !sizes.empty());
  return {drop_from_peak(responses), sizes[peak_of(responses)]};
}

std::vector<float> mean_curve(const CurveTrials& trials) {
  std::vector<float> curve;
  for (const auto& of_size : trials) {
    const double sum = std::accumulate(of_size.begin(), of_size.end(), 0.0);
    curve.push_back(static_cast<float>(sum / static_cast<double>(of_size.size())));
  }
  return curve;
}

double curve_oracle(const CurveTrials& trials) {
  Pairs pairs;
  for (const auto& of_size : trials) {
    assert(of_size.size() >= 2);
    const double sum = std::accumulate(of_size.begin(), of_size.end(), 0.0);
    for (const float response : of_size)
      pairs.add(response, (sum - response) / static_cast<double>(of_size.size() - 1));
  }
  return pairs.correlation();
}

double curve_correlation(const CurveTrials& trials, std::span<const float> curve) {
  return curve_similarity(mean_curve(trials), curve);
}

double trial_correlation(const CurveTrials& trials, std::span<const float> curve) {
  assert(trials.size() == curve.size());
  Pairs pairs;
  for (std::size_t s = 0; s < trials.size(); ++s) {
    for (const float response : trials[s]) pairs.add(response, curve[s]);
  }
  return pairs.correlation();
}

double curve_similarity(std::span<const float> one, std::span<const float> other) {
  assert(one.size() == other.size());
  return pearson(doubles(one), doubles(other));
}

std::vector<AgreementOfSubset> agreement_by_share(std::span<const CurveAgreement> neurons,
                                                  std::span<const std::int32_t> percents, double min_oracle) {
  std::vector<AgreementOfSubset> results;
  for (const std::int32_t percent : percents) {
    std::vector<const CurveAgreement*> subset;
    for (const CurveAgreement& neuron : neurons) {
      if (100.0 * neuron.share_of_optimum >= percent) subset.push_back(&neuron);
    }
    results.push_back(agreement_of(subset, percent, min_oracle));
  }
  return results;
}

}  // namespace doppel::science
