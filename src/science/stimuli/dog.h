// Difference-of-Gaussians stimuli [paper eq. 9-10]: a_cen [(1 + a_sur) g(sigma_cen) - a_sur g(sigma_sur)]
// with g(sigma) = exp(-((x - r_x)^2 + (y - r_y)^2) / (2 sigma^2)).
#pragma once

#include <torch/types.h>

#include <span>

namespace doppel::science {

struct Dog {
  float r_x = 0, r_y = 0;                // centre: column, row [px], origin at the centre of pixel (0, 0)
  float sigma_cen = 3, sigma_sur = 4.5;  // SDs of centre and surround [px]
  float a_cen = 1;                       // value at the centre, in z-scored pixel units; negative: dark
  float a_sur = 0.5F;                    // weight of the surround; 0: a Gaussian
};

// (n, rows, cols) float32.
torch::Tensor render(std::span<const Dog> dogs, std::int64_t rows, std::int64_t cols,
                     const torch::Device& device = torch::kCPU);

}  // namespace doppel::science
