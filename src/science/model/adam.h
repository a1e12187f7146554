// Adam (Kingma & Ba 2015, algorithm 1; beta 0.9, 0.999, eps 1e-8) over a fixed list of parameters, with its
// moments in the open: checkpoints and "reload the best" save and restore them bit for bit.
#pragma once

#include <torch/types.h>

#include <vector>

namespace doppel::science {

class Adam {
 public:
  explicit Adam(std::vector<torch::Tensor> parameters);

  // One update from the parameters' gradients, which are cleared. A parameter without gradient stays as it
  // is.
  void step(double learning_rate);

  struct State {
    std::int64_t n_steps = 0;
    std::vector<torch::Tensor> first;  // one a parameter, its shape
    std::vector<torch::Tensor> second;
  };
  State copy_state() const;
  void restore(const State& state);

 private:
  std::vector<torch::Tensor> parameters_;
  State state_;
};

}  // namespace doppel::science
