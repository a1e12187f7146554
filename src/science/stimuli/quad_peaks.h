// Which stimuli of a batch the members of a pass's teams answer most.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "science/stimuli/quad_passes.h"

namespace doppel::science::quads {

// A high drive of a member (without its bias).
struct Peak {
  float drive = -std::numeric_limits<float>::infinity();
  std::int64_t image = 0;         // of the batch
  std::int64_t row = 0, col = 0;  // number of the read on either axis
};

// What a member asks for: drives of at least `floor`, and of these all within `tolerance`, which must be more
// than what rounding does to a drive, of its highest in the batch (of more than NearTies::most, the first by
// image, row, column).
struct Wanted {
  float floor = -std::numeric_limits<float>::infinity();
  float tolerance = 0;
};
using Ask = std::function<Wanted(const Searcher& member)>;

// Peaks of each member of a team, by image, then row, then column.
using Keep = std::function<void(const std::vector<std::vector<Peak>>& peaks, const Team& team)>;

// phi: features of a batch in pass.needed, (n, n_channels, rows, cols); step: between reads [px]. Asks and
// hands over team by team; on a CPU from several threads.
void find_peaks(const torch::Tensor& phi, const Pass& pass, std::int64_t step, const Ask& ask,
                const Keep& keep);

// The highest drive of each member, the first of equals, by tensor operations on whatever device, which write
// down the drives of all places.
void find_peaks_by_tensors(const torch::Tensor& phi, const Pass& pass, std::int64_t step, const Keep& keep);

// What drives each member at its one place, (n, members), on phi's device. REQUIRES: members with one read
// each.
torch::Tensor drives_at_only_reads(const torch::Tensor& phi, const Team& team, const PixelWindow& needed);

}  // namespace doppel::science::quads
