// `doppel request search`: draws regularisation weights and asks for a model of each.
#pragma once

#include <array>
#include <string>

#include "db/connection.h"

namespace doppel::workers {

struct WeightSearchRequest {
  std::string name, dataset, model_config, training_config;
  std::int32_t n_draws = 20;
  std::int64_t draw_seed = 1, model_seed = 1;
  // Lowest and highest weight, drawn log-uniformly (the ranges of Ecker et al. 2019).
  std::array<float, 2> smooth{.001F, .03F}, sparse{.001F, .1F}, readout{.005F, .03F};

  void check() const;  // throws Error(usage) naming the range
};

// One row of model_config a draw, called NAME_000 and so on, and a training task for each; nothing behind the
// model. Returns how many trainings were newly asked for: a search of the same name and settings may be asked
// for again for another dataset, training or seed. Throws Error(usage) where the name stands for other
// settings.
std::int32_t request_weight_search(db::Connection& connection, const WeightSearchRequest& request);

}  // namespace doppel::workers
