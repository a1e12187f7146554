// Gabor stimuli [paper eq. 1-2]: 0.5 a exp(-(x'^2 + y'^2) / (2 (size/4)^2)) cos(2 pi nu x' + tau), with
// x' = (x - r_x) cos(phi) - (y - r_y) sin(phi), y' = (x - r_x) sin(phi) + (y - r_y) cos(phi).
#pragma once

#include <torch/types.h>

#include <span>

namespace doppel::science {

struct Gabor {
  float r_x = 0, r_y = 0;          // centre: column, row [px], origin at the centre of pixel (0, 0)
  float size = 8;                  // +-2 SD of the envelope [px]
  float spatial_frequency = 0.1F;  // nu [cycles/px]
  float contrast = 1;              // a, in z-scored pixel units
  float orientation = 0;           // phi [deg, 0..180)
  float phase = 0;                 // tau [deg, 0..360)
};

// (n, rows, cols) float32.
torch::Tensor render(std::span<const Gabor> gabors, std::int64_t rows, std::int64_t cols,
                     const torch::Device& device = torch::kCPU);

// The seven numbers of each, in the order of Gabor's members: (n, 7) float32.
torch::Tensor gabor_parameters(std::span<const Gabor> gabors);
// The images of such a tensor, on its device; differentiable.
torch::Tensor render_gabors(const torch::Tensor& parameters, std::int64_t rows, std::int64_t cols);

}  // namespace doppel::science
