// A twin on a device answers as it does on the CPU.
#include "science/model/twin.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "science/model/training.h"
#include "science/stimuli/local_core.h"
#include "tests/science/device/device_twins.h"
#include "tests/science/device/emulated_device.h"

namespace doppel::science {
namespace {

class TwinOnDevice : public testing::TestWithParam<TwinKind> {
 protected:
  static torch::Tensor images(std::int64_t n) {
    torch::manual_seed(3);
    return torch::randn({n, 16, 20});
  }
  static torch::Tensor here(const torch::Tensor& of) { return of.to(torch::Device(test_device())); }

  const Twins twins_ = twins_of(GetParam());
};

TEST_P(TwinOnDevice, GivesTheResponsesThere) {
  const auto responses = twins_.device.responses(images(5));
  EXPECT_EQ(responses.device().str(), test_device());
  EXPECT_EQ(twins_.device.device().str(), test_device());
  expect_close(responses, twins_.cpu.responses(images(5)));
}

TEST_P(TwinOnDevice, TakesImagesThatLieThere) {
  expect_close(twins_.device.responses(here(images(5))), twins_.cpu.responses(images(5)));
}

TEST_P(TwinOnDevice, JoinsMoreImagesThanFitAPass) {
  expect_close(twins_.device.responses(images(130)), twins_.cpu.responses(images(130)));
}

TEST_P(TwinOnDevice, GivesTheFeatures) {
  expect_close(twins_.device.features(images(3)), twins_.cpu.features(images(3)));
}

TEST_P(TwinOnDevice, GivesTheBarCodes) {
  EXPECT_TRUE(torch::equal(twins_.device.bar_codes().cpu(), twins_.cpu.bar_codes()));
}

TEST_P(TwinOnDevice, GivesTheReceptiveFields) {
  expect_close(twins_.device.receptive_fields(), twins_.cpu.receptive_fields());
}

TEST_P(TwinOnDevice, IsWrittenAsTheSameBytes) { EXPECT_EQ(twins_.device.to_bytes(), twins_.cpu.to_bytes()); }

TEST_P(TwinOnDevice, IsBornThereUntrained) {
  const auto on_cpu = Twin::untrained(config_of(GetParam()), 16, 20, 4, 2);
  const auto on_device = Twin::untrained(config_of(GetParam()), 16, 20, 4, 2, test_device());
  expect_close(on_device.responses(images(3)), on_cpu.responses(images(3)));
}

TEST_P(TwinOnDevice, IsAsEquivariant) { EXPECT_LT(equivariance_error(twins_.device), 1e-4); }

// Neurons are counted on the host, images come from either side.
TEST_P(TwinOnDevice, AnswersPairsOfImageAndNeuron) {
  const auto neurons = torch::tensor({3, 0, 5, 3, 1}, torch::kInt64);
  const auto expected = twins_.cpu.paired_responses(images(5), neurons);
  expect_close(twins_.device.paired_responses(images(5), neurons), expected);
  expect_close(twins_.device.paired_responses(here(images(5)), here(neurons)), expected);
}

TEST_P(TwinOnDevice, AnswersPairsFromThePixelsThatANeuronSees) {
  const LocalTwin on_cpu(twins_.cpu), on_device(twins_.device);
  const auto neurons = torch::tensor({3, 0, 5, 3, 1}, torch::kInt64);
  const auto expected = on_cpu.paired_responses(images(5), neurons);
  expect_close(on_device.paired_responses(images(5), neurons), expected);
  expect_close(on_device.paired_responses(here(images(5)), here(neurons)), expected);
}

TEST_P(TwinOnDevice, GivesGradientsOfPairs) {
  const LocalTwin on_cpu(twins_.cpu), on_device(twins_.device);
  const auto neurons = torch::tensor({3, 0, 5, 3, 1}, torch::kInt64);
  const auto expected = on_cpu.paired_gradients(images(5), neurons);
  const auto found = on_device.paired_gradients(images(5), neurons);
  EXPECT_EQ(found.gradients.device().str(), test_device());
  expect_close(found.responses, expected.responses);
  expect_close(found.gradients, expected.gradients);
}

INSTANTIATE_TEST_SUITE_P(Kinds, TwinOnDevice, testing::ValuesIn(kTwinKinds), name_of);

}  // namespace
}  // namespace doppel::science
