#include "science/stimuli/gabor.h"

#include <numbers>
#include <vector>

namespace doppel::science {
namespace {

// One field of every Gabor as (n, 1, 1), so that it broadcasts over pixels.
torch::Tensor column(std::span<const Gabor> gabors, float Gabor::*field) {
  auto values = torch::empty({static_cast<std::int64_t>(gabors.size()), 1, 1});
  float* out = values.data_ptr<float>();
  for (const Gabor& gabor : gabors) *out++ = gabor.*field;
  return values;
}

}  // namespace

torch::Tensor render(std::span<const Gabor> gabors, std::int64_t rows, std::int64_t cols) {
  constexpr float radians = std::numbers::pi_v<float> / 180.0F;
  const torch::NoGradGuard no_grad;
  const auto dx = torch::arange(cols, torch::kFloat32).view({1, 1, cols}) - column(gabors, &Gabor::r_x);
  const auto dy = torch::arange(rows, torch::kFloat32).view({1, rows, 1}) - column(gabors, &Gabor::r_y);
  const auto orientation = column(gabors, &Gabor::orientation) * radians;
  const auto phase = column(gabors, &Gabor::phase) * radians;
  const auto nu = column(gabors, &Gabor::spatial_frequency) * (2.0F * std::numbers::pi_v<float>);
  // The envelope is a product over the axes and x' is a sum: only the carrier costs a full image of cosines.
  const auto sd = column(gabors, &Gabor::size) / 4.0F;
  const auto envelope_x = torch::exp(-dx.square() / (2.0F * sd.square()));
  const auto envelope_y =
      torch::exp(-dy.square() / (2.0F * sd.square())) * (0.5F * column(gabors, &Gabor::contrast));
  const auto carrier =
      torch::cos(dx * (nu * torch::cos(orientation)) + (phase - dy * (nu * torch::sin(orientation))));
  return carrier.mul_(envelope_x).mul_(envelope_y);
}

}  // namespace doppel::science
