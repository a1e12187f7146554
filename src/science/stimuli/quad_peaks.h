// What the members of a pass's teams answer at most to a batch of stimuli.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "science/stimuli/quad_passes.h"

namespace doppel::science::quads {

// A member's highest drive (without its bias), of equals the first: by image, then row, then column.
struct Peak {
  float drive = -std::numeric_limits<float>::infinity();
  std::int64_t image = 0;         // of the batch
  std::int64_t row = 0, col = 0;  // number of the read on either axis
};

// phi: features of a batch in pass.needed, (n, n_channels, rows, cols); step: between reads [px]. Hands over
// the peaks of a team's members, team by team; on a CPU from several threads.
using Keep = std::function<void(const std::vector<Peak>& peaks, const Team& team)>;
void find_peaks(const torch::Tensor& phi, const Pass& pass, std::int64_t step, const Keep& keep);

// The same by tensor operations, on whatever device, which write down the drives of all places.
void find_peaks_by_tensors(const torch::Tensor& phi, const Pass& pass, std::int64_t step, const Keep& keep);

}  // namespace doppel::science::quads
