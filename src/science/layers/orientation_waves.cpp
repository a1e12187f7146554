#include "science/layers/orientation_waves.h"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "science/layers/channel_waves.h"

namespace doppel::science {
namespace {

using torch::Tensor;

constexpr std::int64_t n_blocks = 5;

// (8, 8): what a wave takes of each orientation, not normalised: frequencies 0 and 4, then cosine and sine of
// 1, 2 and 3.
Tensor waves_of_turns() {
  const Tensor angles =
      torch::arange(n_wave_orientations, torch::kFloat64) * (2 * std::numbers::pi / n_wave_orientations);
  std::vector<Tensor> waves{torch::ones_like(angles), (angles * 4).cos()};
  for (int frequency = 1; frequency <= 3; ++frequency) {
    waves.push_back((angles * frequency).cos());
    waves.push_back((angles * frequency).sin());
  }
  return torch::stack(waves).to(torch::kFloat32);
}

// Channels of a block within the waves of a pixel, and where its values are within those of all frequencies.
struct Block {
  std::int64_t channel, size, offset;
};

std::array<Block, n_blocks> blocks_of(std::int64_t features) {
  std::array<Block, n_blocks> blocks;
  Block next{0, features, 0};
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    next.size = i < 2 ? features : 2 * features;
    blocks[i] = next;
    next.channel += next.size;
    next.offset += next.size * next.size;
  }
  return blocks;
}

std::int64_t features_of(const Tensor& waves) { return waves.size(1) / n_wave_orientations; }

}  // namespace

bool has_orientation_waves(std::int64_t n_orientations, std::int64_t n_features) {
  return has_avx2() && n_orientations == n_wave_orientations && n_features % n_lanes == 0;
}

// y_o = sum_s M_s x_(o + s) is a product at each frequency: y^ = (C + i S) x^ with the sums C, S of M_s times
// cosine and sine. A pixel's waves are a row, so that the matrices stand transposed.
Tensor wave_blocks(const Tensor& rows) {
  const std::int64_t features = rows.size(0);
  const Tensor sums = torch::matmul(waves_of_turns(), rows.view({features, n_wave_orientations, features}))
                          .permute({1, 2, 0})  // (8, F in, F out)
                          .contiguous();
  std::vector<Tensor> blocks{sums[0].flatten(), sums[1].flatten()};
  for (std::int64_t frequency = 1; frequency <= 3; ++frequency) {
    const Tensor cosine = sums[2 * frequency], sine = sums[2 * frequency + 1];
    blocks.push_back(
        torch::cat({torch::cat({cosine, sine}, 1), torch::cat({-sine, cosine}, 1)}, 0).flatten());
  }
  return torch::cat(blocks);
}

void to_waves(const Tensor& x, const Tensor& out) {
  to_orientation_waves(x.data_ptr<float>(), x.size(0), features_of(x), out.data_ptr<float>());
}

void from_waves(const Tensor& waves, const Tensor& out) {
  from_orientation_waves(waves.data_ptr<float>(), waves.size(0), features_of(waves), out.data_ptr<float>());
}

void multiply_waves(const Tensor& waves, const Tensor& blocks, const Tensor& out) {
  const std::int64_t pixels = waves.size(0), channels = waves.size(1);
  for (const Block& block : blocks_of(features_of(waves))) {
    multiply_thin(waves.data_ptr<float>() + block.channel, {channels, 1},
                  blocks.data_ptr<float>() + block.offset, block.size, {pixels, block.size, block.size},
                  out.data_ptr<float>() + block.channel, channels);
  }
}

Tensor transposed_blocks(const Tensor& blocks) {
  const auto n_features = std::lround(std::sqrt(static_cast<double>(blocks.numel()) / block_squares));
  Tensor transposed = torch::empty_like(blocks);
  for (const Block& block : blocks_of(n_features)) {
    const auto matrix = [&](const Tensor& of) {
      return of.narrow(0, block.offset, block.size * block.size).view({block.size, block.size});
    };
    matrix(transposed).copy_(matrix(blocks).t());
  }
  return transposed;
}

void wave_block_gradient(const Tensor& waves, const Tensor& slope, const Tensor& out) {
  const std::int64_t pixels = waves.size(0), channels = waves.size(1);
  for (const Block& block : blocks_of(features_of(waves))) {
    multiply_thin(waves.data_ptr<float>() + block.channel, {1, channels},
                  slope.data_ptr<float>() + block.channel, channels, {block.size, pixels, block.size},
                  out.data_ptr<float>() + block.offset, block.size);
  }
}

}  // namespace doppel::science
