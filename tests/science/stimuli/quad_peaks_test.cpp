#include "science/stimuli/quad_peaks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>

#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/stimulus_search.h"
#include "small_twin.h"

namespace doppel::science {
namespace {

using quads::Pass;
using quads::Peak;
using quads::Team;

using Found = std::map<std::size_t, Peak>;  // by the neuron's place

template <class Find>
Found found(const Find& find, const torch::Tensor& phi, const Pass& pass, std::int64_t step) {
  Found all;
  std::mutex mutex;
  find(phi, pass, step, [&](const std::vector<std::vector<Peak>>& peaks, const Team& team) {
    const std::lock_guard lock(mutex);
    ASSERT_EQ(peaks.size(), team.members.size());
    for (std::size_t i = 0; i < peaks.size(); ++i) {
      ASSERT_FALSE(peaks[i].empty());
      all[team.members[i]->place] = *std::ranges::max_element(peaks[i], {}, &Peak::drive);
    }
  });
  return all;
}

void find_all_peaks(const torch::Tensor& phi, const Pass& pass, std::int64_t step, const quads::Keep& keep) {
  const auto ask = [](const quads::Searcher&) {
    quads::Wanted wanted;
    wanted.tolerance = 1e-4F;
    return wanted;
  };
  quads::find_peaks(phi, pass, step, ask, keep);
}

struct Case {
  std::int64_t n_neurons, step, window;
};

class QuadPeaks : public testing::TestWithParam<Case> {};

// Random features: no two drives are equal.
TEST_P(QuadPeaks, AreThoseOfPlainTensorOperations) {
  const auto [n_neurons, step, window] = GetParam();
  const auto twin = small_twin("gaussian", 20, 31, n_neurons);
  GaborGrid grid;
  grid.location_step = static_cast<std::int32_t>(step);
  grid.window = static_cast<std::int32_t>(window);
  const GaborStimuli stimuli(grid);
  std::vector<std::int64_t> neurons(static_cast<std::size_t>(n_neurons));
  std::iota(neurons.begin(), neurons.end(), 0);
  const auto boxes = boxes_of(grid.locations(), twin->receptive_fields(), neurons, *twin);
  const LocalCore core(twin->parts().frozen);
  const auto searchers = quads::make_searchers(*twin, neurons, boxes, core, stimuli);
  torch::manual_seed(3);
  std::size_t n_peaks = 0, largest_team = 0;
  for (const Pass& pass : quads::make_passes(searchers, core, stimuli)) {
    const auto phi = torch::randn({7, core.n_channels(), pass.needed.rows.count(), pass.needed.cols.count()});
    const Found fast = found(find_all_peaks, phi, pass, step);
    const Found plain = found(quads::find_peaks_by_tensors, phi, pass, step);
    ASSERT_EQ(fast.size(), plain.size());
    for (const auto& [place, peak] : plain) {
      const Peak& same = fast.at(place);
      EXPECT_NEAR(same.drive, peak.drive, 1e-5F * (1 + std::abs(peak.drive)));
      EXPECT_EQ(std::tie(same.image, same.row, same.col), std::tie(peak.image, peak.row, peak.col));
    }
    for (const Team& team : pass.teams) largest_team = std::max(largest_team, team.members.size());
    n_peaks += plain.size();
  }
  EXPECT_GE(n_peaks, neurons.size());
  EXPECT_GE(largest_team, n_neurons > 100 ? 16U : 1U) << "a team that is worth a copy";
}

INSTANTIATE_TEST_SUITE_P(Grids, QuadPeaks,
                         testing::Values(Case{400, 1, -1}, Case{400, 1, 5}, Case{60, 1, 2}, Case{60, 2, 4},
                                         Case{3, 3, -1}));

// What a member is handed over is every place within the tolerance of its highest, and no other.
TEST(QuadPeaks, AreAllThatLieWithinTheTolerance) {
  const auto twin = small_twin("gaussian", 20, 31, 60);
  GaborGrid grid;
  grid.window = 5;
  const GaborStimuli stimuli(grid);
  std::vector<std::int64_t> neurons(60);
  std::iota(neurons.begin(), neurons.end(), 0);
  const auto boxes = boxes_of(grid.locations(), twin->receptive_fields(), neurons, *twin);
  const LocalCore core(twin->parts().frozen);
  const auto searchers = quads::make_searchers(*twin, neurons, boxes, core, stimuli);
  torch::manual_seed(3);
  std::size_t n_members = 0, n_several = 0;
  std::mutex mutex;
  for (const Pass& pass : quads::make_passes(searchers, core, stimuli)) {
    const auto phi = torch::randn({5, core.n_channels(), pass.needed.rows.count(), pass.needed.cols.count()});
    const auto ask = [](const quads::Searcher&) { return quads::Wanted{-1000, 0.2F}; };
    quads::find_peaks(phi, pass, 1, ask, [&](const std::vector<std::vector<Peak>>& peaks, const Team& team) {
      const std::lock_guard lock(mutex);
      for (std::size_t i = 0; i < peaks.size(); ++i) {
        // Drives of one member, place by place.
        const quads::MemberReads& reads = team.reads[i];
        const auto weights = team.weights[static_cast<std::int64_t>(i)].view({1, -1, 1, 1});
        const auto answers = (phi * weights).sum(1);
        const auto drive = [&](std::int64_t image, std::int64_t row, std::int64_t col) {
          const std::int64_t y = team.window.rows.first - pass.needed.rows.first + reads.row + row;
          const std::int64_t x = team.window.cols.first - pass.needed.cols.first + reads.col + col;
          const auto quad = answers[image].slice(0, y, y + 2).slice(1, x, x + 2).flatten();
          return (quad * team.shares.select(1, static_cast<std::int64_t>(i)).flatten()).sum().item<float>();
        };
        std::vector<Peak> all;
        for (std::int64_t image = 0; image < phi.size(0); ++image) {
          for (std::int64_t row = 0; row < reads.n_rows; ++row) {
            for (std::int64_t col = 0; col < reads.n_cols; ++col)
              all.push_back({drive(image, row, col), image, row, col});
          }
        }
        const float floor = std::ranges::max_element(all, {}, &Peak::drive)->drive - 0.2F;
        std::erase_if(all, [&](const Peak& peak) { return peak.drive < floor; });
        ASSERT_EQ(peaks[i].size(), all.size());
        for (std::size_t k = 0; k < all.size(); ++k) {
          EXPECT_EQ(std::tie(peaks[i][k].image, peaks[i][k].row, peaks[i][k].col),
                    std::tie(all[k].image, all[k].row, all[k].col));
        }
        ++n_members;
        if (all.size() > 1) ++n_several;
      }
    });
  }
  EXPECT_GE(n_members, neurons.size());
  EXPECT_GE(n_several, 5U);
}

// Of equal drives the first image counts, then the first row, then the first column.
TEST(QuadPeaks, OfEqualsTheFirstCounts) {
  const auto twin = small_twin("gaussian", 20, 31, 5);
  GaborGrid grid;
  grid.window = -1;
  const GaborStimuli stimuli(grid);
  const std::vector<std::int64_t> neurons = {0, 1, 2, 3, 4};
  const auto boxes = boxes_of(grid.locations(), twin->receptive_fields(), neurons, *twin);
  const LocalCore core(twin->parts().frozen);
  const auto searchers = quads::make_searchers(*twin, neurons, boxes, core, stimuli);
  for (const Pass& pass : quads::make_passes(searchers, core, stimuli)) {
    const auto phi = torch::zeros({7, core.n_channels(), pass.needed.rows.count(), pass.needed.cols.count()});
    for (const auto& [place, peak] : found(find_all_peaks, phi, pass, 1)) {
      EXPECT_EQ(peak.drive, 0);
      EXPECT_EQ(peak.image + peak.row + peak.col, 0) << "neuron " << place;
    }
  }
}

}  // namespace
}  // namespace doppel::science
