#include "science/layers/separable_layer.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace doppel::science {
namespace {

torch::Tensor leaf(torch::IntArrayRef shape, double scale = 1) {
  torch::Tensor x = torch::randn(shape) * scale;
  if (shape.size() == 4 && shape[1] > 1) x = x.contiguous(torch::MemoryFormat::ChannelsLast);
  return x.requires_grad_(true);
}

// A layer from 16 to 24 channels; without mixing before, from 24.
SeparableWeights weights_of(std::int64_t filter_size, bool mixed_before) {
  return {mixed_before ? leaf({24, 16}, .2) : torch::Tensor(), leaf({24, 1, filter_size, filter_size}),
          leaf({32, 24}, .2)};
}

// A square matrix whose rows for other orientations are those of the first, rolled.
torch::Tensor rolled(const torch::Tensor& rows, std::int64_t n_orientations) {
  std::vector<torch::Tensor> turned;
  for (std::int64_t o = 0; o < n_orientations; ++o) turned.push_back(rows.roll(o * rows.size(0), 1));
  return torch::cat(turned);
}

std::vector<torch::Tensor> leaves(const torch::Tensor& x, const SeparableWeights& weights) {
  std::vector<torch::Tensor> all{x, weights.filters, weights.after};
  if (weights.before.defined()) all.push_back(weights.before);
  return all;
}

// Values and gradients, relative to the largest value.
void expect_the_same(const torch::Tensor& x, const SeparableWeights& weights, const std::string& what,
                     std::int64_t margin = 0) {
  const torch::Tensor fast = separable_layer(x, weights, margin);
  const torch::Tensor plain = separable_layer_plainly(x, weights, margin);
  const torch::Tensor cotangent = torch::randn(plain.sizes());
  const auto gradients = torch::autograd::grad({fast}, leaves(x, weights), {cotangent});
  const auto expected = torch::autograd::grad({plain}, leaves(x, weights), {cotangent});
  const auto error = [](const torch::Tensor& p, const torch::Tensor& q) {
    return ((p - q).abs().max() / q.abs().max()).item<double>();
  };
  EXPECT_LT(error(fast, plain), 1e-5) << what;
  for (std::size_t i = 0; i < gradients.size(); ++i)
    EXPECT_LT(error(gradients[i], expected[i]), 1e-5) << what << ", gradient " << i;
}

TEST(SeparableLayer, EqualsTheLibrarysConvolutions) {
  torch::manual_seed(1);
  for (const std::int64_t size : {1, 3, 5, 7, 9, 11}) {
    for (const bool mixed_before : {false, true}) {
      expect_the_same(leaf({3, mixed_before ? 16 : 24, 12, 23}), weights_of(size, mixed_before),
                      std::to_string(size) + " px");
    }
  }
}

TEST(SeparableLayer, ImagesSmallerThanTheFilterAreNoException) {
  torch::manual_seed(2);
  for (const std::int64_t rows : {1, 2, 4}) {
    for (const std::int64_t cols : {1, 3, 5}) {
      expect_the_same(leaf({2, 16, rows, cols}), weights_of(7, true),
                      std::to_string(rows) + " x " + std::to_string(cols));
    }
  }
}

TEST(SeparableLayer, AMarginLeavesOutTheEdges) {
  torch::manual_seed(5);
  for (const std::int64_t margin : {1, 2, 3}) {
    for (const bool mixed_before : {false, true}) {
      expect_the_same(leaf({3, mixed_before ? 16 : 24, 7, 23}), weights_of(7, mixed_before),
                      "margin " + std::to_string(margin), margin);
    }
  }
  const torch::Tensor x = leaf({3, 16, 12, 23});
  const SeparableWeights weights = weights_of(7, true);
  EXPECT_TRUE(torch::allclose(separable_layer(x, weights, 3),
                              separable_layer(x, weights).slice(2, 3, 9).slice(3, 3, 20), 1e-5, 1e-4));
}

// In waves of the orientations or, with other numbers of orientations and features, as any matrix.
TEST(SeparableLayer, RolledRowsEqualTheirMatrix) {
  torch::manual_seed(6);
  for (const auto& [orientations, features] : {std::pair{8, 16}, {8, 24}, {8, 8}, {4, 16}, {8, 20}}) {
    const std::int64_t n_orientations = orientations, channels = n_orientations * features;
    for (const bool mixed_before : {true, false}) {
      const torch::Tensor x = leaf({3, channels, 12, 9});
      const torch::Tensor filters = leaf({channels, 1, 5, 5}), after = leaf({features, channels}, .2);
      const torch::Tensor before = mixed_before ? leaf({features, channels}, .2) : torch::Tensor();
      std::vector<torch::Tensor> sources{x, filters, after};
      if (mixed_before) sources.push_back(before);
      const auto result = [&](bool known_to_be_rolled) {
        const SeparableWeights weights{mixed_before ? rolled(before, n_orientations) : before, filters,
                                       rolled(after, n_orientations),
                                       known_to_be_rolled ? n_orientations : 1};
        torch::Tensor out =
            known_to_be_rolled ? separable_layer(x, weights, 2) : separable_layer_plainly(x, weights, 2);
        auto all = torch::autograd::grad({out.square().sum()}, sources);
        all.push_back(out);
        return all;
      };
      const auto fast = result(true), plain = result(false);
      for (std::size_t i = 0; i < fast.size(); ++i)
        EXPECT_LT(((fast[i] - plain[i]).abs().max() / plain[i].abs().max()).item<double>(), 1e-5)
            << n_orientations << " x " << features << ", " << mixed_before << ", " << i;
    }
  }
}

TEST(SeparableLayer, FixedWeightsChangeNothingForTheImages) {
  torch::manual_seed(6);
  const torch::Tensor x = leaf({3, 16, 12, 23});
  const SeparableWeights weights = weights_of(7, true);
  const SeparableWeights fixed{weights.before.detach(), weights.filters.detach(), weights.after.detach()};
  const auto by_images = [&](const SeparableWeights& w) {
    return torch::autograd::grad({separable_layer(x, w, 3).square().sum()}, {x}).front();
  };
  EXPECT_TRUE(torch::equal(by_images(weights), by_images(fixed)));
}

TEST(SeparableLayer, TakesAnyNumberOfChannelsAndAnyLayout) {
  torch::manual_seed(3);
  const SeparableWeights odd{leaf({5, 3}), leaf({5, 1, 7, 7}), leaf({4, 5})};
  expect_the_same(leaf({2, 3, 9, 8}), odd, "5 channels");
  const torch::Tensor rows_first = torch::randn({2, 16, 9, 8}).requires_grad_(true);
  expect_the_same(rows_first, weights_of(5, true), "channels first");
}

TEST(SeparableLayer, TheBitsDoNotDependOnTheThreads) {
  torch::manual_seed(4);
  const torch::Tensor x = leaf({5, 16, 12, 23});
  const SeparableWeights weights = weights_of(7, true);
  const auto gradients = [&] {
    return torch::autograd::grad({separable_layer(x, weights).square().sum()}, leaves(x, weights));
  };
  const int threads = at::get_num_threads();
  at::set_num_threads(1);
  const auto alone = gradients();
  at::set_num_threads(2);
  const auto shared = gradients();
  at::set_num_threads(threads);
  for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_TRUE(torch::equal(alone[i], shared[i])) << i;
}

}  // namespace
}  // namespace doppel::science
