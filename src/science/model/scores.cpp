#include "science/model/scores.h"

namespace doppel::science {
namespace {

torch::Tensor as_double(const torch::Tensor& tensor) { return tensor.to(torch::kCPU, torch::kFloat64); }

// Pearson of each column over rows with the given weights (0 or 1, same shape); 0 where either column is
// constant.
torch::Tensor column_correlation(const torch::Tensor& a, const torch::Tensor& b,
                                 const torch::Tensor& weight) {
  const torch::Tensor count = weight.sum(0).clamp_min(1);
  const torch::Tensor x = (a - (a * weight).sum(0) / count) * weight;
  const torch::Tensor y = (b - (b * weight).sum(0) / count) * weight;
  const torch::Tensor norm = (x.square().sum(0) * y.square().sum(0)).sqrt();
  // A constant column leaves rounding errors of its mean, not 0.
  const torch::Tensor floor = 1e-12 * ((a * weight).square().sum(0) * (b * weight).square().sum(0)).sqrt();
  return torch::where(norm > floor, (x * y).sum(0) / norm, torch::zeros_like(norm));
}

torch::Tensor column_correlation(const torch::Tensor& a, const torch::Tensor& b) {
  return column_correlation(a, b, torch::ones_like(a));
}

}  // namespace

torch::Tensor jackknife_oracle(const torch::Tensor& responses) {
  const torch::Tensor r = as_double(responses);
  if (r.size(1) < 2) return torch::zeros({r.size(2)}, torch::kFloat64);
  const torch::Tensor others = (r.sum(1, true) - r) / static_cast<double>(r.size(1) - 1);
  return column_correlation(r.flatten(0, 1), others.flatten(0, 1));
}

torch::Tensor conservative_oracle(const torch::Tensor& responses) {
  const torch::Tensor r = as_double(responses);
  if (r.size(1) < 2 || r.size(0) < 2) return torch::zeros({r.size(2)}, torch::kFloat64);
  const torch::Tensor noise = r.var(1, /*unbiased=*/true).mean(0);  // V_n: over repeats, mean over images
  // V_m: variance over images of the repeat average, less the noise that averaging leaves in it.
  const torch::Tensor of_mean = r.mean(1).var(0, /*unbiased=*/true);
  const torch::Tensor signal = (of_mean - noise / static_cast<double>(r.size(1))).clamp_min(0);
  const torch::Tensor bottom = (signal * (signal + noise)).sqrt();
  return torch::where(bottom > 0, signal / bottom, torch::zeros_like(bottom));
}

torch::Tensor single_trial_correlation(const torch::Tensor& predictions, const torch::Tensor& responses) {
  const torch::Tensor r = as_double(responses);
  return column_correlation(as_double(predictions).unsqueeze(1).expand_as(r).flatten(0, 1), r.flatten(0, 1));
}

torch::Tensor average_correlation(const torch::Tensor& predictions, const torch::Tensor& responses) {
  return column_correlation(as_double(predictions), as_double(responses).mean(1));
}

torch::Tensor masked_correlation(const torch::Tensor& predictions, const torch::Tensor& responses,
                                 const torch::Tensor& seen) {
  if (!seen.defined()) return column_correlation(as_double(predictions), as_double(responses));
  return column_correlation(as_double(predictions), as_double(responses), as_double(seen));
}

double fraction_oracle(const torch::Tensor& score, const torch::Tensor& oracle) {
  const torch::Tensor s = as_double(score);
  const torch::Tensor o = as_double(oracle);
  const double bottom = o.square().sum().item<double>();
  return bottom > 0 ? (s * o).sum().item<double>() / bottom : 0;
}

}  // namespace doppel::science
