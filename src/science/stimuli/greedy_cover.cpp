#include "science/stimuli/greedy_cover.h"

#include <bit>
#include <cassert>

namespace doppel::science {
namespace {

using Words = std::span<const std::uint64_t>;

// Bits of `row` that `but` has not.
std::int32_t count_without(Words row, Words but) {
  std::int32_t n = 0;
  for (std::size_t k = 0; k < row.size(); ++k) n += std::popcount(row[k] & ~but[k]);
  return n;
}

}  // namespace

void DriveMatrix::add(std::span<const std::uint8_t> driven) {
  assert(driven.size() == n_neurons_);
  const std::size_t first = bits_.size();
  bits_.resize(first + words_, 0);
  for (std::size_t n = 0; n < n_neurons_; ++n) {
    if (driven[n] != 0) bits_[first + n / 64] |= std::uint64_t{1} << (n % 64);
  }
}

std::vector<CoverStep> greedy_cover(const DriveMatrix& drives, std::size_t max_steps) {
  const std::vector<std::uint64_t> nobody((drives.n_neurons() + 63) / 64, 0);
  auto covered = nobody;
  std::vector<CoverStep> steps;
  while (steps.size() < max_steps) {
    CoverStep best;
    for (std::size_t s = 0; s < drives.n_stimuli(); ++s) {
      const std::int32_t gain = count_without(drives.row(s), covered);
      if (gain > best.n_newly_driven) best = {s, 0, gain};
    }
    if (best.n_newly_driven == 0) break;
    const Words row = drives.row(best.stimulus);
    best.n_driven = count_without(row, nobody);
    for (std::size_t k = 0; k < row.size(); ++k) covered[k] |= row[k];
    steps.push_back(best);
  }
  return steps;
}

}  // namespace doppel::science
