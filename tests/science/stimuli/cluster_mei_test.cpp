// The template of a group of model neurons whose filters are one pattern, turned and shifted.
#include "science/stimuli/cluster_mei.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "science/stimuli/gabor.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kPlaneRows = 36, kPlaneCols = 48;

struct PlacedFilter {
  float x, y, orientation;
};
constexpr PlacedFilter kPlacedFilters[] = {{14, 16, 20}, {30.5F, 18, 75}, {22, 15.25F, 140}, {25, 20, 3}};

// Odd in phase, so that a turn by 180 degrees is another stimulus.
torch::Tensor turned_filters() {
  std::vector<Gabor> gabors;
  for (const PlacedFilter& m : kPlacedFilters) gabors.push_back({m.x, m.y, 12, 0.1F, 2, m.orientation, 90});
  return render(gabors, kPlaneRows, kPlaneCols);
}

// y = exp(<w, x> / 20): the best image of a norm is w, scaled.
PairedModel turned_neurons() {
  const auto w = turned_filters();
  const auto respond = [w](const torch::Tensor& images, const torch::Tensor& neurons) {
    return ((images * w.index_select(0, neurons)).sum({1, 2}) / 20).exp();
  };
  const auto gradient = [w, respond](const torch::Tensor& images, const torch::Tensor& neurons) {
    const auto y = respond(images, neurons);
    return ResponseGradient{y, y.view({-1, 1, 1}) * w.index_select(0, neurons) / 20};
  };
  return {respond, gradient, kPlaneRows, kPlaneCols};
}

std::vector<ClusterMember> all_members() {
  std::vector<ClusterMember> all;
  for (const PlacedFilter& m : kPlacedFilters)
    all.push_back({static_cast<std::int64_t>(all.size()), m.x, m.y, 0, 1});
  return all;
}

ClusterMeiConfig quick_search() {
  ClusterMeiConfig config;
  config.smoothness = 0;
  config.n_starts = 2;
  config.n_ranks = 9;
  config.n_drops = 1;
  config.steps_per_round = 10;
  config.patience = 3;
  return config;
}

double cosine_of(const torch::Tensor& a, const torch::Tensor& b) {
  return ((a * b).sum() / (a.norm() * b.norm())).item<double>();
}

double degrees_apart(double a, double b) { return std::abs(std::remainder(a - b, 360.0)); }

TEST(ClusterMei, OfTurnedAndShiftedFiltersIsTheirPattern) {
  const auto group = all_members();
  const auto mei = find_cluster_mei(turned_neurons(), group, quick_search(), 1);
  const auto basis = hermite_stimuli(9, 33, double{quick_search().unit});
  const auto beta = torch::tensor(mei.coefficients);
  EXPECT_TRUE(mei.converged);
  EXPECT_NEAR(torch::tensor(mei.image).norm().item<double>(), 12, 1e-3);
  const auto w = turned_filters();
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto angle = torch::tensor({mei.angles[i] * static_cast<float>(std::numbers::pi / 180)});
    const auto image =
        torch::tensordot(turned(basis, beta, angle), basis.filters.to(torch::kFloat32), {1}, {0});
    const auto x =
        placed(image, torch::tensor({{group[i].r_x, group[i].r_y}}), kPlaneRows, kPlaneCols).squeeze(0);
    EXPECT_GT(cosine_of(x, w[static_cast<std::int64_t>(i)]), 0.97) << i;
    const double turn = degrees_apart(mei.angles[i] - mei.angles[0],
                                      kPlacedFilters[i].orientation - kPlacedFilters[0].orientation);
    EXPECT_LT(turn, 2) << "degrees between the members' turns, member " << i;
  }
}

TEST(ClusterMei, MembersAnswerWhatTheySeeOfIt) {
  const auto group = all_members();
  const auto mei = find_cluster_mei(turned_neurons(), group, quick_search(), 1);
  std::vector<torch::Tensor> centres;
  for (const ClusterMember& member : group) centres.push_back(torch::tensor({member.r_x, member.r_y}));
  const auto images =
      images_for_members(quick_search(), torch::tensor(mei.coefficients), torch::tensor(mei.angles),
                         torch::stack(centres), {kPlaneRows, kPlaneCols});
  const auto answers = turned_neurons().responses(images, torch::arange(4, torch::kInt64));
  EXPECT_TRUE(torch::allclose(answers, torch::tensor(mei.activations), 1e-3, 1e-4));
}

TEST(ClusterMei, StartsAgreeOnWhatHasOneSolution) {
  const auto mei = find_cluster_mei(turned_neurons(), all_members(), quick_search(), 7);
  EXPECT_EQ(mei.n_agreeing, 2);
  EXPECT_EQ(mei.objectives.size(), 2U);
}

TEST(ClusterMei, IsTheSameForTheSameSeed) {
  const auto one = find_cluster_mei(turned_neurons(), all_members(), quick_search(), 3);
  const auto two = find_cluster_mei(turned_neurons(), all_members(), quick_search(), 3);
  EXPECT_EQ(one.coefficients, two.coefficients);
  EXPECT_EQ(one.angles, two.angles);
}

TEST(ClusterMei, AMemberOfNoWeightHasNoSay) {
  auto group = all_members();
  for (std::size_t i = 1; i < group.size(); ++i) group[i].weight = 0;
  const auto alone =
      find_cluster_mei(turned_neurons(), std::vector<ClusterMember>{group[0]}, quick_search(), 5);
  const auto among = find_cluster_mei(turned_neurons(), group, quick_search(), 5);
  EXPECT_NEAR(among.activations[0], alone.activations[0], 0.01 * alone.activations[0]);
}

TEST(ClusterMei, SmoothnessTakesRoughnessAway) {
  auto config = quick_search();
  const auto rough = find_cluster_mei(turned_neurons(), all_members(), config, 2);
  config.smoothness = 0.5F;
  const auto smooth = find_cluster_mei(turned_neurons(), all_members(), config, 2);
  EXPECT_LT(smooth.roughness, rough.roughness);
}

// The slow twin: the matrix of each angle.
TEST(Turned, IsTheSteeringMatrixOfEachAngle) {
  const auto basis = hermite_stimuli(7, 21, 2);
  const auto beta = torch::randn({static_cast<std::int64_t>(basis.functions.size())});
  const auto angles = torch::tensor({0.0F, 0.3F, 1.7F, 4.4F});
  const auto all = turned(basis, beta, angles);
  for (std::int64_t i = 0; i < 4; ++i) {
    const auto matrix = steering(basis, angles[i].item<double>()).to(torch::kFloat32);
    EXPECT_TRUE(torch::allclose(all[i], matrix.mv(beta), 1e-5, 1e-5)) << i;
  }
}

TEST(Turned, AQuarterTurnIsThatOfTheImage) {
  const auto basis = hermite_stimuli(9, 25, 2);
  const auto beta = torch::randn({static_cast<std::int64_t>(basis.functions.size())});
  const auto functions = basis.filters.to(torch::kFloat32);
  const auto image = [&](float angle) {
    return torch::tensordot(turned(basis, beta, torch::tensor({angle})), functions, {1}, {0}).squeeze(0);
  };
  EXPECT_TRUE(torch::allclose(image(static_cast<float>(std::numbers::pi / 2)), torch::rot90(image(0), 1),
                              1e-3, 1e-4));
}

TEST(Placed, AWholePixelIsACopy) {
  const auto pattern = torch::randn({1, 5, 5});
  const auto image = placed(pattern, torch::tensor({{7.0F, 4.0F}}), 12, 14).squeeze(0);
  EXPECT_TRUE(torch::allclose(image.slice(0, 2, 7).slice(1, 5, 10), pattern[0], 1e-4, 1e-5));
  EXPECT_NEAR(image.square().sum().item<float>(), pattern.square().sum().item<float>(), 1e-3);
}

TEST(Placed, AQuarterPixelIsTheWeightedMeanOfTheNeighbours) {
  auto pattern = torch::zeros({1, 3, 3});
  pattern[0][1][1] = 1;
  const auto image = placed(pattern, torch::tensor({{6.25F, 4.0F}}), 12, 14).squeeze(0);
  EXPECT_NEAR(image[4][6].item<float>(), 0.75, 1e-5);
  EXPECT_NEAR(image[4][7].item<float>(), 0.25, 1e-5);
}

TEST(Placed, BeyondTheBorderIsLost) {
  const auto image = placed(torch::ones({1, 5, 5}), torch::tensor({{0.0F, 0.0F}}), 12, 14).squeeze(0);
  EXPECT_NEAR(image.sum().item<float>(), 9, 1e-4);
}

TEST(ClusterMei, RefusesAnEvenSupport) {
  auto config = quick_search();
  config.support = 30;
  EXPECT_THROW(find_cluster_mei(turned_neurons(), all_members(), config, 1), Error);
}

}  // namespace
}  // namespace doppel::science
