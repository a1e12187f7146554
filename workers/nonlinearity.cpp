// nonlinearity: the share by which a twin predicts a neuron better than the GLM baseline does.
#include <map>

#include "db/rows.h"
#include "schema/glm.h"
#include "schema/scores.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct NonlinearityInput {
  std::vector<Key> keys;
  schema::GlmConfigRow config;
  std::vector<float> twin, glm;  // single-trial test correlations of each key's neuron
};

std::vector<std::string> neuron_and(const std::vector<std::string>& others) {
  auto columns = others;
  columns.insert(columns.end(), neuron_columns().begin(), neuron_columns().end());
  return columns;
}

template <class Row>
std::vector<float> fetch_scores(db::Transaction& snapshot, const relation::RowTable<Row>& table,
                                const std::vector<Key>& keys, float Row::*score) {
  std::map<Key, float> scores;
  for (const auto& row : db::fetch(snapshot, table, keys)) scores.emplace(row.key, row.*score);
  std::vector<float> in_order;
  for (const auto& key : keys) in_order.push_back(scores.at(key));
  return in_order;
}

class NonlinearityMaker final
    : public populate::TypedMaker<NonlinearityInput, std::vector<schema::Nonlinearity>> {
 public:
  const relation::Table& table() const override { return schema::nonlinearity(); }
  int version() const override { return 1; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    columns.emplace_back("glm_config");
    return {columns, 512};
  }
  std::string parameters_of(const NonlinearityInput& input) const override {
    return to_json(schema::glm_config(), input.config).dump();
  }

  std::shared_ptr<NonlinearityInput> fetch(db::Transaction& snapshot,
                                           const std::vector<Key>& keys) const override {
    std::vector<Key> scores, glms;
    for (const auto& key : keys) {
      scores.push_back(key.project(neuron_and(model_columns())));
      glms.push_back(key.project(neuron_and({"dataset", "glm_config"})));
    }
    return std::make_shared<NonlinearityInput>(NonlinearityInput{
        keys, db::fetch_one(snapshot, schema::glm_config(), keys.front().project({"glm_config"})),
        fetch_scores(snapshot, schema::neuron_score(), scores,
                     &schema::NeuronScore::single_trial_correlation),
        fetch_scores(snapshot, schema::glm_neuron(), glms,
                     &schema::GlmNeuron::glm_single_trial_correlation)});
  }

  std::shared_ptr<std::vector<schema::Nonlinearity>> compute(const NonlinearityInput& input,
                                                             const populate::ComputeContext&) const override {
    auto rows = std::make_shared<std::vector<schema::Nonlinearity>>();
    for (std::size_t i = 0; i < input.keys.size(); ++i) {
      schema::Nonlinearity row{input.keys[i], std::nullopt, std::nullopt};
      if (input.glm[i] >= input.config.min_glm_correlation && input.glm[i] > 0) {
        row.nonlinearity_index = input.twin[i] / input.glm[i];
      } else {
        row.no_nonlinearity_index = "the GLM's test correlation is below glm_config.min_glm_correlation";
      }
      rows->push_back(std::move(row));
    }
    return rows;
  }

  void insert(const NonlinearityInput&, const std::vector<schema::Nonlinearity>& rows,
              populate::RowSink& sink) const override {
    for (const auto& row : rows) sink.add(schema::nonlinearity(), row);
  }
};

}  // namespace

MakerPtr make_nonlinearity_maker() { return std::make_unique<NonlinearityMaker>(); }

}  // namespace doppel::workers
