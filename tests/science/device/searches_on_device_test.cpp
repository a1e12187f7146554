// The searches for stimuli find on a device what they find on the CPU. Of two stimuli that a neuron likes
// alike, rounding may choose either: so it is the responses that are compared.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "science/stimuli/cluster_stimuli.h"
#include "science/stimuli/gabor_certificate.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/mei.h"
#include "science/stimuli/optimal_dog.h"
#include "science/stimuli/optimal_gabor.h"
#include "science/stimuli/suboptimal_gabors.h"
#include "tests/science/device/device_twins.h"
#include "tests/science/device/emulated_device.h"

namespace doppel::science {
namespace {

const std::vector<std::int64_t> kNeurons{4, 0, 2};

GaborGrid gabor_grid() {
  GaborGrid grid;
  grid.n_sizes = 2;
  grid.n_sfs = 2;
  grid.n_contrasts = 2;
  grid.contrast_min = 1;
  grid.n_orientations = 4;
  grid.n_phases = 4;
  grid.location_step = 2;
  grid.window = 2;
  return grid;
}

DogGrid dog_grid() {
  DogGrid grid;
  grid.n_sigma_cens = 2;
  grid.sigma_ratios = {1.5F, 3};
  grid.a_surs = {0, 0.5F};
  grid.contrast_min = 1;
  grid.n_contrasts = 1;
  grid.locations = {2, 3, 2};
  return grid;
}

ClusterMeiConfig cluster_mei_config() {
  ClusterMeiConfig config;
  config.n_ranks = 5;
  config.support = 11;
  config.unit = 1.2F;
  config.n_angles = 8;
  config.n_starts = 2;
  config.steps_per_round = 3;
  config.max_rounds = 3;
  return config;
}

std::vector<ClusterMember> members() { return {{4, 8, 7, 30, 1}, {0, 10, 9, 120, 0.5F}, {2, 12, 6, 75, 2}}; }

template <class Optimum>
std::vector<float> activations_of(const std::vector<Optimum>& optima) {
  std::vector<float> activations;
  for (const Optimum& optimum : optima) activations.push_back(optimum.activation);
  return activations;
}

// As the makers make it.
PairedModel paired(const LocalTwin& twin) {
  return {[&twin](const torch::Tensor& images, const torch::Tensor& neurons) {
            return twin.paired_responses(images, neurons);
          },
          [&twin](const torch::Tensor& images, const torch::Tensor& neurons) {
            return twin.paired_gradients(images, neurons);
          },
          twin.rows(), twin.cols(), twin.device()};
}

class SearchesOnDevice : public testing::TestWithParam<TwinKind> {
 protected:
  const Twins twins_ = twins_of(GetParam());
  const LocalTwin cpu_{twins_.cpu}, device_{twins_.device};
};

TEST_P(SearchesOnDevice, FindOptimalGabors) {
  const auto expected = find_optimal_gabors(twins_.cpu, kNeurons, gabor_grid());
  const auto found = find_optimal_gabors(twins_.device, kNeurons, gabor_grid());
  expect_close(activations_of(found), activations_of(expected));
  EXPECT_EQ(found.front().n_stimuli, expected.front().n_stimuli);
}

// Locations all over the population: borders, and passes that many neurons share.
TEST_P(SearchesOnDevice, FindOptimalGaborsOfAWholePopulation) {
  GaborGrid grid = gabor_grid();
  grid.window = -1;
  grid.n_contrasts = 1;
  const std::vector<std::int64_t> all{0, 1, 2, 3, 4, 5};
  expect_close(activations_of(find_optimal_gabors(twins_.device, all, grid)),
               activations_of(find_optimal_gabors(twins_.cpu, all, grid)));
}

TEST_P(SearchesOnDevice, FindOptimalGaborsExhaustively) {
  GaborGrid grid = gabor_grid();
  grid.location_step = 4;
  const auto search = [&](const Twin& twin) {
    return find_optimal_gabors_exhaustively(twin, twin.receptive_fields(), kNeurons, grid);
  };
  expect_close(activations_of(search(twins_.device)), activations_of(search(twins_.cpu)));
}

TEST_P(SearchesOnDevice, FindOptimalDogs) {
  expect_close(activations_of(find_optimal_dogs(twins_.device, kNeurons, dog_grid())),
               activations_of(find_optimal_dogs(twins_.cpu, kNeurons, dog_grid())));
}

// An ascent of 120 steps: what rounding adds to each is not forgotten.
TEST_P(SearchesOnDevice, CertifyGabors) {
  std::vector<Gabor> gabors;
  for (const auto& optimum : find_optimal_gabors(twins_.cpu, kNeurons, gabor_grid()))
    gabors.push_back(optimum.gabor);
  const auto expected = certify_gabors(twins_.cpu, kNeurons, gabors, gabor_grid());
  const auto found = certify_gabors(twins_.device, kNeurons, gabors, gabor_grid());
  for (std::size_t i = 0; i < kNeurons.size(); ++i) {
    EXPECT_EQ(found[i].edges, expected[i].edges);
    expect_close(found[i].polished.activation, expected[i].polished.activation, 1e-3);
    expect_close(found[i].alias_margin, expected[i].alias_margin);
  }
}

TEST_P(SearchesOnDevice, FindMeis) {
  MeiConfig config;
  config.n_starts = 2;
  config.max_steps = 12;
  config.patience = 4;  // so that rates drop and images retire
  config.learning_rate = 0.1F;
  const auto search = [&](const LocalTwin& twin) {
    return find_meis(paired(twin).gradient, kNeurons, twin.rows(), twin.cols(), config, 3);
  };
  const auto expected = search(cpu_), found = search(device_);
  expect_close(activations_of(found), activations_of(expected), 1e-3);
  for (std::size_t i = 0; i < kNeurons.size(); ++i)
    expect_close(found[i].roughness, expected[i].roughness, 1e-2);
}

TEST_P(SearchesOnDevice, FindAClustersGabor) {
  const auto expected = find_cluster_gabor(cpu_, members(), gabor_grid());
  const auto found = find_cluster_gabor(device_, members(), gabor_grid());
  expect_close(found.objective, expected.objective);
  expect_close(found.activations, expected.activations);
}

TEST_P(SearchesOnDevice, FindAClustersDog) {
  const auto expected = find_cluster_dog(cpu_, members(), dog_grid());
  const auto found = find_cluster_dog(device_, members(), dog_grid());
  expect_close(found.objective, expected.objective);
  expect_close(found.activations, expected.activations);
}

TEST_P(SearchesOnDevice, FindAClustersMei) {
  const auto expected = find_cluster_mei(paired(cpu_), members(), cluster_mei_config(), 1);
  const auto found = find_cluster_mei(paired(device_), members(), cluster_mei_config(), 1);
  expect_close(found.objective, expected.objective, 1e-3);
}

TEST_P(SearchesOnDevice, FindAClustersMeiWithTheSameBitsEachTime) {
  const Deterministic same_bits;
  const auto once = find_cluster_mei(paired(device_), members(), cluster_mei_config(), 1);
  const auto again = find_cluster_mei(paired(device_), members(), cluster_mei_config(), 1);
  EXPECT_EQ(once.coefficients, again.coefficients);
  EXPECT_EQ(once.activations, again.activations);
}

TEST_P(SearchesOnDevice, ChooseGaborsThatDriveMany) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(twins_.cpu.n_neurons()));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  const auto optima = activations_of(find_optimal_gabors(twins_.cpu, all, gabor_grid()));
  const auto expected = choose_gabors(twins_.cpu, gabor_grid(), optima, {0.1F, 3, false});
  const auto found = choose_gabors(twins_.device, gabor_grid(), optima, {0.1F, 3, false});
  ASSERT_EQ(found.gabors.size(), expected.gabors.size());
  ASSERT_FALSE(found.gabors.empty());
  for (std::size_t i = 0; i < found.shares.size(); ++i) expect_close(found.shares[i], expected.shares[i]);
}

INSTANTIATE_TEST_SUITE_P(Kinds, SearchesOnDevice, testing::ValuesIn(kTwinKinds), name_of);

}  // namespace
}  // namespace doppel::science
