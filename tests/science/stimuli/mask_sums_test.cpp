#include "science/stimuli/mask_sums.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "science/model/network.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/mask_peaks.h"
#include "science/stimuli/stimulus_search.h"
#include "small_twin.h"

namespace doppel::science {
namespace {

using masks::Part;
using masks::Pass;
using masks::Region;

constexpr std::int64_t kRows = 20, kCols = 31, kRadius = 5, kNeurons = 7;

std::vector<std::int64_t> everyone() {
  std::vector<std::int64_t> neurons(kNeurons);
  std::iota(neurons.begin(), neurons.end(), 0);
  return neurons;
}

struct Masks {
  std::unique_ptr<Twin> twin = small_twin("factorised", kRows, kCols, kNeurons);
  std::vector<LocationBox> boxes;
  std::vector<Region> regions;

  Masks(std::int32_t step, std::int32_t window) {
    boxes = boxes_of({step, 3, window}, twin->receptive_fields(), everyone(), *twin);
    regions = masks::regions_of(twin->readout(), everyone(), boxes, kRadius);
  }
  std::int64_t n_sums() const {
    std::int64_t sum = 0;
    for (const LocationBox& box : boxes) sum += box.count();
    return sum;
  }
};

TEST(MaskRegions, HaveEveryPixelOfEveryMaskOnce) {
  const Masks masks(1, 2);
  EXPECT_EQ(masks.regions.size(), 9U);
  std::map<std::pair<std::int64_t, std::int64_t>, float> found;
  for (const Region& region : masks.regions) {
    for (const Part& part : region.parts) {
      for (const masks::Pixel& pixel : part.pixels) {
        EXPECT_EQ(region.rows.low, pixel.row < kRadius);
        EXPECT_EQ(region.rows.high, pixel.row > kRows - 1 - kRadius);
        EXPECT_EQ(region.cols.low, pixel.col < kRadius);
        EXPECT_EQ(region.cols.high, pixel.col > kCols - 1 - kRadius);
        EXPECT_TRUE(found.try_emplace({part.neuron, pixel.row * kCols + pixel.col}, pixel.mass).second);
      }
    }
  }
  const auto expected = masks.twin->readout().masks.flatten(1).contiguous();
  ASSERT_EQ(static_cast<std::int64_t>(found.size()), torch::count_nonzero(expected).item<std::int64_t>());
  for (const auto& [place, mass] : found) EXPECT_EQ(mass, expected[place.first][place.second].item<float>());
}

TEST(MaskRegions, PassesAreOneALocationOnlyWhereABorderIsInReach) {
  const Masks masks(1, 2);
  for (const Region& region : masks.regions) {
    const auto passes = masks::passes_of(region, kRows, kCols);
    const bool free = !region.rows.any() && !region.cols.any();
    EXPECT_EQ(passes.size() == 1, free);
    for (const Pass& pass : passes) {
      for (const std::int64_t i : pass.parts) {
        const LocationBox& box = region.parts[static_cast<std::size_t>(i)].box;
        EXPECT_TRUE(!region.rows.any() || box.y.contains(pass.y));
        EXPECT_TRUE(!region.cols.any() || box.x.contains(pass.x));
      }
    }
  }
}

// Windows that end at the image have fewer locations than others, and a lattice has steps.
TEST(MaskSums, AreThoseOfTheLibrarysConvolutions) {
  for (const auto& [step, window] : {std::pair{1, 4}, {2, 5}, {3, -1}}) {
    const Masks masks(step, window);
    const auto fast = torch::zeros({2, masks.n_sums()}), slow = torch::zeros_like(fast);
    for (const Region& region : masks.regions) {
      for (const Pass& pass : masks::passes_of(region, kRows, kCols)) {
        const auto phi =
            torch::randn({2, region.weights.size(1), pass.needed.rows.count(), pass.needed.cols.count()});
        masks::add(phi, region, pass, fast);
        masks::add_plainly(phi, region, pass, slow);
      }
    }
    EXPECT_GT(slow.abs().min().item<float>(), 0) << "every location has a sum";
    EXPECT_TRUE(torch::allclose(fast, slow, 1e-4, 1e-4)) << "step " << step << ", window " << window;
  }
}

TEST(MaskPeaks, ByTensorsAreTheFirstOfTheHighest) {
  const Masks masks(2, 5);
  const auto sums = torch::randint(0, 50, {3, masks.n_sums()}, torch::kFloat32);  // with ties
  std::vector<NearTies> all(kNeurons), tensors(kNeurons);
  masks::offer(sums, masks.boxes, 40, all);
  masks::offer_by_tensors(sums, masks.boxes, 40, tensors);
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(tensors[i].points().size(), 1U);
    EXPECT_EQ(all[i].floor(), tensors[i].floor());
    EXPECT_EQ(all[i].points().front(), tensors[i].points().front());
    EXPECT_TRUE(masks.boxes[i].y.contains(tensors[i].points().front().y));
  }
}

// One stimulus, seen as a whole by the twin's own features: the sums are the drives at its places.
TEST(MaskSums, AreTheDrivesOfTheWholeNetwork) {
  const Masks masks(1, 3);
  const auto readout = masks.twin->readout();
  const torch::Tensor spot = torch::rand({1, 5, 5}) + 0.5;  // centred at its middle
  const LocalCore core(masks.twin->parts().frozen);
  ASSERT_EQ(core.radius(), kRadius);
  const auto with_spot = [&](std::int64_t rows, std::int64_t cols, std::int64_t y, std::int64_t x) {
    auto wide = torch::zeros({1, rows + 20, cols + 20});
    if (y >= -8 && y < rows + 8 && x >= -8 && x < cols + 8)
      wide.narrow(1, y + 8, 5).narrow(2, x + 8, 5).copy_(spot);
    return wide.narrow(1, 10, rows).narrow(2, 10, cols).contiguous();
  };
  const auto sums = torch::zeros({1, masks.n_sums()});
  for (const Region& region : masks.regions) {
    for (const Pass& pass : masks::passes_of(region, kRows, kCols)) {
      const PixelWindow input = core.input(pass.needed, pass.image);
      const auto image = with_spot(input.rows.count(), input.cols.count(), pass.y - input.rows.first,
                                   pass.x - input.cols.first);
      masks::add(core.features(image, pass.needed, pass.image), region, pass, sums);
    }
  }
  std::int64_t first = 0;
  for (std::int64_t n = 0; n < kNeurons; ++n) {
    const LocationBox& box = masks.boxes[static_cast<std::size_t>(n)];
    for (std::int64_t k = 0; k < box.count(); ++k) {
      const auto [y, x] = masks::location_of(box, k);
      const auto phi = masks.twin->features(with_spot(kRows, kCols, y, x))[0];
      const float drive = ((phi * readout.masks[n]).sum({1, 2}) * readout.weights[n]).sum().item<float>();
      EXPECT_NEAR(sums[0][first + k].item<float>(), drive, 1e-4 * std::max(1.0F, std::abs(drive)));
    }
    first += box.count();
  }
}

}  // namespace
}  // namespace doppel::science
