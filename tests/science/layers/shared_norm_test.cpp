#include "science/layers/shared_norm.h"

#include <gtest/gtest.h>

namespace doppel::science {
namespace {

torch::Tensor drawn(torch::IntArrayRef shape) { return torch::randn(shape).requires_grad_(true); }

// Batch normalisation over groups of channels, from its definition. x: (n, channels, rows, cols).
struct Definition {
  Definition(const torch::Tensor& x, const SharedNorm& norm) {
    const std::int64_t groups = norm.gain.size(0);
    const torch::Tensor grouped = x.view({x.size(0), x.size(1) / groups, groups, x.size(2), x.size(3)});
    mean = grouped.mean({0, 1, 3, 4}, true);
    variance = (grouped - mean).square().mean({0, 1, 3, 4}, true);
    const torch::Tensor u =
        (grouped - mean) / (variance + norm.epsilon).sqrt() * norm.gain.view({1, 1, -1, 1, 1}) +
        norm.shift.view({1, 1, -1, 1, 1});
    out = bent(u, norm.nonlinearity).view(x.sizes());
  }

  static torch::Tensor bent(const torch::Tensor& u, Nonlinearity nonlinearity) {
    switch (nonlinearity) {
      case Nonlinearity::elu:
        return torch::where(u > 0, u, torch::exp(u) - 1);
      case Nonlinearity::softplus:
        return torch::log1p(torch::exp(u));
      case Nonlinearity::none:
        break;
    }
    return u;
  }

  torch::Tensor mean, variance, out;
};

TEST(SharedNorm, EqualsItsDefinition) {
  torch::manual_seed(4);
  for (const Nonlinearity nonlinearity : {Nonlinearity::elu, Nonlinearity::none, Nonlinearity::softplus}) {
    for (const std::int64_t groups : {3, 12}) {
      const torch::Tensor x = drawn({4, 12, 6, 7}), gain = drawn({groups}), shift = drawn({groups});
      SharedNorm norm{gain, shift, torch::zeros({groups}), torch::ones({groups})};
      norm.nonlinearity = nonlinearity;
      const Definition plain(2 * x + 1, norm);
      const torch::Tensor out = normalise_batch(2 * x + 1, norm);
      EXPECT_TRUE(torch::allclose(out, plain.out, 1e-5, 1e-5));
      EXPECT_TRUE(torch::allclose(norm.mean, 0.1 * plain.mean.detach().flatten(), 1e-4, 1e-5));

      const torch::Tensor cotangent = torch::randn(x.sizes());
      const auto gradients = torch::autograd::grad({out}, {x, gain, shift}, {cotangent});
      const auto expected = torch::autograd::grad({plain.out}, {x, gain, shift}, {cotangent});
      for (std::size_t i = 0; i < 3; ++i)
        EXPECT_TRUE(torch::allclose(gradients[i], expected[i], 1e-4, 1e-4)) << groups << " groups, " << i;
    }
  }
}

// The variance comes from sums of squares; far from the running mean they must not cancel to noise.
TEST(SharedNorm, AMeanOfManyStandardDeviationsCostsNoPrecision) {
  torch::manual_seed(5);
  const torch::Tensor x = torch::randn({4, 8, 20, 30}) + 300;
  SharedNorm norm{torch::ones({8}), torch::zeros({8}), torch::zeros({8}), torch::ones({8})};
  norm.nonlinearity = Nonlinearity::none;
  const torch::Tensor out = normalise_batch(x, norm);
  EXPECT_LT(out.mean({0, 2, 3}).abs().max().item<double>(), 1e-3);
  EXPECT_LT((out.square().mean({0, 2, 3}) - 1).abs().max().item<double>(), 5e-3);
}

}  // namespace
}  // namespace doppel::science
