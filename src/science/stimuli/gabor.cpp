#include "science/stimuli/gabor.h"

#include <numbers>

namespace doppel::science {
torch::Tensor render_gabors(const torch::Tensor& parameters, std::int64_t rows, std::int64_t cols) {
  constexpr float radians = std::numbers::pi_v<float> / 180.0F;
  const auto column = [&](std::int64_t k) { return parameters.select(1, k).view({-1, 1, 1}); };
  const auto dx = torch::arange(cols, parameters.options()).view({1, 1, cols}) - column(0);
  const auto dy = torch::arange(rows, parameters.options()).view({1, rows, 1}) - column(1);
  const auto sd = column(2) / 4.0F;
  const auto nu = column(3) * (2.0F * std::numbers::pi_v<float>);
  const auto orientation = column(5) * radians;
  const auto phase = column(6) * radians;
  // The envelope is a product over the axes and x' is a sum: only the carrier costs a full image of cosines.
  const auto envelope_x = torch::exp(-dx.square() / (2.0F * sd.square()));
  const auto envelope_y = torch::exp(-dy.square() / (2.0F * sd.square())) * (0.5F * column(4));
  const auto carrier =
      torch::cos(dx * (nu * torch::cos(orientation)) + (phase - dy * (nu * torch::sin(orientation))));
  if (parameters.requires_grad()) return carrier * envelope_x * envelope_y;
  return carrier.mul_(envelope_x).mul_(envelope_y);
}

torch::Tensor gabor_parameters(std::span<const Gabor> gabors) {
  auto parameters = torch::empty({static_cast<std::int64_t>(gabors.size()), 7});
  float* out = parameters.data_ptr<float>();
  for (const Gabor& g : gabors) {
    for (const float value : {g.r_x, g.r_y, g.size, g.spatial_frequency, g.contrast, g.orientation, g.phase})
      *out++ = value;
  }
  return parameters;
}

torch::Tensor render(std::span<const Gabor> gabors, std::int64_t rows, std::int64_t cols,
                     const torch::Device& device) {
  const torch::NoGradGuard no_grad;
  return render_gabors(gabor_parameters(gabors).to(device), rows, cols);
}

}  // namespace doppel::science
