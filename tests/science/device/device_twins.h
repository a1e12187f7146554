// A twin of each kind, on the CPU and on the device that tests run on, and how close their answers must be.
#pragma once

#include <gtest/gtest.h>
#include <torch/types.h>

#include <cmath>
#include <string>
#include <vector>

#include "science/model/config.h"
#include "science/model/twin.h"

namespace doppel::science {

struct TwinKind {
  std::string readout, last_layer, nonlinearity;
  std::int32_t n_orientations;
};

// Together: both readouts, all kinds of layers, both non-linearities.
inline const TwinKind kTwinKinds[] = {{"gaussian", "dense", "softplus", 8},
                                      {"gaussian", "mixed_separable", "elu", 4},
                                      {"factorised", "dense", "elu", 4},
                                      {"factorised", "separable", "softplus", 8}};

// What gtest prints and appends to a test's name.
std::string name_of(const testing::TestParamInfo<TwinKind>& info);
void PrintTo(const TwinKind& kind, std::ostream* out);

// Filters of 5 and 3 px, F = 2.
ModelConfig config_of(const TwinKind& kind);

// The same random twin twice, 16 x 20 px.
struct Twins {
  Twin cpu, device;
};
Twins twins_of(const TwinKind& kind, std::int64_t n_neurons = 6);

// Float32 sums in another order, relative to the largest value.
constexpr double kRounding = 1e-4;
void expect_close(const torch::Tensor& on_device, const torch::Tensor& on_cpu, double relative = kRounding);
void expect_close(const std::vector<float>& on_device, const std::vector<float>& on_cpu,
                  double relative = kRounding);
void expect_close(double on_device, double on_cpu, double relative = kRounding);

}  // namespace doppel::science
