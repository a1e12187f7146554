// Products with matrices whose rows for other orientations are the rolled ones of the first, in the Fourier
// basis of the eight orientations. There such a matrix falls apart into one block for each frequency: 14 F^2
// multiply-adds in the place of 64 F^2. On the CPU, in float32, over (pixels, 8 F) with channel o F + f.
//
// Waves: of x_o the coefficients of an orthonormal real Fourier basis, F features each, in the order
//   frequency 0, 4, then cosine and negative sine of frequency 1, 2, 3.
#pragma once

#include <torch/types.h>

namespace doppel::science {

// Whether the products below know such a matrix: of eight orientations, and a multiple of eight features.
bool has_orientation_waves(std::int64_t n_orientations, std::int64_t n_features);

constexpr std::int64_t block_squares = 14;  // F^2 each in the blocks of all frequencies: 1 + 1 + 4 + 4 + 4
constexpr double wave_operations_share = block_squares / 64.0;  // of the matrix's multiply-adds

// rows: (F, 8 F), those of orientation 0. -> (14 F^2,): of each frequency the matrix from a pixel's waves of
// the input to those of the output, (F, F) for 0 and 4, (2 F, 2 F) for 1, 2 and 3. Differentiable.
torch::Tensor wave_blocks(const torch::Tensor& rows);

// (pixels, 8 F) -> the same shape; to_waves(from_waves(w)) = w. out may be x.
void to_waves(const torch::Tensor& x, const torch::Tensor& out);
void from_waves(const torch::Tensor& waves, const torch::Tensor& out);

// out = waves B; B the blocks of all frequencies. out must not be waves.
void multiply_waves(const torch::Tensor& waves, const torch::Tensor& blocks, const torch::Tensor& out);
torch::Tensor transposed_blocks(const torch::Tensor& blocks);  // those of B^T

// out: (14 F^2,), the gradient of sum(slope * waves B) by the blocks; slope in waves, too.
void wave_block_gradient(const torch::Tensor& waves, const torch::Tensor& slope, const torch::Tensor& out);

}  // namespace doppel::science
