#include "workers/request_stimuli.h"

#include <set>

#include "relation/ddl.h"
#include "schema/alignment.h"
#include "schema/cluster_tuning.h"
#include "schema/clustering.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/neuron_group.h"
#include "schema/optimal_dog.h"
#include "schema/stimuli.h"
#include "util/error.h"
#include "workers/model_key.h"
#include "workers/neuron_group.h"
#include "workers/request_rows.h"

namespace doppel::workers {

using relation::Key;

namespace {

// Names of the settings with which a stage of the model has been asked for.
template <class Row>
std::set<std::string> asked_for(db::Transaction& transaction, const relation::RowTable<Row>& tasks,
                                const Key& model, const std::string& column) {
  std::set<std::string> names;
  for (const auto& row : db::fetch(transaction, tasks, model)) names.insert(row.key.text(column));
  return names;
}

std::set<std::string> gabor_grids(db::Transaction& transaction, const Key& model, const std::string& chosen) {
  auto grids = asked_for(transaction, schema::optimal_gabor_task(), model, "optimal_gabor_config");
  if (!chosen.empty() && grids.contains(chosen)) return {chosen};
  if (chosen.empty() && !grids.empty()) return grids;
  throw Error(ErrorClass::bad_input,
              "no optimal Gabors " + (chosen.empty() ? std::string() : "of the grid '" + chosen + "' ") +
                  "have been asked for of the model " + model.to_string(),
              "ask for them first: doppel request model --gabors GRID");
}

std::set<std::string> dog_grids(db::Transaction& transaction, const Key& model, const std::string& chosen) {
  auto grids = asked_for(transaction, schema::optimal_dog_task(), model, "optimal_dog_config");
  if (!chosen.empty() || grids.empty()) grids = {chosen.empty() ? "local" : chosen};
  for (const auto& grid : grids) require_row(transaction, schema::optimal_dog_config(), grid);
  return grids;
}

// The tasks for one grid of Gabors and one of differences of Gaussians.
bool add_tasks(db::Transaction& transaction, const Key& gabors, const std::string& dog_grid,
               const ClusterStimuliRequest& request) {
  const Key dogs = gabors.with({{"optimal_dog_config", dog_grid}});
  bool added = add_if_missing(transaction, schema::cluster_gabor_task(), gabors);
  added |= add_if_missing(transaction, schema::cluster_dog_task(), dogs);
  if (request.experiments) added |= add_if_missing(transaction, schema::cluster_experiment_task(), gabors);
  if (request.cluster_mei_config.empty()) return added;
  added |= add_if_missing(transaction, schema::cluster_mei_task(),
                          gabors.with({{"cluster_mei_config", request.cluster_mei_config}}));
  if (!request.experiments) return added;
  return add_if_missing(transaction, schema::cluster_stimulus_comparison_task(),
                        dogs.with({{"cluster_mei_config", request.cluster_mei_config},
                                   {"stimulus_comparison_config", request.stimulus_comparison_config}})) ||
         added;
}

// The neurons of the rows that a person chose, in the order of their keys.
std::vector<Key> chosen_neurons(db::Transaction& transaction, const Key& model, const NeuronChoice& choice) {
  const relation::Table& table = *choice.from;
  for (const auto& column : neuron_columns()) {
    if (table.find(column)) continue;
    throw Error(ErrorClass::usage,
                table.qualified() + " has no column " + column + ", so that its rows name no neurons",
                "choose from a table of neurons, such as optimal_gabor or orientation_tuning");
  }
  std::vector<db::Parameter> parameters(choice.where.values.begin(), choice.where.values.end());
  std::string rows =
      "select * from " + relation::quote_qualified(table.qualified()) + " where (" + choice.where.sql + ")";
  for (const auto& column : model_columns()) {
    const relation::Column* there = table.find(column);
    if (!there) continue;
    parameters.emplace_back(relation::to_text(model.at(column), there->type));
    rows += " and " + column + " = $" + std::to_string(parameters.size());
  }
  parameters.emplace_back(model.text("dataset"));
  const auto found = transaction.query(
      "select distinct " + relation::column_list(neuron_columns(), "d.") + " from (" + rows +
          ") t join twin.dataset_neuron d on " + relation::equal_columns(neuron_columns(), "t", "d") +
          " where d.dataset = $" + std::to_string(parameters.size()) + " order by 1, 2, 3, 4",
      parameters);
  std::vector<Key> neurons;
  for (std::size_t i = 0; i < found.size(); ++i) {
    neurons.push_back({{"animal_id", found.integer(i, 0)},
                       {"session", found.integer(i, 1)},
                       {"scan_idx", found.integer(i, 2)},
                       {"unit_id", found.integer(i, 3)}});
  }
  return neurons;
}

// A clustering_config of that name, which no setting of k-means may have.
void add_config(db::Transaction& transaction, const std::string& name) {
  const Key key{{"clustering_config", name}};
  if (!db::fetch(transaction, schema::neuron_group(), key).empty()) return;
  if (!db::fetch(transaction, schema::clustering_config(), key).empty()) {
    throw Error(ErrorClass::bad_input, "'" + name + "' is a setting of k-means",
                "choose another name for the set");
  }
  db::insert(transaction, schema::clustering_config(), {{key, 1, 1, 10, 1e-4, 1, std::nullopt}});
}

void add_group(db::Transaction& transaction, const Key& group, const std::vector<Key>& neurons,
               const NeuronChoice& choice) {
  if (neurons.empty()) {
    throw Error(ErrorClass::bad_input,
                "no neuron of dataset '" + group.text("dataset") + "' has a row of " +
                    choice.from->qualified() + " where " + choice.text,
                "look at the rows first: doppel sql");
  }
  add_config(transaction, group.text("clustering_config"));
  db::insert(transaction, schema::neuron_group(), {{group, choice.from->name, choice.text}});
  std::vector<schema::NeuronGroupMember> members;
  for (const Key& neuron : neurons) members.push_back({with_neuron(group, neuron)});
  db::insert(transaction, schema::neuron_group_member(), members);
}

// The members, after the set was made or found to be the same.
std::vector<Key> settle_group(db::Transaction& transaction, const NamedStimuliRequest& request) {
  const Key group{{"dataset", request.training_task.at("dataset")}, {"clustering_config", request.name}};
  const auto there = group_members(transaction, group);
  if (!request.choice.from) {
    if (!there.empty()) return there;
    throw Error(ErrorClass::bad_input,
                "dataset '" + group.text("dataset") + "' has no set of neurons '" + request.name + "'",
                "say which neurons it shall hold: --where");
  }
  const auto chosen = chosen_neurons(transaction, request.training_task, request.choice);
  if (there.empty()) {
    add_group(transaction, group, chosen, request.choice);
  } else if (there != chosen) {
    throw Error(ErrorClass::bad_input, "the set '" + request.name + "' holds other neurons",
                "choose another name; a set stays as it was named");
  }
  return chosen;
}

bool add_clustering(db::Transaction& transaction, const Key& clustering, const std::vector<Key>& members) {
  bool added =
      add_if_missing(transaction, schema::alignment_task(),
                     model_of(clustering).with({{"alignment_config", clustering.at("alignment_config")}}));
  if (!db::fetch(transaction, schema::clustering_task(), clustering).empty()) return added;
  db::insert(transaction, schema::clustering_task(), {{clustering, sha256_of(members)}});
  return true;
}

}  // namespace

bool add_cluster_stimuli(db::Transaction& transaction, const Key& clustering,
                         const ClusterStimuliRequest& request) {
  if (!request.cluster_mei_config.empty())
    require_row(transaction, schema::cluster_mei_config(), request.cluster_mei_config);
  require_row(transaction, schema::stimulus_comparison_config(), request.stimulus_comparison_config);
  const Key model = model_of(clustering);
  bool added = false;
  for (const auto& gabor_grid : gabor_grids(transaction, model, request.optimal_gabor_config)) {
    for (const auto& dog_grid : dog_grids(transaction, model, request.optimal_dog_config)) {
      added |=
          add_tasks(transaction, clustering.with({{"optimal_gabor_config", gabor_grid}}), dog_grid, request);
    }
  }
  return added;
}

NamedStimuliReport request_named_stimuli(db::Connection& connection, const NamedStimuliRequest& request) {
  db::Transaction transaction(connection);
  const Key& model = request.training_task;
  require_row(transaction, schema::dataset(), model.text("dataset"));
  require_row(transaction, schema::alignment_config(), request.alignment_config);
  if (db::fetch(transaction, schema::training_task(), model).empty()) {
    throw Error(ErrorClass::bad_input, "nobody has asked for the model " + model.to_string(),
                "ask for it first: doppel request model");
  }
  const auto members = settle_group(transaction, request);
  const Key clustering =
      model.with({{"alignment_config", request.alignment_config}, {"clustering_config", request.name}});
  bool added = add_clustering(transaction, clustering, members);
  added |= add_cluster_stimuli(transaction, clustering, request.stimuli);
  transaction.commit();
  return {members.size(), added};
}

}  // namespace doppel::workers
