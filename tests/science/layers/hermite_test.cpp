// Golden values: the basis as the rotation-equivariant network of Ecker et al. 2019 samples it.
#include "science/layers/hermite.h"

#include <gtest/gtest.h>

#include <numbers>

namespace doppel::science {
namespace {

struct Golden {
  std::int32_t filter_size;
  std::int64_t k, row, col;
  double value;
};

class Hermite : public testing::TestWithParam<Golden> {};

TEST_P(Hermite, SampledFunctionHasItsGoldenValue) {
  const Golden golden = GetParam();
  const HermiteBasis basis = hermite_2d(golden.filter_size);
  EXPECT_NEAR(basis.upsampled[golden.k][golden.row][golden.col].item<double>(), golden.value, 1e-10);
}

INSTANTIATE_TEST_SUITE_P(
    Published, Hermite,
    testing::Values(Golden{13, 0, 12, 12, 0.21294367819952625}, Golden{13, 1, 12, 13, 0.059059950041586},
                    Golden{13, 2, 12, 13, -0.059059950041586}, Golden{13, 3, 12, 12, -0.19656339530577},
                    Golden{13, 90, 5, 7, -0.09893004596}, Golden{5, 0, 4, 4, 0.32286974333698},
                    Golden{5, 1, 4, 5, 0.144398462276}, Golden{5, 3, 4, 4, -0.25843557759},
                    Golden{5, 14, 2, 3, -0.18132683112}));

TEST(Hermite, HasAllRanksBelowTheFilterSize) {
  EXPECT_EQ(hermite_2d(13).functions.size(), 91U);
  EXPECT_EQ(hermite_2d(5).functions.size(), 15U);
}

TEST(Hermite, FunctionsHaveUnitNormOnTheFineGrid) {
  const torch::Tensor norms = hermite_2d(13).upsampled.flatten(1).norm(2, 1);
  EXPECT_TRUE(torch::allclose(norms, torch::ones_like(norms), 0, 1e-12));
}

TEST(Hermite, FiltersAreSumsOfTwoByTwoBlocks) {
  const HermiteBasis basis = hermite_2d(5);
  for (std::int64_t row = 0; row < 5; ++row) {
    for (std::int64_t col = 0; col < 5; ++col) {
      double sum = 0;
      for (int i = 0; i < 4; ++i) sum += basis.upsampled[7][2 * row + i / 2][2 * col + i % 2].item<double>();
      EXPECT_NEAR(basis.filters[7][row][col].item<double>(), sum, 1e-14);
    }
  }
}

TEST(Hermite, SteeringByAQuarterTurnIsRot90) {
  const HermiteBasis basis = hermite_2d(13);
  torch::manual_seed(1);
  const torch::Tensor c = torch::randn({91}, torch::kFloat64);
  const torch::Tensor filter = torch::tensordot(c, basis.filters, {0}, {0});
  const torch::Tensor turned =
      torch::tensordot(torch::mv(steering(basis, std::numbers::pi / 2), c), basis.filters, {0}, {0});
  EXPECT_LT((turned - torch::rot90(filter, 1, {0, 1})).abs().max().item<double>(), 1e-12);
}

TEST(Hermite, SteeringsCompose) {
  const HermiteBasis basis = hermite_2d(5);
  const torch::Tensor twice = torch::mm(steering(basis, 0.3), steering(basis, 0.5));
  EXPECT_TRUE(torch::allclose(twice, steering(basis, 0.8), 0, 1e-12));
}

}  // namespace
}  // namespace doppel::science
