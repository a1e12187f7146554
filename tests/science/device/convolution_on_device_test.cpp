// Float32 convolutions keep float32's precision, whatever units a device computes them with.
#include "science/layers/convolution.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/science/device/emulated_device.h"

namespace doppel::science {
namespace {

using torch::Tensor;

struct Answers {
  Tensor value, by_x, by_filters;
};

template <class Convolve>
Answers answers(const Convolve& convolve, const torch::Device& device, torch::ScalarType type) {
  const auto drawn = [&](torch::IntArrayRef shape) {
    return torch::randn(shape, torch::kFloat64).to(device, type).requires_grad_(true);
  };
  torch::manual_seed(7);
  const Tensor x = drawn({2, 32, 14, 18}), filters = drawn({16, 32, 5, 5});
  const Tensor value = convolve(x, filters);
  const Tensor along = drawn(value.sizes()).detach();
  const auto gradients = torch::autograd::grad({(value * along).sum()}, {x, filters});
  return {value.detach(), gradients[0], gradients[1]};
}

template <class Convolve>
double largest_error(const Convolve& convolve, std::int64_t padding) {
  const auto plain = [&](const Tensor& x, const Tensor& filters) {
    return torch::conv2d(x, filters, {}, 1, padding);
  };
  const Answers exact = answers(plain, torch::kCPU, torch::kFloat64);
  const Answers found = answers(convolve, torch::Device(test_device()), torch::kFloat32);
  const auto error = [](const Tensor& a, const Tensor& b) {
    return ((a.to(torch::kCPU, torch::kFloat64) - b).norm() / b.norm()).item<double>();
  };
  return std::max({error(found.value, exact.value), error(found.by_x, exact.by_x),
                   error(found.by_filters, exact.by_filters)});
}

TEST(ConvolutionOnDevice, KeepsTheBitsOfFloat32) {
  for (const std::int64_t padding : {0, 2}) {
    const auto whole = [&](const Tensor& x, const Tensor& filters) {
      return convolve(x, filters, {}, padding);
    };
    EXPECT_LT(largest_error(whole, padding), 1e-6);
  }
}

TEST(ConvolutionOnDevice, InPartsLosesTheLastBitsAlone) {
  for (const std::int64_t padding : {0, 2}) {
    const auto in_parts = [&](const Tensor& x, const Tensor& filters) {
      return convolve_in_parts(x, filters, padding);
    };
    EXPECT_LT(largest_error(in_parts, padding), 2e-5);
  }
}

}  // namespace
}  // namespace doppel::science
