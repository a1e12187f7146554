#include "workers/request.h"

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/glm.h"
#include "schema/interactions.h"
#include "schema/mei.h"
#include "schema/model.h"
#include "schema/optimal_dog.h"
#include "schema/population.h"
#include "schema/stimuli.h"
#include "schema/stimulus_comparison.h"
#include "schema/suboptimal_gabor.h"
#include "schema/tuning.h"
#include "workers/request_rows.h"

namespace doppel::workers {

using relation::Key;

namespace {

// A twin with masks evaluates whole images at each location: only a coarse grid is affordable by default.
std::string default_grid(db::Transaction& transaction, const std::string& model_config) {
  const auto row = db::fetch_one(transaction, schema::model_config(), Key{{"model_config", model_config}});
  return row.readout == "factorised" ? "coarse" : "local";
}

// An optional stage: a task where its setting is named.
template <class Config, class Task>
bool ask_for(db::Transaction& transaction, const relation::RowTable<Config>& configs,
             const relation::RowTable<Task>& tasks, const Key& of, const std::string& config) {
  if (config.empty()) return false;
  require_row(transaction, configs, config);
  return add_if_missing(transaction, tasks, of.with({{configs.table().key.front().name, config}}));
}

// Experiments with the neuron's own optimal Gabor.
bool ask_for_interactions(db::Transaction& transaction, const ModelRequest& request, const Key& gabors) {
  bool added = ask_for(transaction, schema::size_contrast_config(), schema::size_contrast_task(), gabors,
                       request.size_contrast_config);
  added |= ask_for(transaction, schema::plaid_config(), schema::plaid_task(), gabors, request.plaid_config);
  return added;
}

// Stimuli other than Gabors, and all of them compared.
bool ask_for_stimuli(db::Transaction& transaction, const ModelRequest& request, const Key& task) {
  bool added = ask_for(transaction, schema::optimal_dog_config(), schema::optimal_dog_task(), task,
                       request.optimal_dog_config);
  added |= ask_for(transaction, schema::mei_config(), schema::mei_task(), task, request.mei_config);
  if (request.optimal_dog_config.empty() || request.mei_config.empty()) return added;
  const Key all = task.with({{"optimal_gabor_config", request.optimal_gabor_config},
                             {"optimal_dog_config", request.optimal_dog_config},
                             {"mei_config", request.mei_config}});
  added |= ask_for(transaction, schema::stimulus_comparison_config(), schema::stimulus_comparison_task(), all,
                   request.stimulus_comparison_config);
  return added;
}

}  // namespace

bool request_model(db::Connection& connection, const ModelRequest& asked) {
  db::Transaction transaction(connection);
  ModelRequest request = asked;
  require_row(transaction, schema::dataset(), request.dataset);
  require_row(transaction, schema::model_config(), request.model_config);
  require_row(transaction, schema::training_config(), request.training_config);
  if (request.optimal_gabor_config.empty()) {
    request.optimal_gabor_config = default_grid(transaction, request.model_config);
  }
  require_row(transaction, schema::optimal_gabor_config(), request.optimal_gabor_config);
  require_row(transaction, schema::orientation_tuning_config(), request.orientation_tuning_config);
  require_row(transaction, schema::phase_tuning_config(), request.phase_tuning_config);
  require_row(transaction, schema::population_config(), request.population_config);

  const Key task{{"dataset", request.dataset},
                 {"model_config", request.model_config},
                 {"training_config", request.training_config},
                 {"seed", request.seed}};
  const Key gabors = task.with({{"optimal_gabor_config", request.optimal_gabor_config}});
  bool added = add_if_missing(transaction, schema::training_task(), task);
  added |= add_if_missing(transaction, schema::optimal_gabor_task(), gabors);
  added |= add_if_missing(transaction, schema::orientation_tuning_task(),
                          gabors.with({{"orientation_tuning_config", request.orientation_tuning_config}}));
  added |= add_if_missing(transaction, schema::phase_tuning_task(),
                          gabors.with({{"phase_tuning_config", request.phase_tuning_config}}));
  added |= add_if_missing(transaction, schema::population_task(),
                          gabors.with({{"population_config", request.population_config}}));
  added |= ask_for_interactions(transaction, request, gabors);
  added |= ask_for_stimuli(transaction, request, task);
  added |= ask_for(transaction, schema::glm_config(), schema::glm_task(), Key{{"dataset", request.dataset}},
                   request.glm_config);
  added |= ask_for(transaction, schema::suboptimal_gabor_config(), schema::suboptimal_gabor_task(), gabors,
                   request.suboptimal_gabor_config);
  // Last, since clusters go by the populations and grids that the model has.
  added |= add_cluster_tasks(transaction, task, request.clusters);
  transaction.commit();
  return added;
}

}  // namespace doppel::workers
