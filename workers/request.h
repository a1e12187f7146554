// `doppel request model`: fills the task tables, from which everything else follows.
#pragma once

#include <string>

#include "db/connection.h"
#include "workers/request_clusters.h"

namespace doppel::workers {

struct ModelRequest {
  std::string dataset, model_config, training_config;
  std::int64_t seed = 1;
  std::string optimal_gabor_config;  // empty: local, or coarse for a factorised readout (its search is slow)
  std::string orientation_tuning_config = "paper";
  std::string phase_tuning_config = "paper";
  std::string population_config = "tuning";
  ClusterRequest clusters;
  std::string size_contrast_config = "paper";
  std::string plaid_config = "paper";
  // What costs more is left out where it is empty.
  std::string glm_config;  // of the dataset, whatever the model
  std::string optimal_dog_config;
  std::string mei_config;
  std::string suboptimal_gabor_config;
  std::string stimulus_comparison_config = "paper";  // where DoGs and MEIs are asked for
};

// False if all of it had been asked for before. Throws Error(bad_input) for an unknown name, listing those
// that exist.
bool request_model(db::Connection& connection, const ModelRequest& request);

}  // namespace doppel::workers
