#include "workers/request_models.h"

#include <algorithm>

#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/model_comparison.h"
#include "schema/model_set.h"
#include "schema/population.h"
#include "util/error.h"
#include "workers/model_key.h"
#include "workers/request_rows.h"

namespace doppel::workers {
namespace {

using relation::Key;

std::vector<Key> models_of(const EnsembleRequest& request) {
  auto seeds = request.seeds;
  std::ranges::sort(seeds);
  seeds.erase(std::unique(seeds.begin(), seeds.end()), seeds.end());
  if (seeds.size() < 2) {
    throw Error(ErrorClass::bad_input, "an ensemble takes two models at least",
                "name more seeds: --seeds 1 2 3");
  }
  std::vector<Key> models;
  for (const auto seed : seeds) {
    models.push_back(Key{{"dataset", request.dataset},
                         {"model_config", request.model_config},
                         {"training_config", request.training_config},
                         {"seed", seed}});
  }
  return models;
}

Key with_model(const Key& set, const Key& model) {
  return set.with({{"model_config", model.at("model_config")},
                   {"training_config", model.at("training_config")},
                   {"seed", model.at("seed")}});
}

std::string name_of(const Key& population) {
  std::string name;
  for (const auto& column : population_columns()) {
    name += name.empty() ? "" : "/";
    name += column == "seed" ? std::to_string(population.integer(column)) : population.text(column);
  }
  return name;
}

Key population_that_matches(db::Transaction& transaction, const Key& chosen) {
  const auto rows = db::fetch(transaction, schema::population_task(), chosen);
  if (rows.size() == 1) return rows.front().key;
  if (rows.empty()) {
    throw Error(ErrorClass::bad_input, "nobody has asked for a population " + chosen.to_string(),
                "ask for the model and its population first: doppel request model");
  }
  std::string names;
  for (const auto& row : rows) names += (names.empty() ? "" : ", ") + name_of(row.key);
  throw Error(ErrorClass::bad_input, "several populations match " + chosen.to_string(),
              "choose by --gabors or --population one of: " + names);
}

// As they are in the database, the one first.
std::vector<Key> compared_populations(db::Transaction& transaction, const Key& task) {
  auto rows = db::fetch(transaction, schema::compared_population(), task);
  std::ranges::sort(rows, {}, [](const auto& row) { return row.comparison_place; });
  std::vector<Key> populations;
  for (const auto& row : rows) populations.push_back(row.key.project(population_columns()));
  return populations;
}

}  // namespace

bool request_ensemble(db::Connection& connection, const EnsembleRequest& request) {
  db::Transaction transaction(connection);
  require_row(transaction, schema::dataset(), request.dataset);
  require_row(transaction, schema::model_config(), request.model_config);
  require_row(transaction, schema::training_config(), request.training_config);
  const auto models = models_of(request);
  const Key set{{"dataset", request.dataset}, {"model_set", request.name}};
  std::vector<schema::ModelSetMember> members;
  for (const Key& model : models) {
    add_if_missing(transaction, schema::training_task(), model);
    members.push_back({with_model(set, model), static_cast<std::int32_t>(members.size())});
  }
  if (add_if_missing(transaction, schema::model_set(), set)) {
    db::insert(transaction, schema::model_set_member(), members);
    transaction.commit();
    return true;
  }
  const auto there = db::fetch(transaction, schema::model_set_member(), set);
  const bool same =
      std::ranges::equal(there, members, {}, &schema::ModelSetMember::key, &schema::ModelSetMember::key);
  if (same) return false;
  throw Error(ErrorClass::bad_input, "the models of the set '" + request.name + "' are others",
              "choose another name; a set stays as it was asked for");
}

bool add_transfer_settings(db::Connection& connection, const std::string& name, const Key& model) {
  db::Transaction transaction(connection);
  const auto trained = db::fetch(transaction, schema::model(), model);
  if (trained.empty()) {
    throw Error(ErrorClass::bad_input, "there is no trained model " + model.to_string(),
                "ask for it (doppel request model) and train it: doppel populate --tables model");
  }
  auto settings = db::fetch_one(transaction, schema::model_config(), model.project({"model_config"}));
  settings.key = Key{{"model_config", name}};
  settings.core_sha256 = trained.front().weights_sha256;
  settings.core_source = model.to_string();
  const auto& table = schema::model_config();
  const auto there = db::fetch(transaction, table, settings.key);
  if (there.empty()) {
    db::insert(transaction, table, {settings});
    transaction.commit();
    return true;
  }
  if (table.values(there.front()) == table.values(settings)) return false;
  throw Error(ErrorClass::bad_input, "there are other settings of the name '" + name + "'",
              "choose another name; models of the old ones depend on them");
}

std::string request_model_comparison(db::Connection& connection, const ModelComparisonRequest& request) {
  db::Transaction transaction(connection);
  const std::vector<Key> populations{population_that_matches(transaction, request.one),
                                     population_that_matches(transaction, request.other)};
  if (populations[0] == populations[1]) {
    throw Error(ErrorClass::bad_input, "a population is compared with itself: " + name_of(populations[0]),
                "say in what the other one differs, e.g. --with-seed 2");
  }
  const std::string name = !request.name.empty()
                               ? request.name
                               : name_of(populations[0]) + " with " + name_of(populations[1]) +
                                     (request.matching == "unit" ? " by unit" : "");
  const Key task{{"model_comparison", name}};
  const auto there = db::fetch(transaction, schema::model_comparison_task(), task);
  if (there.empty()) {
    std::vector<schema::ComparedPopulation> rows;
    for (std::size_t place = 0; place < 2; ++place) {
      Key key = task;
      for (const auto& column : population_columns())
        key = key.with({{column, populations[place].at(column)}});
      rows.push_back({key, static_cast<std::int32_t>(place)});
    }
    db::insert(transaction, schema::model_comparison_task(), {{task, request.matching}});
    db::insert(transaction, schema::compared_population(), rows);
    transaction.commit();
    return name;
  }
  if (there.front().matching == request.matching && compared_populations(transaction, task) == populations)
    return name;
  throw Error(ErrorClass::bad_input, "there is another comparison of the name '" + name + "'",
              "choose another name; a comparison stays as it was asked for");
}

}  // namespace doppel::workers
