// Poisson counts by inversion in double precision, so that a seed means the same counts on every platform.
#include <cmath>

#include "science/simulate/population.h"
#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

constexpr double kLargestStep =
    16;  // exp(-16) leaves the inversion 9 digits; larger means are sums of smaller ones

double count_by_inversion(double mean, Rng& rng) {
  const double u = rng.uniform();
  double probability = std::exp(-mean);
  double cumulative = probability;
  double count = 0;
  while (u >= cumulative && probability > 0) {
    count += 1;
    probability *= mean / count;
    cumulative += probability;
  }
  return count;
}

double draw(double mean, Rng& rng) {
  double count = 0;
  for (; mean > kLargestStep; mean -= kLargestStep) count += count_by_inversion(kLargestStep, rng);
  return count + count_by_inversion(mean, rng);
}

}  // namespace

torch::Tensor poisson_counts(const torch::Tensor& expected, std::uint64_t seed) {
  const auto means = expected.to(torch::kCPU, torch::kFloat32).contiguous();
  auto counts = torch::empty_like(means);
  Rng rng(derive_seed(seed, "poisson"));
  const float* mean = means.data_ptr<float>();
  float* count = counts.data_ptr<float>();
  for (std::int64_t i = 0; i < means.numel(); ++i) {
    if (!(mean[i] >= 0 && mean[i] < 1e6F)) {
      throw Error(ErrorClass::bad_input, "Poisson: an expected count of " + std::to_string(mean[i]),
                  "give expected counts in 0..1e6");
    }
    count[i] = static_cast<float>(draw(mean[i], rng));
  }
  return counts;
}

}  // namespace doppel::science
