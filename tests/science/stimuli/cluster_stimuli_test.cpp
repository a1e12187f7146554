// The Gabor and the difference of Gaussians of a group of cells, against cells of closed form that differ by
// place and orientation alone, and against every stimulus shown as a whole image.
#include "science/stimuli/cluster_stimuli.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "science/model/network.h"
#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/stimulus_search.h"
#include "small_twin.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kImageRows = 36, kImageCols = 48;

GaborGrid few_gabors() {
  GaborGrid grid;
  grid.n_sizes = 4;
  grid.size_factor = 1.25F;  // 8, 10, 12.5, 15.6 px
  grid.n_sfs = 3;            // .77, 1, 1.3 cycles
  grid.n_contrasts = 2;
  grid.contrast_min = 2;
  return grid;
}

// Cells that answer by the cosine between the image and their filters, and a gain that barely depends on
// contrast: by Cauchy and Schwarz the best shape is the filter's own, the highest contrast the best.
class CosineCells : public ResponseModel {
 public:
  // Rows of filters (n, k, pixels): a cell sums the squares of k cosines where they are positive (k = 1: a
  // simple cell), or of either sign (k = 2: the energy model).
  explicit CosineCells(torch::Tensor filters) : filters_(std::move(filters)) {}
  std::int64_t n_neurons() const override { return filters_.size(0); }
  std::int64_t rows() const override { return kImageRows; }
  std::int64_t cols() const override { return kImageCols; }
  torch::Tensor responses(const torch::Tensor& images) const override {
    const auto x = images.flatten(1);
    const auto unit = filters_ / filters_.norm(2, 2, true);
    auto drive = torch::einsum("np,ckp->nck", {x, unit}) / (0.5F + x.norm(2, 1)).view({-1, 1, 1});
    if (filters_.size(1) == 1) drive = drive.clamp_min(0);
    return 5 * drive.square().sum(2);
  }

 private:
  torch::Tensor filters_;
};

struct Place {
  float x, y, angle;  // angle: 0..360
};
const std::vector<Place> kPlaces = {{14, 16, 20}, {30, 18, 255}, {22, 15, 140}, {25, 20, 345}, {20, 19, 60}};

torch::Tensor pixels_of(const Gabor& gabor) {
  return render(std::span(&gabor, 1), kImageRows, kImageCols).flatten();
}

Gabor placed_gabor(const Gabor& shared, const Place& place) {
  return {place.x,         place.y,     shared.size, shared.spatial_frequency,
          shared.contrast, place.angle, shared.phase};
}

CosineCells simple_cells(const std::function<Gabor(std::size_t)>& pattern) {
  std::vector<torch::Tensor> filters;
  for (std::size_t i = 0; i < kPlaces.size(); ++i)
    filters.push_back(pixels_of(placed_gabor(pattern(i), kPlaces[i])).unsqueeze(0));
  return CosineCells(torch::stack(filters));
}

CosineCells energy_cells(const Gabor& pattern) {
  std::vector<torch::Tensor> filters;
  for (const Place& place : kPlaces) {
    Gabor sine = placed_gabor(pattern, place);
    const auto cosine = pixels_of(sine);
    sine.phase += 90;
    filters.push_back(torch::stack({cosine, pixels_of(sine)}));
  }
  return CosineCells(torch::stack(filters));
}

// What a search of each cell alone would say: its place, and its orientation in 0..180.
std::vector<ClusterMember> members_of_places() {
  std::vector<ClusterMember> members;
  for (const Place& place : kPlaces) {
    members.push_back(
        {static_cast<std::int64_t>(members.size()), place.x, place.y, std::fmod(place.angle, 180.0F), 1});
  }
  return members;
}

// Response to the cell's own pattern at the grid's highest contrast.
float own_best(const CosineCells& cells, std::size_t i, const Gabor& pattern) {
  const Gabor gabor = placed_gabor(pattern, kPlaces[i]);
  return cells
      .responses(render(std::span(&gabor, 1), kImageRows, kImageCols))[0][static_cast<std::int64_t>(i)]
      .item<float>();
}

TEST(ClusterGabor, OfTurnedAndShiftedSimpleCellsIsWhatTheyShare) {
  const Gabor pattern{0, 0, 12.5F, 1 / 12.5F, 4, 0, 135};
  const auto cells = simple_cells([&](std::size_t) { return pattern; });
  const auto found = find_cluster_gabor(cells, members_of_places(), few_gabors());
  EXPECT_NEAR(found.gabor.size, pattern.size, 1e-4);
  EXPECT_NEAR(found.gabor.spatial_frequency, pattern.spatial_frequency, 1e-5);
  EXPECT_EQ(found.gabor.contrast, 4);
  EXPECT_EQ(found.gabor.phase, 135);
  EXPECT_EQ(found.n_stimuli, 4 * 3 * 2 * 5) << "phases 0, 45, ..., 180";
  EXPECT_TRUE(found.edges.empty());
  for (std::size_t i = 0; i < kPlaces.size(); ++i) {
    EXPECT_NEAR(found.angles[i], kPlaces[i].angle, 1e-4) << i;
    EXPECT_NEAR(found.activations[i] / own_best(cells, i, pattern), 1, 1e-3) << i;
  }
}

TEST(ClusterGabor, APhaseBeyond180IsTheOppositeDirectionOfAllMembers) {
  const Gabor pattern{0, 0, 10, 0.1F, 4, 0, 225};
  const auto found = find_cluster_gabor(simple_cells([&](std::size_t) { return pattern; }),
                                        members_of_places(), few_gabors());
  EXPECT_EQ(found.gabor.phase, 135);
  for (std::size_t i = 0; i < kPlaces.size(); ++i)
    EXPECT_NEAR(found.angles[i], std::fmod(kPlaces[i].angle + 180, 360.0F), 1e-4) << i;
}

TEST(ClusterGabor, OfEnergyCellsDrivesEachAsItsOwn) {
  const Gabor pattern{0, 0, 12.5F, 1.3F / 12.5F, 4, 0, 0};
  const auto cells = energy_cells(pattern);
  const auto found = find_cluster_gabor(cells, members_of_places(), few_gabors());
  EXPECT_NEAR(found.gabor.size, pattern.size, 1e-4);
  EXPECT_NEAR(found.gabor.spatial_frequency, pattern.spatial_frequency, 1e-4);
  for (std::size_t i = 0; i < kPlaces.size(); ++i)
    EXPECT_GT(found.activations[i] / own_best(cells, i, pattern), 0.99) << i;
}

TEST(ClusterGabor, OfAMixedGroupIsWorseThanTheMembersOwn) {
  const Gabor small{0, 0, 8, 1.3F / 8, 4, 0, 0}, large{0, 0, 15.625F, 0.76923F / 15.625F, 4, 0, 0};
  const auto pattern = [&](std::size_t i) { return i % 2 == 0 ? small : large; };
  const auto cells = simple_cells(pattern);
  const auto found = find_cluster_gabor(cells, members_of_places(), few_gabors());
  double sum = 0;
  for (std::size_t i = 0; i < kPlaces.size(); ++i) {
    const double share = found.activations[i] / own_best(cells, i, pattern(i));
    EXPECT_LT(share, 1.001) << i;
    sum += share;
  }
  EXPECT_LT(sum / static_cast<double>(kPlaces.size()), 0.8);
}

TEST(ClusterGabor, AMemberOfNoWeightHasNoSay) {
  const Gabor small{0, 0, 8, 1.3F / 8, 4, 0, 0}, large{0, 0, 15.625F, 0.76923F / 15.625F, 4, 0, 0};
  auto members = members_of_places();
  for (std::size_t i = 0; i < members.size(); i += 2) members[i].weight = 0;
  const auto found = find_cluster_gabor(
      simple_cells([&](std::size_t i) { return i % 2 == 0 ? small : large; }), members, few_gabors());
  EXPECT_NEAR(found.gabor.size, large.size, 1e-3);
}

TEST(ClusterDog, OfShiftedDogCellsIsWhatTheyShare) {
  DogGrid grid;
  grid.n_sigma_cens = 4;
  grid.sigma_cen_max = 6;
  grid.n_contrasts = 2;
  grid.contrast_min = 2;
  const DogStimuli stimuli(grid);
  std::vector<torch::Tensor> filters;
  const Dog pattern = stimuli.dog(stimuli.n_parameters() / 3, 0, 0);
  for (const Place& place : kPlaces) {
    Dog one = pattern;
    one.r_x = place.x;
    one.r_y = place.y;
    filters.push_back(render(std::span(&one, 1), kImageRows, kImageCols).flatten().unsqueeze(0));
  }
  const auto found = find_cluster_dog(CosineCells(torch::stack(filters)), members_of_places(), grid);
  EXPECT_EQ(found.dog.sigma_cen, pattern.sigma_cen);
  EXPECT_EQ(found.dog.sigma_sur, pattern.sigma_sur);
  EXPECT_EQ(found.dog.a_sur, pattern.a_sur);
  EXPECT_EQ(std::signbit(found.dog.a_cen), std::signbit(pattern.a_cen));
  EXPECT_EQ(std::abs(found.dog.a_cen), 4);
  EXPECT_EQ(found.n_stimuli, stimuli.n_parameters());
}

// The slow twin: every stimulus, in either direction, as a whole image through the whole network.
double mean_response(const Twin& twin, std::span<const ClusterMember> members, const Gabor& shared) {
  double sum = 0;
  for (const ClusterMember& member : members) {
    float best = 0;
    for (const float way : {0.0F, 180.0F}) {
      Gabor gabor = shared;
      gabor.r_x = member.r_x;
      gabor.r_y = member.r_y;
      gabor.orientation = member.orientation + way;
      const auto answers = twin.responses(render(std::span(&gabor, 1), twin.rows(), twin.cols()));
      best = std::max(best, answers[0][member.neuron].item<float>());
    }
    sum += double{member.weight} * best;
  }
  return sum / static_cast<double>(members.size());
}

TEST(ClusterGabor, IsTheBestOfAllShownAsWholeImages) {
  const auto twin = small_twin("gaussian", 14, 18, 30);
  const LocalTwin local(*twin);
  GaborGrid grid = few_gabors();
  grid.n_sizes = 2;
  grid.n_sfs = 2;
  grid.n_phases = 4;
  std::vector<ClusterMember> members;
  const auto fields = twin->receptive_fields();
  for (std::int64_t i = 0; i < 12; ++i) {
    members.push_back({2 * i, std::round(fields[2 * i][0].item<float>()),
                       std::round(fields[2 * i][1].item<float>()), 15.0F * static_cast<float>(i),
                       0.5F + 0.1F * static_cast<float>(i)});
  }
  const auto found = find_cluster_gabor(local, members, grid);
  double best = 0;
  GaborGrid family = grid;
  family.n_orientations = 1;
  Gabor slow;
  for (std::int64_t k = 0; k < n_parameters(family); ++k) {
    const Gabor candidate = grid_gabor(family, k, 0, 0);
    if (candidate.phase > 180) continue;
    const double objective = mean_response(*twin, members, candidate);
    if (objective > best) {
      best = objective;
      slow = candidate;
    }
  }
  EXPECT_NEAR(found.objective, best, 1e-5 * best);
  EXPECT_EQ(found.gabor.size, slow.size);
  EXPECT_EQ(found.gabor.spatial_frequency, slow.spatial_frequency);
  EXPECT_EQ(found.gabor.contrast, slow.contrast);
  EXPECT_EQ(found.gabor.phase, slow.phase);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Gabor seen = gabor_for_member(found.gabor, members[i].r_x, members[i].r_y, found.angles[i]);
    EXPECT_LT(seen.orientation, 180);
    const auto answers = twin->responses(render(std::span(&seen, 1), 14, 18));
    EXPECT_NEAR(answers[0][members[i].neuron].item<float>(), found.activations[i],
                1e-4F * (1 + found.activations[i]))
        << i;
  }
}

// Clusters of 1, 2, 3, ... neurons at whole pixels, with orientations of the grid.
std::vector<std::vector<ClusterMember>> clusters_of(const Twin& twin, std::int32_t n_orientations) {
  const auto fields = twin.receptive_fields();
  std::vector<std::vector<ClusterMember>> clusters(1);
  for (std::int64_t i = 0; i < twin.n_neurons(); ++i) {
    if (clusters.back().size() == clusters.size()) clusters.emplace_back();
    const auto step = static_cast<float>(i * 7 % n_orientations);
    clusters.back().push_back({i, std::round(fields[i][0].item<float>()),
                               std::round(fields[i][1].item<float>()),
                               180.0F * step / static_cast<float>(n_orientations), 0.5F + step});
  }
  return clusters;
}

// As find_cluster_gabors() weighs them: a search's work over that of patches.
double work_of_search(const Twin& twin, const std::vector<std::vector<ClusterMember>>& clusters,
                      const StimulusGrid& grid, std::int64_t n_stimuli) {
  std::vector<std::int64_t> neurons;
  std::vector<LocationBox> places;
  for (const auto& members : clusters) {
    for (const ClusterMember& member : members) {
      neurons.push_back(member.neuron);
      places.push_back({{std::lround(member.r_y), 1, 1}, {std::lround(member.r_x), 1, 1}});
    }
  }
  const double patch =
      LocalCore(twin.parts().frozen).operations({{0, 1}, {0, 1}}, {{-1000, 1000}, {-1000, 1000}});
  return operations_of_quads(twin, neurons, places, grid) /
         (patch * static_cast<double>(n_stimuli) * static_cast<double>(neurons.size()));
}

void expect_same(const ClusterGabor& a, const ClusterGabor& b) {
  EXPECT_EQ(a.gabor.size, b.gabor.size);
  EXPECT_EQ(a.gabor.spatial_frequency, b.gabor.spatial_frequency);
  EXPECT_EQ(a.gabor.contrast, b.gabor.contrast);
  EXPECT_EQ(a.gabor.phase, b.gabor.phase);
  EXPECT_EQ(a.objective, b.objective);
  EXPECT_EQ(a.activations, b.activations);
  EXPECT_EQ(a.angles, b.angles);
  EXPECT_EQ(a.edges, b.edges);
  EXPECT_EQ(a.n_stimuli, b.n_stimuli);
}

// Many clusters at once, by the passes of a search, against each alone and member by member: bit for bit.
TEST(ClusterGabor, OfManyClustersIsThatOfEach) {
  for (const std::int32_t n_orientations : {4, 3}) {  // with quarter turns of the grid, and without
    const auto twin = small_twin("gaussian", 14, 18, 900);
    GaborGrid grid = few_gabors();
    grid.n_sizes = 2;
    grid.n_sfs = 2;
    grid.n_orientations = n_orientations;
    grid.n_phases = 4;
    auto clusters = clusters_of(*twin, n_orientations);
    EXPECT_LT(work_of_search(*twin, clusters, GaborStimuli(grid), n_parameters(grid) / n_orientations), 1);
    const LocalTwin local(*twin);
    const auto found = find_cluster_gabors(*twin, clusters, grid);
    ASSERT_EQ(found.size(), clusters.size());
    for (std::size_t c = 0; c < clusters.size(); ++c)
      expect_same(found[c], find_cluster_gabor(local, clusters[c], grid));
    clusters[3][1].r_x += 0.25F;  // what no search shows
    const auto between = find_cluster_gabors(*twin, clusters, grid);
    expect_same(between[3], find_cluster_gabor(local, clusters[3], grid));
    expect_same(between[4], found[4]);
  }
}

TEST(ClusterGabor, OfManyClustersIsThatOfEachForMasks) {
  const auto twin = small_twin("factorised", 14, 18, 9);
  GaborGrid grid = few_gabors();
  grid.n_sizes = grid.n_sfs = 1;
  grid.n_orientations = grid.n_phases = 4;
  const auto clusters = clusters_of(*twin, 4);
  const auto found = find_cluster_gabors(*twin, clusters, grid);
  ASSERT_EQ(found.size(), clusters.size());
  for (std::size_t c = 0; c < clusters.size(); ++c)
    expect_same(found[c], find_cluster_gabor(LocalTwin(*twin), clusters[c], grid));
}

TEST(ClusterDog, OfManyClustersIsThatOfEach) {
  const auto twin = small_twin("gaussian", 14, 18, 900);
  DogGrid grid;
  grid.n_sigma_cens = 3;
  grid.sigma_cen_max = 4;
  grid.sigma_ratios = {1.5F, 3};
  grid.a_surs = {0, 1};
  grid.n_contrasts = 2;
  const auto clusters = clusters_of(*twin, 4);
  const DogStimuli stimuli(grid);
  EXPECT_LT(work_of_search(*twin, clusters, stimuli, stimuli.n_parameters()), 1);
  const auto found = find_cluster_dogs(*twin, clusters, grid);
  ASSERT_EQ(found.size(), clusters.size());
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    const auto alone = find_cluster_dog(LocalTwin(*twin), clusters[c], grid);
    EXPECT_EQ(found[c].dog.sigma_cen, alone.dog.sigma_cen);
    EXPECT_EQ(found[c].dog.sigma_sur, alone.dog.sigma_sur);
    EXPECT_EQ(found[c].dog.a_cen, alone.dog.a_cen);
    EXPECT_EQ(found[c].dog.a_sur, alone.dog.a_sur);
    EXPECT_EQ(found[c].objective, alone.objective);
    EXPECT_EQ(found[c].activations, alone.activations);
    EXPECT_EQ(found[c].edges, alone.edges);
  }
}

TEST(ClusterDog, IsTheBestOfAllShownAsWholeImages) {
  const auto twin = small_twin("gaussian", 14, 18, 30);
  DogGrid grid;
  grid.n_sigma_cens = 2;
  grid.sigma_cen_max = 4;
  grid.sigma_ratios = {1.5F, 3};
  grid.a_surs = {0, 1};
  grid.n_contrasts = 2;
  std::vector<ClusterMember> members;
  for (std::int64_t i = 0; i < 10; ++i)
    members.push_back({3 * i, static_cast<float>(4 + i), static_cast<float>(3 + i % 5), 0, 1});
  const auto found = find_cluster_dog(LocalTwin(*twin), members, grid);
  const DogStimuli stimuli(grid);
  double best = 0;
  for (std::int64_t k = 0; k < stimuli.n_parameters(); ++k) {
    double sum = 0;
    for (const ClusterMember& member : members) {
      const Dog dog = stimuli.dog(k, member.r_x, member.r_y);
      sum += twin->responses(render(std::span(&dog, 1), 14, 18))[0][member.neuron].item<float>();
    }
    best = std::max(best, sum / 10);
  }
  EXPECT_NEAR(found.objective, best, 1e-5 * best);
}

TEST(ClusterGabor, OfNobodyIsRefused) {
  EXPECT_THROW(find_cluster_gabor(*small_twin("gaussian", 14, 18, 2), {}, few_gabors()), Error);
}

TEST(GaborForMember, BeyondAHalfTurnIsTheSameImage) {
  const Gabor shared{0, 0, 10, 0.1F, 2, 0, 45};
  const Gabor turned{20, 15, 10, 0.1F, 2, 200, 45};
  const Gabor seen = gabor_for_member(shared, 20, 15, 200);
  EXPECT_EQ(seen.orientation, 20);
  EXPECT_EQ(seen.phase, 315);
  EXPECT_TRUE(torch::allclose(pixels_of(seen), pixels_of(turned), 1e-4, 1e-5));
}

}  // namespace
}  // namespace doppel::science
