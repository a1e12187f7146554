// Batch norm whose statistics are shared by groups of channels, with the non-linearity behind it, as one
// differentiable operation: it reads channels-last activations a few times only, where the plain composition
// does so a dozen times.
#pragma once

#include <torch/types.h>

namespace doppel::science {

enum class Nonlinearity { none, softplus, elu };
torch::Tensor activate(Nonlinearity nonlinearity, const torch::Tensor& u);

struct SharedNorm {
  torch::Tensor gain;      // (groups,), parameter; undefined: 1
  torch::Tensor shift;     // (groups,), parameter
  torch::Tensor mean;      // (groups,), running statistics; updated
  torch::Tensor variance;  // (groups,), unbiased, likewise
  double momentum = 0.1;   // share of the newest batch
  double epsilon = 1e-3;
  Nonlinearity nonlinearity = Nonlinearity::none;
};

// x: (n, channels, rows, cols), channels a multiple of groups, channel c in group c % groups. Batch
// statistics.
torch::Tensor normalise_batch(const torch::Tensor& x, const SharedNorm& norm);

// The same with the running statistics, which stay as they are.
torch::Tensor normalise_running(const torch::Tensor& x, const SharedNorm& norm);

}  // namespace doppel::science
