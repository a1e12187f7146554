#include "science/model/adam.h"

#include <cmath>

namespace doppel::science {
namespace {
constexpr double beta_first = 0.9;
constexpr double beta_second = 0.999;
constexpr double epsilon = 1e-8;
}  // namespace

Adam::Adam(std::vector<torch::Tensor> parameters) : parameters_(std::move(parameters)) {
  for (const torch::Tensor& parameter : parameters_) {
    state_.first.push_back(torch::zeros_like(parameter, torch::TensorOptions().requires_grad(false)));
    state_.second.push_back(torch::zeros_like(parameter, torch::TensorOptions().requires_grad(false)));
  }
}

void Adam::step(double learning_rate) {
  torch::NoGradGuard no_grad;
  ++state_.n_steps;
  const auto n_steps = static_cast<double>(state_.n_steps);
  const double first_correction = 1 - std::pow(beta_first, n_steps);
  const double second_correction = std::sqrt(1 - std::pow(beta_second, n_steps));
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const torch::Tensor gradient = parameters_[i].grad();
    if (!gradient.defined()) continue;
    state_.first[i].lerp_(gradient, 1 - beta_first);
    state_.second[i].mul_(beta_second).addcmul_(gradient, gradient, 1 - beta_second);
    const torch::Tensor scale = (state_.second[i].sqrt() / second_correction).add_(epsilon);
    parameters_[i].addcdiv_(state_.first[i], scale, -learning_rate / first_correction);
    parameters_[i].mutable_grad().reset();
  }
}

Adam::State Adam::copy_state() const {
  State copy{state_.n_steps, {}, {}};
  for (const torch::Tensor& tensor : state_.first) copy.first.push_back(tensor.clone());
  for (const torch::Tensor& tensor : state_.second) copy.second.push_back(tensor.clone());
  return copy;
}

void Adam::restore(const State& state) {
  state_.n_steps = state.n_steps;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    state_.first[i].copy_(state.first[i]);
    state_.second[i].copy_(state.second[i]);
  }
}

}  // namespace doppel::science
