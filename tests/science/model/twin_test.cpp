#include "science/model/twin.h"

#include <gtest/gtest.h>

#include <thread>

#include "science/model/config_json.h"
#include "science/model/training.h"
#include "util/error.h"

namespace doppel::test {
namespace {

using science::ModelConfig;

science::Twin make(const std::string& readout) {
  ModelConfig config;
  config.filter_sizes = {5, 3};
  config.n_features = 2;
  config.readout = readout;
  return science::Twin::untrained(config, 10, 14, 5, 7);
}

class Twin : public testing::TestWithParam<std::string> {};

TEST_P(Twin, ReturnsFromItsBytesUnchanged) {
  const science::Twin twin = make(GetParam());
  const auto bytes = twin.to_bytes();
  const science::Twin again = science::Twin::from_bytes(bytes);
  torch::manual_seed(1);
  const torch::Tensor images = torch::randn({3, 10, 14});
  EXPECT_TRUE(torch::equal(again.responses(images), twin.responses(images)));
  EXPECT_EQ(again.to_bytes(), bytes);
  EXPECT_EQ(again.config().readout, GetParam());
}

TEST(Twin, ASeparableOneReturnsFromItsBytesUnchanged) {
  ModelConfig config;
  config.filter_sizes = {5, 7, 3};
  config.layer_kinds = {"dense", "separable", "mixed_separable"};
  config.nonlinearity = "elu";
  config.n_features = 2;
  config.readout = "gaussian";
  const science::Twin twin = science::Twin::untrained(config, 10, 14, 5, 7);
  const science::Twin again = science::Twin::from_bytes(twin.to_bytes());
  const torch::Tensor images = torch::randn({3, 10, 14});
  EXPECT_TRUE(torch::equal(again.responses(images), twin.responses(images)));
  EXPECT_EQ(again.config().layer_kinds, config.layer_kinds);
  EXPECT_EQ(again.config().nonlinearity, "elu");
  EXPECT_LT(science::equivariance_error(twin), 5e-5);
}

// Its JSON lacks the settings that came later, so that its bytes, and their hash, are those of older
// versions.
TEST(Twin, ADenseOneIsWrittenAsBeforeLayersHadKinds) {
  const nlohmann::json json = make("gaussian").config();
  EXPECT_FALSE(json.contains("layer_kinds"));
  EXPECT_FALSE(json.contains("nonlinearity"));
  EXPECT_EQ(json.get<ModelConfig>().nonlinearity, "softplus");
  EXPECT_TRUE(json.get<ModelConfig>().layer_kinds.empty());
  EXPECT_FALSE(nlohmann::json(science::TrainingConfig()).contains("averaging_share"));
  EXPECT_FALSE(nlohmann::json(science::TrainingConfig()).contains("window_margin"));
}

TEST_P(Twin, ReadoutOfFeaturesGivesTheResponses) {
  const science::Twin twin = make(GetParam());
  torch::manual_seed(1);
  const torch::Tensor images = torch::randn({3, 10, 14});
  const torch::Tensor phi = twin.features(images);
  const auto r = twin.readout();
  torch::Tensor read;  // (n, channels, neurons)
  if (r.masks.defined()) {
    read = torch::einsum("nchw,khw->nck", {phi, r.masks});
  } else {
    const torch::Tensor x = r.positions.select(1, 0), y = r.positions.select(1, 1);
    const torch::Tensor col = x.floor().clamp(0, 12).to(torch::kInt64),
                        row = y.floor().clamp(0, 8).to(torch::kInt64);
    const torch::Tensor u = x - col, v = y - row;
    const auto at = [&](int dy, int dx) {
      return phi.flatten(2).index_select(2, (row + dy) * 14 + col + dx);
    };
    read = (1 - v) * ((1 - u) * at(0, 0) + u * at(0, 1)) + v * ((1 - u) * at(1, 0) + u * at(1, 1));
  }
  const torch::Tensor plain = torch::softplus((read * r.weights.t()).sum(1) + r.bias) * r.scale;
  EXPECT_TRUE(torch::allclose(twin.responses(images), plain, 1e-4, 1e-5));
}

TEST_P(Twin, LargeBatchesEqualSingleImages) {
  const science::Twin twin = make(GetParam());
  torch::manual_seed(1);
  const torch::Tensor images = torch::randn({300, 10, 14});
  const torch::Tensor all = twin.responses(images);
  for (const std::int64_t i : {0, 127, 128, 299}) {
    EXPECT_TRUE(torch::allclose(all[i], twin.responses(images.narrow(0, i, 1))[0], 1e-4, 1e-5));
  }
  EXPECT_EQ(twin.responses(images.narrow(0, 0, 0)).sizes(), torch::IntArrayRef({0, 5}));
}

TEST_P(Twin, DamagedOrForeignBytesAreBadInput) {
  const auto bytes = make(GetParam()).to_bytes();
  const auto expect_refused = [](std::span<const std::byte> damaged) {
    try {
      science::Twin::from_bytes(damaged);
      ADD_FAILURE() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
    }
  };
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{5}, std::size_t{19}, std::size_t{300}, bytes.size() - 1}) {
    expect_refused(std::span(bytes).first(length));
  }
  auto longer = bytes;
  longer.push_back(std::byte{0});
  expect_refused(longer);
  for (const std::size_t at : {0, 9, 15, 40}) {  // magic, version, header length, header
    auto damaged = bytes;
    damaged[at] ^= std::byte{0x7f};
    expect_refused(damaged);
  }
}

INSTANTIATE_TEST_SUITE_P(BothReadouts, Twin, testing::Values("factorised", "gaussian"));

TEST(Twin, FeaturesTakeImagesOfAnySize) {
  const science::Twin twin = make("gaussian");
  EXPECT_EQ(twin.features(torch::randn({2, 31, 17})).sizes(), torch::IntArrayRef({2, 16, 31, 17}));
}

TEST(Twin, ReceptiveFieldIsTheMasksCentreOfMass) {
  const science::Twin twin = make("factorised");
  const torch::Tensor masks = twin.readout().masks, centres = twin.receptive_fields();
  double mass = 0, x = 0, y = 0;
  for (int row = 0; row < 10; ++row) {
    for (int col = 0; col < 14; ++col) {
      const double m = masks[2][row][col].item<double>();
      mass += m, x += m * col, y += m * row;
    }
  }
  EXPECT_NEAR(centres[2][0].item<double>(), x / mass, 1e-4);
  EXPECT_NEAR(centres[2][1].item<double>(), y / mass, 1e-4);
}

TEST(Twin, UntrainedGaussianLooksAtTheMiddleOfTheImage) {
  const torch::Tensor centres = make("gaussian").receptive_fields();
  EXPECT_NEAR(centres[0][0].item<double>(), 6.5, 1e-5);
  EXPECT_NEAR(centres[0][1].item<double>(), 4.5, 1e-5);
}

TEST(Twin, AnswersFromManyThreadsAlike) {
  const science::Twin twin = make("gaussian");
  torch::manual_seed(1);
  const torch::Tensor images = torch::randn({8, 10, 14});
  const torch::Tensor expected = twin.responses(images);
  std::vector<torch::Tensor> answers(4);
  {
    std::vector<std::jthread> threads;
    for (torch::Tensor& answer : answers) threads.emplace_back([&] { answer = twin.responses(images); });
  }
  for (const torch::Tensor& answer : answers) EXPECT_TRUE(torch::allclose(answer, expected, 1e-5, 1e-6));
}

}  // namespace
}  // namespace doppel::test
