// The maker of an experiment that shows each neuron variants of a Gabor, its own optimal one or its
// cluster's: orientation, phase, size and contrast, plaids. The experiments differ in a description:
//
//   struct Orientation {
//     using Config = ...;                    // row of its settings
//     using Result = ...;                    // of one neuron
//     static const auto& config_table();     // whose key has one column
//     static const auto& table();            // where results go
//     static std::vector<Result> run(const science::ResponseModel&, const GaborBatch&, const Config&);
//     static Row row(const relation::Key&, const Result&);
//   };
#pragma once

#include "db/rows.h"
#include "populate/maker.h"
#include "science/stimuli/local_core.h"
#include "workers/gabor_batch.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {

// Where the Gabors come from.
struct OwnGabors {
  static constexpr auto fetch = &fetch_gabors;
};
struct ClusterGabors {
  static constexpr auto fetch = &fetch_cluster_gabors;
};

template <class Config>
struct GaborExperimentInput {
  GaborBatch batch;
  Config config;
};

template <class Experiment, class Gabors = OwnGabors>
class GaborExperimentMaker final
    : public populate::TypedMaker<GaborExperimentInput<typename Experiment::Config>,
                                  std::vector<typename Experiment::Result>> {
  using Input = GaborExperimentInput<typename Experiment::Config>;
  using Output = std::vector<typename Experiment::Result>;

 public:
  explicit GaborExperimentMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return Experiment::table(); }
  int version() const override { return 1; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    columns.emplace_back("optimal_gabor_config");
    columns.push_back(config_column());
    return {columns, 256};
  }
  std::string parameters_of(const Input& input) const override {
    return to_json(Experiment::config_table(), input.config).dump();
  }

  std::shared_ptr<Input> fetch(db::Transaction& snapshot,
                               const std::vector<relation::Key>& keys) const override {
    const auto config = keys.front().project({config_column()});
    return std::make_shared<Input>(Input{Gabors::fetch(snapshot, *twins_, keys),
                                         db::fetch_one(snapshot, Experiment::config_table(), config)});
  }

  std::shared_ptr<Output> compute(const Input& input,
                                  const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.batch.neurons.weights, context.device);
    return std::make_shared<Output>(Experiment::run(science::LocalTwin(*twin), input.batch, input.config));
  }

  void insert(const Input& input, const Output& results, populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < results.size(); ++i) {
      sink.add(Experiment::table(), Experiment::row(input.batch.neurons.keys[i], results[i]));
    }
  }

 private:
  static const std::string& config_column() { return Experiment::config_table().table().key.front().name; }

  std::shared_ptr<TwinCache> twins_;
};

}  // namespace doppel::workers
