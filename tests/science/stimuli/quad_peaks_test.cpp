#include "science/stimuli/quad_peaks.h"

#include <gtest/gtest.h>

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
  find(phi, pass, step, [&](const std::vector<Peak>& peaks, const Team& team) {
    const std::lock_guard lock(mutex);
    ASSERT_EQ(peaks.size(), team.members.size());
    for (std::size_t i = 0; i < peaks.size(); ++i) all[team.members[i]->place] = peaks[i];
  });
  return all;
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
    const Found fast = found(quads::find_peaks, phi, pass, step);
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
    for (const auto& [place, peak] : found(quads::find_peaks, phi, pass, 1)) {
      EXPECT_EQ(peak.drive, 0);
      EXPECT_EQ(peak.image + peak.row + peak.col, 0) << "neuron " << place;
    }
  }
}

}  // namespace
}  // namespace doppel::science
