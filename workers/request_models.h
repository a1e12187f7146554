// Requests about several models at once: `doppel request ensemble`, `doppel compare`.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"

namespace doppel::workers {

struct EnsembleRequest {
  std::string name, dataset, model_config, training_config;
  std::vector<std::int64_t> seeds;
};

// The ensemble of a dataset's models that differ in their seeds; asks for those trainings that nobody has
// asked for. False if all of it had been asked for before. Throws Error(bad_input) for an unknown name, fewer
// than two seeds, or a set of that name with other models.
bool request_ensemble(db::Connection& connection, const EnsembleRequest& request);

// Settings of models whose core is that of a trained one, frozen: a row of model_config of that name, with
// the architecture of the model. False if it is there already. Throws Error(bad_input) where the model is not
// trained, or the name stands for other settings.
bool add_transfer_settings(db::Connection& connection, const std::string& name, const relation::Key& model);

struct ModelComparisonRequest {
  std::string name;          // empty: made of what is compared
  relation::Key one, other;  // some columns of population_task each, enough to tell a row
  std::string matching = "key";
};

// Adds the comparison unless it is there, and returns its name. Throws Error(bad_input) where a key tells no
// population or several, both are the same, or the name stands for another comparison.
std::string request_model_comparison(db::Connection& connection, const ModelComparisonRequest& request);

}  // namespace doppel::workers
