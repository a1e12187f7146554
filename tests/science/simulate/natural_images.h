// Z-scored dead leaves of the simulator's own size: (n, 36, 64).
#pragma once

#include "science/simulate/images.h"
#include "science/simulate/population.h"

namespace doppel::science {

inline torch::Tensor natural_images(std::int64_t n, std::uint64_t seed) {
  const auto pixels = dead_leaves(n, 36, 64, seed);
  const auto grey = torch::tensor(torch::ArrayRef<std::uint8_t>(pixels), torch::kUInt8)
                        .view({n, 36, 64})
                        .to(torch::kFloat32);
  return (grey - grey.mean()) / grey.std();
}

}  // namespace doppel::science
