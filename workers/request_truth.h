// `doppel request truth`: the pipeline's own search and experiments on simulated neurons themselves.
#pragma once

#include <string>

#include "db/connection.h"

namespace doppel::workers {

struct TruthRequest {
  std::string dataset;
  std::string optimal_gabor_config = "local";
  std::string orientation_tuning_config = "paper";
  std::string phase_tuning_config = "paper";
  std::string size_contrast_config = "paper";
  std::string plaid_config = "paper";
};

// Asks for it for every simulated scan of the dataset; returns how many are new. Throws Error(bad_input) for
// an unknown name, or where the dataset has no scan whose population can be built again.
std::int32_t request_truth(db::Connection& connection, const TruthRequest& request);

}  // namespace doppel::workers
