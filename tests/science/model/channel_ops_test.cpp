#include "science/model/channel_ops.h"

#include <gtest/gtest.h>

#include "science/model/shared_norm.h"

namespace doppel::science {
namespace {

torch::Tensor leaf(torch::IntArrayRef shape) {
  torch::Tensor x = torch::randn(shape);
  if (shape.size() == 4) x = x.contiguous(torch::MemoryFormat::ChannelsLast);
  return x.requires_grad_(true);
}

// Values and gradients of two functions of (a, b), relative to the largest value.
using Operation = torch::Tensor (*)(const torch::Tensor&, const torch::Tensor&);
void expect_the_same(Operation fast, Operation plain, const torch::Tensor& a, const torch::Tensor& b,
                     const std::string& what) {
  const torch::Tensor x = fast(a, b), y = plain(a, b);
  const torch::Tensor cotangent = torch::randn(y.sizes());
  const auto gradients = torch::autograd::grad({x}, {a, b}, {cotangent});
  const auto expected = torch::autograd::grad({y}, {a, b}, {cotangent});
  const auto error = [](const torch::Tensor& p, const torch::Tensor& q) {
    return ((p - q).abs().max() / q.abs().max()).item<double>();
  };
  EXPECT_LT(error(x, y), 1e-5) << what;
  EXPECT_LT(error(gradients[0], expected[0]), 1e-5) << what << ", by the input";
  EXPECT_LT(error(gradients[1], expected[1]), 1e-5) << what << ", by the weights";
}

TEST(ChannelOps, AFilterForEachChannelEqualsTheLibrarysConvolution) {
  torch::manual_seed(1);
  for (const std::int64_t size : {1, 3, 5, 7, 9}) {
    for (const std::int64_t channels : {8, 21}) {  // whole and broken groups of eight
      expect_the_same(convolve_each_channel, convolve_each_channel_plainly, leaf({3, channels, 9, 13}),
                      leaf({channels, 1, size, size}), std::to_string(size) + " px");
    }
  }
}

TEST(ChannelOps, ImagesSmallerThanTheFilterAreNoException) {
  torch::manual_seed(2);
  for (const std::int64_t rows : {1, 2, 4}) {
    for (const std::int64_t cols : {1, 3, 5}) {
      expect_the_same(convolve_each_channel, convolve_each_channel_plainly, leaf({2, 16, rows, cols}),
                      leaf({16, 1, 7, 7}), std::to_string(rows) + " x " + std::to_string(cols));
    }
  }
}

TEST(ChannelOps, MixingEqualsAConvolutionOfOnePixel) {
  torch::manual_seed(3);
  expect_the_same(mix_channels, mix_channels_plainly, leaf({3, 12, 5, 7}), leaf({20, 12}), "mixing");
}

TEST(ChannelOps, BatchNormWithEluEqualsItsDefinition) {
  torch::manual_seed(4);
  for (const std::int64_t groups : {3, 12}) {
    const torch::Tensor x = leaf({4, 12, 6, 7}), gain = leaf({groups}), shift = leaf({groups});
    SharedNorm norm{gain, shift, torch::zeros({groups}), torch::ones({groups})};
    norm.nonlinearity = Nonlinearity::elu;
    const torch::Tensor out = normalise_batch(2 * x + 1, norm);

    const torch::Tensor grouped = (2 * x + 1).view({4, 12 / groups, groups, 6, 7});
    const torch::Tensor mean = grouped.mean({0, 1, 3, 4}, true);
    const torch::Tensor variance = (grouped - mean).square().mean({0, 1, 3, 4}, true);
    const torch::Tensor u =
        (grouped - mean) / (variance + norm.epsilon).sqrt() * gain.view({1, 1, -1, 1, 1}) +
        shift.view({1, 1, -1, 1, 1});
    const torch::Tensor plain = torch::where(u > 0, u, torch::exp(u) - 1).view(x.sizes());
    EXPECT_TRUE(torch::allclose(out, plain, 1e-5, 1e-5));
    EXPECT_TRUE(torch::allclose(norm.mean, 0.1 * mean.detach().flatten(), 1e-4, 1e-5));

    const torch::Tensor cotangent = torch::randn(x.sizes());
    const auto gradients = torch::autograd::grad({out}, {x, gain, shift}, {cotangent});
    const auto expected = torch::autograd::grad({plain}, {x, gain, shift}, {cotangent});
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_TRUE(torch::allclose(gradients[i], expected[i], 1e-4, 1e-4)) << groups << " groups, " << i;
  }
}

}  // namespace
}  // namespace doppel::science
