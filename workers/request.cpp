#include "workers/request.h"

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/population.h"
#include "schema/stimuli.h"
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
  added |= add_cluster_tasks(transaction, task, request.clusters);
  transaction.commit();
  return added;
}

}  // namespace doppel::workers
