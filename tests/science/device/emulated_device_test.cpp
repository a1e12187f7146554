// That the emulated device computes, and that it refuses what CUDA refuses: else the other tests of this
// folder would prove nothing.
#include "tests/science/device/emulated_device.h"

#include <gtest/gtest.h>
#include <torch/autograd.h>
#include <torch/types.h>

namespace doppel::science {
namespace {

class EmulatedDevice : public testing::Test {
 protected:
  void SetUp() override {
    if (!device_is_emulated()) GTEST_SKIP() << "there is a device";
  }
  torch::Tensor here(const torch::Tensor& of) const { return of.to(torch::Device(test_device())); }
};

TEST_F(EmulatedDevice, ComputesWhatTheCpuComputes) {
  const auto a = torch::randn({5, 4}), b = torch::randn({4, 3});
  const auto product = torch::softplus(here(a).mm(here(b)).t() + 1);
  EXPECT_EQ(product.device().str(), test_device());
  EXPECT_TRUE(torch::equal(product.cpu(), torch::softplus(a.mm(b).t() + 1)));
  EXPECT_TRUE(torch::equal(here(a).slice(0, 1, 4).select(1, 2).cpu(), a.slice(0, 1, 4).select(1, 2)));
}

TEST_F(EmulatedDevice, IsNeitherTheCpuNorCuda) {
  const auto x = here(torch::ones({2}));
  EXPECT_FALSE(x.is_cpu());
  EXPECT_FALSE(x.is_cuda());
}

TEST_F(EmulatedDevice, DifferentiatesAConvolution) {
  const auto gradients = [](const torch::Tensor& image, const torch::Tensor& filters) {
    const auto x = image.detach().requires_grad_(true), w = filters.detach().requires_grad_(true);
    return torch::autograd::grad({torch::conv2d(x, w, {}, 1, 1).square().sum()}, {x, w});
  };
  const auto image = torch::randn({2, 3, 6, 5}), filters = torch::randn({4, 3, 3, 3});
  const auto on_cpu = gradients(image, filters), on_device = gradients(here(image), here(filters));
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_TRUE(torch::allclose(on_device[i].cpu(), on_cpu[i], 1e-5, 1e-5)) << i;
}

TEST_F(EmulatedDevice, RefusesTensorsOfTwoDevices) {
  const auto x = here(torch::ones({3, 3})), rows = torch::tensor({0, 2}, torch::kInt64);
  EXPECT_THROW(x + torch::ones({3}), c10::Error);
  EXPECT_THROW(torch::ones({3, 3}).add_(x), c10::Error);
  EXPECT_THROW(x.mm(torch::ones({3, 3})), c10::Error);
  EXPECT_THROW(x.index_select(0, rows), c10::Error);
  EXPECT_THROW(x.gather(0, rows.view({1, 2})), c10::Error);
  EXPECT_THROW(x.masked_fill(torch::ones({3}, torch::kBool), 0), c10::Error);
  EXPECT_THROW(torch::cat({x, torch::ones({3, 3})}), c10::Error);
  EXPECT_THROW(torch::ones({3}).lerp_(here(torch::zeros({3})), 0.5), c10::Error);
  EXPECT_THROW(torch::conv2d(x.view({1, 1, 3, 3}), torch::ones({1, 1, 3, 3})), c10::Error);
}

TEST_F(EmulatedDevice, PermitsCopiesScalarsAndIndicesOfTheHost) {
  const auto x = here(torch::arange(6).view({3, 2}).to(torch::kFloat32));
  EXPECT_EQ((x + torch::tensor(1.0F)).sum().item<float>(), 21);
  EXPECT_EQ((torch::tensor(2.0F) * x).device().str(), test_device());
  EXPECT_EQ(x.index({torch::tensor({2, 0})}).sum().item<float>(), 10);
  auto on_host = torch::zeros({3, 2});
  on_host.copy_(x);
  EXPECT_EQ(on_host.sum().item<float>(), 15);
}

using EmulatedDeviceDeathTest = EmulatedDevice;

TEST_F(EmulatedDeviceDeathTest, TheHostCannotReadItsMemory) {
  const auto x = here(torch::ones({4}));
  volatile float seen = 0;
  EXPECT_DEATH(seen = x.data_ptr<float>()[0], "");
  const auto rows = x.accessor<float, 1>();
  EXPECT_DEATH(seen = rows[0], "");
  EXPECT_EQ(seen, 0);
}

}  // namespace
}  // namespace doppel::science
