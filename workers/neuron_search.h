// The maker of a search that finds one stimulus for each neuron of a twin: optimal Gabors, optimal
// differences of Gaussians, most exciting images. The searches differ in a description:
//
//   struct Mei {
//     using Config = ...;                    // row of its settings
//     using Result = ...;                    // of one neuron
//     static constexpr int version = ...;    // of the maker
//     static constexpr int max_keys = ...;   // neurons of a batch
//     static const auto& config_table();     // whose key has one column
//     static const auto& table();            // where results go
//     static std::vector<Result> run(const science::Twin&, std::span<const std::int64_t> neurons,
//                                    const Config&, const std::stop_token&);
//     static Row row(const relation::Key&, const Result&);
//     static std::int64_t seed(const Config&);   // where there is one
//   };
#pragma once

#include <span>

#include "db/rows.h"
#include "populate/maker.h"
#include "workers/model_key.h"
#include "workers/neuron_batch.h"
#include "workers/parameters.h"

namespace doppel::workers {

template <class Config>
struct NeuronSearchInput {
  NeuronBatch neurons;
  Config config;
};

template <class Search>
class NeuronSearchMaker final : public populate::TypedMaker<NeuronSearchInput<typename Search::Config>,
                                                            std::vector<typename Search::Result>> {
  using Input = NeuronSearchInput<typename Search::Config>;
  using Output = std::vector<typename Search::Result>;

 public:
  explicit NeuronSearchMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return Search::table(); }
  int version() const override { return Search::version; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    columns.push_back(config_column());
    return {columns, Search::max_keys};
  }
  std::string parameters_of(const Input& input) const override {
    auto parameters = to_json(Search::config_table(), input.config);
    if constexpr (requires { Search::seed(input.config); }) parameters["seed"] = Search::seed(input.config);
    return parameters.dump();
  }

  std::shared_ptr<Input> fetch(db::Transaction& snapshot,
                               const std::vector<relation::Key>& keys) const override {
    const auto config = keys.front().project({config_column()});
    return std::make_shared<Input>(Input{fetch_neurons(snapshot, *twins_, keys),
                                         db::fetch_one(snapshot, Search::config_table(), config)});
  }

  std::shared_ptr<Output> compute(const Input& input,
                                  const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.neurons.weights, context.device);
    return std::make_shared<Output>(Search::run(*twin, input.neurons.indices, input.config, context.stop));
  }

  void insert(const Input& input, const Output& results, populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < results.size(); ++i) {
      sink.add(Search::table(), Search::row(input.neurons.keys[i], results[i]));
    }
  }

 private:
  static const std::string& config_column() { return Search::config_table().table().key.front().name; }

  std::shared_ptr<TwinCache> twins_;
};

}  // namespace doppel::workers
