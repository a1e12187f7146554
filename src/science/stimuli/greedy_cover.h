// Greedy cover: of stimuli that each drive some neurons, a few that together drive many. Each step takes the
// stimulus that drives most of the neurons that none before it drives, the first of equals; it ends when
// nothing is gained any more. (A cover of at least 1 - 1/e of the best one of that many stimuli: Nemhauser,
// Wolsey & Fisher 1978.) Pure; no tensors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace doppel::science {

// Which neurons each stimulus drives, one bit a pair: 30 MB for 18,432 stimuli and 13,047 neurons.
class DriveMatrix {
 public:
  explicit DriveMatrix(std::size_t n_neurons) : n_neurons_(n_neurons), words_((n_neurons + 63) / 64) {}

  // The next stimulus. driven: (n_neurons,), what is not 0 is driven. REQUIRES: that size.
  void add(std::span<const std::uint8_t> driven);
  std::size_t n_neurons() const { return n_neurons_; }
  std::size_t n_stimuli() const { return words_ == 0 ? 0 : bits_.size() / words_; }
  std::span<const std::uint64_t> row(std::size_t stimulus) const {
    return std::span(bits_).subspan(stimulus * words_, words_);
  }

 private:
  std::size_t n_neurons_, words_;
  std::vector<std::uint64_t> bits_;  // (n_stimuli, words_)
};

struct CoverStep {
  std::size_t stimulus = 0;
  std::int32_t n_driven = 0;        // by it alone
  std::int32_t n_newly_driven = 0;  // by it and by none before it; at least 1
};

// At most max_steps of them.
std::vector<CoverStep> greedy_cover(const DriveMatrix& drives, std::size_t max_steps);

}  // namespace doppel::science
