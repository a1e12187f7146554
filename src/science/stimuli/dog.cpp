#include "science/stimuli/dog.h"

#include <vector>

namespace doppel::science {
namespace {

// One number of every stimulus as (n, 1, 1), so that it broadcasts over pixels.
template <class Get>
torch::Tensor each(std::span<const Dog> dogs, const torch::Device& device, Get get) {
  auto values = torch::empty({static_cast<std::int64_t>(dogs.size()), 1, 1});
  float* out = values.data_ptr<float>();
  for (const Dog& dog : dogs) *out++ = get(dog);
  return values.to(device);
}

}  // namespace

torch::Tensor render(std::span<const Dog> dogs, std::int64_t rows, std::int64_t cols,
                     const torch::Device& device) {
  const torch::NoGradGuard no_grad;
  const auto pixels = torch::dtype(torch::kFloat32).device(device);
  const auto x = torch::arange(cols, pixels).view({1, 1, cols});
  const auto y = torch::arange(rows, pixels).view({1, rows, 1});
  const auto dx = (x - each(dogs, device, [](const Dog& dog) { return dog.r_x; })).square_();
  const auto dy = (y - each(dogs, device, [](const Dog& dog) { return dog.r_y; })).square_();
  // A Gaussian is the product of its axes.
  const auto gaussian = [&](float Dog::*sigma, const torch::Tensor& height) {
    const auto scale = each(dogs, device, [&](const Dog& dog) { return -0.5F / (dog.*sigma * dog.*sigma); });
    return (height * torch::exp(dy * scale)) * torch::exp(dx * scale);
  };
  const auto centre = each(dogs, device, [](const Dog& dog) { return dog.a_cen * (1 + dog.a_sur); });
  const auto surround = each(dogs, device, [](const Dog& dog) { return dog.a_cen * dog.a_sur; });
  return gaussian(&Dog::sigma_cen, centre).sub_(gaussian(&Dog::sigma_sur, surround));
}

}  // namespace doppel::science
