// stimulus_comparison: a neuron's optimal Gabor, difference of Gaussians and MEI at equal norms.
#include "schema/stimulus_comparison.h"
#include <map>

#include "db/rows.h"
#include "schema/mei.h"
#include "schema/optimal_dog.h"
#include "science/stimuli/dog.h"
#include "science/stimuli/local_core.h"
#include "science/tuning/comparison.h"
#include "workers/gabor_batch.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct ComparisonInput {
  GaborBatch batch;
  std::vector<science::Dog> dogs;        // of each neuron
  std::vector<std::vector<float>> meis;  // images, row-major
  schema::StimulusComparisonConfig config;
};

// The rows of a per-neuron table with another configuration than the batch's, in the order of the keys.
template <class Row>
std::vector<Row> fetch_in_order(db::Transaction& snapshot, const relation::RowTable<Row>& table,
                                const std::vector<Key>& keys) {
  std::vector<Key> wanted;
  for (const auto& key : keys) wanted.push_back(key.project(table.table().key_names()));
  std::map<Key, Row> rows;
  for (auto& row : db::fetch(snapshot, table, wanted)) rows.emplace(row.key, std::move(row));
  std::vector<Row> in_order;
  for (const auto& key : wanted) in_order.push_back(rows.at(key));
  return in_order;
}

class StimulusComparisonMaker final
    : public populate::TypedMaker<ComparisonInput, std::vector<science::StimulusComparison>> {
 public:
  explicit StimulusComparisonMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return schema::stimulus_comparison(); }
  int version() const override { return 1; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    for (const char* column :
         {"optimal_gabor_config", "optimal_dog_config", "mei_config", "stimulus_comparison_config"}) {
      columns.emplace_back(column);
    }
    return {columns, 256};
  }
  std::string parameters_of(const ComparisonInput& input) const override {
    return to_json(schema::stimulus_comparison_config(), input.config).dump();
  }

  std::shared_ptr<ComparisonInput> fetch(db::Transaction& snapshot,
                                         const std::vector<Key>& keys) const override {
    auto input = std::make_shared<ComparisonInput>();
    input->batch = fetch_gabors(snapshot, *twins_, keys);
    for (const auto& row : fetch_in_order(snapshot, schema::optimal_dog(), keys)) {
      input->dogs.push_back({row.dog_r_x, row.dog_r_y, row.sigma_cen, row.sigma_sur, row.a_cen, row.a_sur});
    }
    for (auto& row : fetch_in_order(snapshot, schema::mei(), keys))
      input->meis.push_back(std::move(row.mei_image));
    input->config = db::fetch_one(snapshot, schema::stimulus_comparison_config(),
                                  keys.front().project({"stimulus_comparison_config"}));
    return input;
  }

  std::shared_ptr<std::vector<science::StimulusComparison>> compute(
      const ComparisonInput& input, const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.batch.neurons.weights, context.device);
    std::vector<torch::Tensor> meis;
    for (const auto& image : input.meis)
      meis.push_back(torch::tensor(image).view({twin->rows(), twin->cols()}));
    const science::ComparedStimuli stimuli{science::render(input.batch.gabors, twin->rows(), twin->cols()),
                                           science::render(input.dogs, twin->rows(), twin->cols()),
                                           torch::stack(meis)};
    const science::ComparisonConfig config{input.config.n_energies, input.config.energy_min,
                                           input.config.energy_max};
    return std::make_shared<std::vector<science::StimulusComparison>>(
        science::compare_stimuli(science::LocalTwin(*twin), input.batch.neurons.indices, stimuli, config));
  }

  void insert(const ComparisonInput& input, const std::vector<science::StimulusComparison>& comparisons,
              populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < comparisons.size(); ++i) {
      const auto& one = comparisons[i];
      sink.add(schema::stimulus_comparison(),
               {input.batch.neurons.keys[i], one.gabor_dog, one.gabor_mei, one.dog_mei, one.energies,
                one.gabor_responses, one.dog_responses, one.mei_responses});
    }
  }

 private:
  std::shared_ptr<TwinCache> twins_;
};

}  // namespace

MakerPtr make_stimulus_comparison_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<StimulusComparisonMaker>(std::move(twins));
}

}  // namespace doppel::workers
