#include "science/stimuli/greedy_cover.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "util/rng.h"

namespace doppel::science {
namespace {

using Sets = std::vector<std::set<std::size_t>>;  // of each stimulus the neurons that it drives

DriveMatrix matrix_of(const Sets& sets, std::size_t n_neurons) {
  DriveMatrix drives(n_neurons);
  for (const auto& set : sets) {
    std::vector<std::uint8_t> driven(n_neurons, 0);
    for (const std::size_t neuron : set) driven[neuron] = 1;
    drives.add(driven);
  }
  return drives;
}

// The slow, obvious twin, on sets.
std::vector<CoverStep> cover_slowly(const Sets& sets, std::size_t max_steps) {
  std::vector<CoverStep> steps;
  std::set<std::size_t> covered;
  while (steps.size() < max_steps) {
    CoverStep best;
    for (std::size_t s = 0; s < sets.size(); ++s) {
      std::int32_t gain = 0;
      for (const std::size_t neuron : sets[s]) gain += covered.contains(neuron) ? 0 : 1;
      if (gain > best.n_newly_driven) best = {s, static_cast<std::int32_t>(sets[s].size()), gain};
    }
    if (best.n_newly_driven == 0) break;
    covered.insert(sets[best.stimulus].begin(), sets[best.stimulus].end());
    steps.push_back(best);
  }
  return steps;
}

Sets random_sets(std::size_t n_stimuli, std::size_t n_neurons, double density, Rng& rng) {
  Sets sets(n_stimuli);
  for (auto& set : sets) {
    for (std::size_t n = 0; n < n_neurons; ++n) {
      if (rng.uniform() < density) set.insert(n);
    }
  }
  return sets;
}

std::size_t covered_by(const Sets& sets, const std::vector<std::size_t>& chosen) {
  std::set<std::size_t> covered;
  for (const std::size_t s : chosen) covered.insert(sets[s].begin(), sets[s].end());
  return covered.size();
}

// The most neurons that any two of the stimuli drive.
std::size_t best_pair(const Sets& sets) {
  std::size_t best = 0;
  for (std::size_t a = 0; a < sets.size(); ++a) {
    for (std::size_t b = 0; b < sets.size(); ++b) best = std::max(best, covered_by(sets, {a, b}));
  }
  return best;
}

TEST(GreedyCover, TakesWhatNewlyDrivesMost) {
  // After {0..3} the set {4, 5} adds two, {0, 1, 2, 4} one.
  const auto steps = greedy_cover(matrix_of({{4, 5}, {0, 1, 2, 3}, {0, 1, 2, 4}, {6}}, 8), 10);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].stimulus, 1U);
  EXPECT_EQ(steps[1].stimulus, 0U);
  EXPECT_EQ(steps[2].stimulus, 3U);
  EXPECT_EQ(steps[1].n_driven, 2);
  EXPECT_EQ(steps[2].n_newly_driven, 1);
}

TEST(GreedyCover, TiesGoToTheFirst) {
  const auto steps = greedy_cover(matrix_of({{3}, {0, 1}, {1, 2}, {2, 3}}, 4), 1);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].stimulus, 1U);
}

TEST(GreedyCover, EndsWhenNothingIsGained) {
  EXPECT_EQ(greedy_cover(matrix_of({{0, 1, 2}, {0}, {1, 2}}, 5), 20).size(), 1U);
  EXPECT_TRUE(greedy_cover(matrix_of({{}, {}}, 5), 20).empty());
  EXPECT_TRUE(greedy_cover(DriveMatrix(5), 20).empty());
}

TEST(GreedyCover, EqualsItsSlowTwin) {
  Rng rng(1);
  for (const std::size_t n_neurons : {1U, 63U, 64U, 65U, 200U}) {  // around whole words of 64 bits
    const auto sets = random_sets(40, n_neurons, 0.1, rng);
    const auto fast = greedy_cover(matrix_of(sets, n_neurons), 12), slow = cover_slowly(sets, 12);
    ASSERT_EQ(fast.size(), slow.size()) << n_neurons;
    for (std::size_t k = 0; k < fast.size(); ++k) {
      EXPECT_EQ(fast[k].stimulus, slow[k].stimulus);
      EXPECT_EQ(fast[k].n_driven, slow[k].n_driven);
      EXPECT_EQ(fast[k].n_newly_driven, slow[k].n_newly_driven);
    }
  }
}

// Two greedy steps cover at least 1 - (1 - 1/2)^2 of what the best two do, and the first is the largest set.
TEST(GreedyCover, IsWithinItsBoundOfTheBestCover) {
  Rng rng(2);
  for (int trial = 0; trial < 50; ++trial) {
    const auto sets = random_sets(8, 12, 0.3, rng);
    const auto steps = greedy_cover(matrix_of(sets, 12), 2);
    std::int32_t covered = 0;
    for (const auto& step : steps) covered += step.n_newly_driven;
    const auto best = static_cast<double>(best_pair(sets));
    EXPECT_LE(covered, best);
    EXPECT_GE(covered, 0.75 * best);
    for (const auto& set : sets)
      EXPECT_LE(static_cast<std::int32_t>(set.size()), steps.empty() ? 0 : steps[0].n_driven);
  }
}

}  // namespace
}  // namespace doppel::science
