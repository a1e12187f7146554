// The maker of a comparison of stimuli at equal norms: of a neuron's own optimal ones, or of its cluster's.
// The two differ in a description:
//
//   struct OwnStimuli {
//     using Meis = ...;                                // what MEIs are made from
//     static const auto& table();                      // where results go
//     static std::vector<std::string> configs();       // key columns that a batch shares beside the model
//     static GaborBatch gabors(db::Transaction&, TwinCache&, const std::vector<Key>&);
//     static std::vector<science::Dog> dogs(db::Transaction&, const std::vector<Key>&, const GaborBatch&);
//     static Meis meis(db::Transaction&, const std::vector<Key>&);
//     static torch::Tensor images(const Meis&, const GaborBatch&, const science::Twin&);   // (n, rows, cols)
//   };
#pragma once

#include "db/rows.h"
#include "populate/maker.h"
#include "schema/stimulus_comparison.h"
#include "science/stimuli/dog.h"
#include "science/stimuli/local_core.h"
#include "science/tuning/comparison.h"
#include "workers/gabor_batch.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {

template <class Meis>
struct ComparisonInput {
  GaborBatch batch;
  std::vector<science::Dog> dogs;  // of each neuron
  Meis meis;
  schema::StimulusComparisonConfig config;
};

template <class Stimuli>
class StimulusComparisonMaker final : public populate::TypedMaker<ComparisonInput<typename Stimuli::Meis>,
                                                                  std::vector<science::StimulusComparison>> {
  using Input = ComparisonInput<typename Stimuli::Meis>;
  using Output = std::vector<science::StimulusComparison>;

 public:
  explicit StimulusComparisonMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return Stimuli::table(); }
  int version() const override { return Stimuli::version; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    for (auto& column : Stimuli::configs()) columns.push_back(std::move(column));
    return {columns, 256};
  }
  std::string parameters_of(const Input& input) const override {
    return to_json(schema::stimulus_comparison_config(), input.config).dump();
  }

  std::shared_ptr<Input> fetch(db::Transaction& snapshot,
                               const std::vector<relation::Key>& keys) const override {
    auto input = std::make_shared<Input>();
    input->batch = Stimuli::gabors(snapshot, *twins_, keys);
    input->dogs = Stimuli::dogs(snapshot, keys, input->batch);
    input->meis = Stimuli::meis(snapshot, keys);
    input->config = db::fetch_one(snapshot, schema::stimulus_comparison_config(),
                                  keys.front().project({"stimulus_comparison_config"}));
    return input;
  }

  std::shared_ptr<Output> compute(const Input& input,
                                  const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.batch.neurons.weights, context.device);
    const science::ComparedStimuli stimuli{science::render(input.batch.gabors, twin->rows(), twin->cols()),
                                           science::render(input.dogs, twin->rows(), twin->cols()),
                                           Stimuli::images(input.meis, input.batch, *twin)};
    const science::ComparisonConfig config{input.config.n_energies, input.config.energy_min,
                                           input.config.energy_max};
    return std::make_shared<Output>(
        science::compare_stimuli(science::LocalTwin(*twin), input.batch.neurons.indices, stimuli, config));
  }

  void insert(const Input& input, const Output& comparisons, populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < comparisons.size(); ++i) {
      const auto& one = comparisons[i];
      sink.add(Stimuli::table(), {input.batch.neurons.keys[i], one.gabor_dog, one.gabor_mei, one.dog_mei,
                                  one.energies, one.gabor_responses, one.dog_responses, one.mei_responses});
    }
  }

 private:
  std::shared_ptr<TwinCache> twins_;
};

}  // namespace doppel::workers
