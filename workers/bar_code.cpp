// readout and its part bar_code: the feature weights of every neuron of a twin, and where each looks.
#include <algorithm>

#include "db/rows.h"
#include "schema/bar_code.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/twin_cache.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct ReadoutInput {
  Key key;
  Weights weights;
  std::vector<Key> neurons;  // in the order of neuron_index
};

struct ReadoutOutput {
  torch::Tensor bar_codes;         // (n_neurons, n_channels)
  torch::Tensor receptive_fields;  // (n_neurons, 2) x, y [px]
};

class ReadoutMaker final : public populate::TypedMaker<ReadoutInput, ReadoutOutput> {
 public:
  explicit ReadoutMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return schema::readout(); }
  int version() const override { return 1; }

  std::shared_ptr<ReadoutInput> fetch(db::Transaction& snapshot,
                                      const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    auto rows = db::fetch(snapshot, schema::dataset_neuron(), key.project({"dataset"}));
    std::ranges::sort(rows, {}, [](const auto& row) { return row.neuron_index; });
    auto input = std::make_shared<ReadoutInput>();
    input->key = key;
    input->weights = twins_->fetch(db::fetch_one(snapshot, schema::model(), key).weights_sha256);
    for (const auto& row : rows) input->neurons.push_back(row.key);
    return input;
  }

  std::shared_ptr<ReadoutOutput> compute(const ReadoutInput& input,
                                         const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.weights, context.device);
    return std::make_shared<ReadoutOutput>(
        ReadoutOutput{twin->bar_codes().to(torch::kCPU).contiguous(),
                      twin->receptive_fields().to(torch::kCPU).contiguous()});
  }

  void insert(const ReadoutInput& input, const ReadoutOutput& output,
              populate::RowSink& sink) const override {
    const auto n_channels = output.bar_codes.size(1);
    sink.add(schema::readout(), {input.key, static_cast<std::int32_t>(n_channels)});
    const float* weights = output.bar_codes.data_ptr<float>();
    const float* centre = output.receptive_fields.data_ptr<float>();
    for (const Key& neuron : input.neurons) {
      sink.add(schema::bar_code(), {with_neuron(input.key, neuron),
                                    std::vector<float>(weights, weights + n_channels), centre[0], centre[1]});
      weights += n_channels;
      centre += 2;
    }
  }

 private:
  std::shared_ptr<TwinCache> twins_;
};

}  // namespace

MakerPtr make_readout_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<ReadoutMaker>(std::move(twins));
}

}  // namespace doppel::workers
