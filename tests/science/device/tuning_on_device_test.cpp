// In silico experiments give on a device the curves that they give on the CPU.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "science/stimuli/dog.h"
#include "science/stimuli/local_core.h"
#include "science/tuning/comparison.h"
#include "science/tuning/curves.h"
#include "science/tuning/experiment.h"
#include "science/tuning/interactions.h"
#include "tests/science/device/device_twins.h"

namespace doppel::science {
namespace {

const std::vector<std::int64_t> kCells{4, 0, 2};
const std::vector<Gabor> kGabors{
    {8, 7, 9, 0.12F, 4, 30, 0}, {10, 9, 8, 0.15F, 4, 120, 90}, {12, 6, 10, 0.1F, 3, 75, 45}};

class TuningOnDevice : public testing::TestWithParam<TwinKind> {
 protected:
  template <class Curves>
  static void expect_alike(const Curves& found, const Curves& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) expect_close(found[i].responses, expected[i].responses);
  }

  const Twins twins_ = twins_of(GetParam());
  const LocalTwin cpu_{twins_.cpu}, device_{twins_.device};
};

TEST_P(TuningOnDevice, ToOrientation) {
  expect_alike(orientation_tuning(device_, kCells, kGabors, 8), orientation_tuning(cpu_, kCells, kGabors, 8));
}

TEST_P(TuningOnDevice, ToPhaseOfAPlainTwin) {
  expect_alike(phase_tuning(twins_.device, kCells, kGabors, 8), phase_tuning(twins_.cpu, kCells, kGabors, 8));
}

TEST_P(TuningOnDevice, ToSizeAndContrast) {
  SizeContrastConfig config;
  config.n_sizes = config.n_contrasts = 3;
  expect_alike(size_contrast_tuning(device_, kCells, kGabors, config),
               size_contrast_tuning(cpu_, kCells, kGabors, config));
}

TEST_P(TuningOnDevice, ToPlaids) {
  PlaidConfig config;
  config.n_contrasts = 2;
  expect_alike(plaid_tuning(device_, kCells, kGabors, config), plaid_tuning(cpu_, kCells, kGabors, config));
}

TEST_P(TuningOnDevice, ToSizesOfASizeCurve) {
  const auto stimulus = [](std::size_t i, std::size_t j) {
    Gabor gabor = kGabors[i];
    gabor.size = 4 + 3 * static_cast<float>(j);
    return gabor;
  };
  const auto expected = gabor_experiment(cpu_, kCells, kGabors, 5, stimulus);
  const auto found = gabor_experiment(device_, kCells, kGabors, 5, stimulus);
  for (std::size_t i = 0; i < kCells.size(); ++i) expect_close(found[i], expected[i]);
}

TEST_P(TuningOnDevice, ToStimuliOfEqualNorm) {
  const std::vector<Dog> dogs{{8, 7, 2, 4, 1, 0.5F}, {10, 9, 3, 6, -2, 0.25F}, {12, 6, 2, 3, 1, 0}};
  torch::manual_seed(4);
  const ComparedStimuli stimuli{render(kGabors, 16, 20), render(dogs, 16, 20), torch::randn({3, 16, 20})};
  const auto expected = compare_stimuli(cpu_, kCells, stimuli, {3, 3, 24});
  const auto found = compare_stimuli(device_, kCells, stimuli, {3, 3, 24});
  for (std::size_t i = 0; i < kCells.size(); ++i) {
    expect_close(found[i].gabor_responses, expected[i].gabor_responses);
    expect_close(found[i].dog_responses, expected[i].dog_responses);
    expect_close(found[i].mei_responses, expected[i].mei_responses);
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, TuningOnDevice, testing::ValuesIn(kTwinKinds), name_of);

}  // namespace
}  // namespace doppel::science
