#include "science/stimuli/local_core.h"

#include <gtest/gtest.h>

#include <vector>

#include "small_twin.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kHeight = 24, kWidth = 30;

float largest_difference(const torch::Tensor& a, const torch::Tensor& b) {
  return (a - b).abs().max().item<float>();
}

void expect_parts_of_full_images(const Twin& twin) {
  const LocalCore core(twin.parts().frozen);
  const PixelWindow image{{0, kHeight - 1}, {0, kWidth - 1}};
  const auto images = torch::randn({2, kHeight, kWidth});
  const auto features = twin.features(images);
  const float unit = features.std().item<float>();
  const std::vector<PixelWindow> parts = {
      {{10, 13}, {12, 16}}, {{0, 1}, {12, 14}}, {{22, 23}, {0, 1}}, {{3, 5}, {27, 29}}, {{0, 23}, {0, 29}}};
  for (const PixelWindow& part : parts) {
    const PixelWindow input = core.input(part, image);
    const auto crop = images.slice(1, input.rows.first, input.rows.last + 1)
                          .slice(2, input.cols.first, input.cols.last + 1);
    const auto expected =
        features.slice(2, part.rows.first, part.rows.last + 1).slice(3, part.cols.first, part.cols.last + 1);
    EXPECT_LT(largest_difference(core.features(crop, part, image), expected), 1e-4F * unit);
  }
}

TEST(LocalCore, AnyPartOfTheFeaturesEqualsThatPartOfTheFullImage) {
  expect_parts_of_full_images(*small_twin("gaussian", kHeight, kWidth, 4));
  expect_parts_of_full_images(*small_separable_twin(kHeight, kWidth, 4));
}

TEST(LocalCore, SeesAsFarAsItsFiltersTogether) {
  const auto twin = small_twin("gaussian", kHeight, kWidth, 1);
  EXPECT_EQ(LocalCore(twin->parts().frozen).radius(), 3 + 2);  // filters of 7 and 5 px
  const auto separable = small_separable_twin(kHeight, kWidth, 1);
  EXPECT_EQ(LocalCore(separable->parts().frozen).radius(), 3 + 2 + 1);
}

TEST(LocalCore, PairedResponsesEqualThoseOfFullImages) {
  for (const char* readout : {"gaussian", "factorised"}) {
    const auto twin = small_twin(readout, kHeight, kWidth, 40);
    const LocalTwin local(*twin);
    const auto images = torch::randn({40, kHeight, kWidth});
    const auto neurons = torch::arange(40, torch::kInt64).flip(0);
    const auto expected = twin->responses(images).gather(1, neurons.view({-1, 1})).view({-1});
    EXPECT_LT(largest_difference(local.paired_responses(images, neurons), expected),
              1e-4F * expected.std().item<float>())
        << readout;
  }
}

TEST(LocalCore, PairedResponsesAndGradientsOfASeparableTwinEqualThoseOfFullImages) {
  const auto twin = small_separable_twin(kHeight, kWidth, 40);
  const LocalTwin local(*twin);
  const auto neurons = torch::arange(40, torch::kInt64).flip(0);
  const auto images = torch::randn({40, kHeight, kWidth}).requires_grad_(true);
  const auto phi = frozen_forward(twin->parts().frozen, images.unsqueeze(1));
  const auto full = torch::softplus(twin->parts().network->readout().forward(phi, {})) * twin->parts().scale;
  const auto expected = full.gather(1, neurons.view({-1, 1})).view({-1});
  const auto gradients = torch::autograd::grad({expected.sum()}, {images}).front();
  const auto found = local.paired_gradients(images.detach(), neurons);
  EXPECT_LT(largest_difference(found.responses, expected.detach()), 1e-4F * expected.std().item<float>());
  EXPECT_LT(largest_difference(found.gradients, gradients), 1e-4F * gradients.abs().max().item<float>());
}

// To the last bit, so that a row computed again alone is the row that was computed among others.
TEST(LocalCore, ANeuronAnswersTheSameInAnyCompany) {
  const auto twin = small_twin("gaussian", kHeight, kWidth, 90);
  const LocalTwin local(*twin);
  const auto images = torch::randn({90, kHeight, kWidth});
  const auto neurons = torch::arange(90, torch::kInt64);
  const auto together = local.paired_gradients(images, neurons);
  EXPECT_TRUE(torch::equal(local.paired_responses(images, neurons), together.responses));
  for (const std::int64_t n : {0, 7, 63, 64, 89}) {
    const auto alone = local.paired_gradients(images.slice(0, n, n + 1), neurons.slice(0, n, n + 1));
    EXPECT_TRUE(torch::equal(alone.responses[0], together.responses[n])) << n;
    EXPECT_TRUE(torch::equal(alone.gradients[0], together.gradients[n])) << n;
  }
}

}  // namespace
}  // namespace doppel::science
