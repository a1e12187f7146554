#include "science/layers/convolution.h"

#include <gtest/gtest.h>

namespace doppel::science {
namespace {

double relative(const torch::Tensor& found, const torch::Tensor& expected) {
  return ((found.to(torch::kFloat64) - expected).norm() / expected.norm()).item<double>();
}

struct Answers {
  torch::Tensor value, by_x, by_filters;
};

template <class Convolve>
Answers answers(torch::ScalarType type, Convolve convolve) {
  torch::manual_seed(5);
  const auto x = torch::randn({3, 12, 9, 11}).to(type).requires_grad_(true);
  const auto filters = torch::randn({7, 12, 5, 5}).to(type).requires_grad_(true);
  const auto value = convolve(x, filters);
  torch::manual_seed(6);
  const auto gradients =
      torch::autograd::grad({(value * torch::randn(value.sizes()).to(type)).sum()}, {x, filters});
  return {value.detach(), gradients[0], gradients[1]};
}

TEST(Convolution, ThreeProductsKeepTheBitsOfFloat32) {
  for (const std::int64_t padding : {0, 2}) {
    const auto plain = [&](const torch::Tensor& x, const torch::Tensor& filters) {
      return torch::conv2d(x, filters, {}, 1, padding);
    };
    const auto in_parts = [&](const torch::Tensor& x, const torch::Tensor& filters) {
      return convolve_in_parts(x, filters, padding);
    };
    const Answers exact = answers(torch::kFloat64, plain), found = answers(torch::kFloat32, in_parts);
    EXPECT_LT(relative(found.value, exact.value), 5e-7);
    EXPECT_LT(relative(found.by_x, exact.by_x), 5e-7);
    EXPECT_LT(relative(found.by_filters, exact.by_filters), 5e-7);
  }
}

// Were the low parts lost, this is what would be left.
TEST(Convolution, TheHighPartsAloneAreNot) {
  const auto rounded = [](const torch::Tensor& x) {
    return (x.detach().view(torch::kInt32).bitwise_and(~0x1FFF)).view(torch::kFloat32).requires_grad_(true);
  };
  const auto plain = [](const torch::Tensor& x, const torch::Tensor& filters) {
    return torch::conv2d(x, filters, {}, 1, 2);
  };
  torch::manual_seed(5);
  const auto x = torch::randn({3, 12, 9, 11}), filters = torch::randn({7, 12, 5, 5});
  EXPECT_GT(relative(plain(rounded(x), rounded(filters)).detach(),
                     plain(x.to(torch::kFloat64), filters.to(torch::kFloat64))),
            1e-4);
}

}  // namespace
}  // namespace doppel::science
