// model_score and its part neuron_score: how well a twin predicts its test images.
#include "schema/scores.h"
#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "science/model/scores.h"
#include "workers/makers.h"
#include "workers/model_data.h"
#include "workers/model_key.h"
#include "workers/prediction_scores.h"
#include "workers/twin_cache.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct ScoreInput {
  Key key;
  Weights weights;
  DatasetContent content;
};

struct ScoreOutput {
  torch::Tensor predictions, means;                              // (n_images, n_neurons)
  torch::Tensor single_trial, average, jackknife, conservative;  // (n_neurons,) float64
};

class ModelScoreMaker final : public populate::TypedMaker<ScoreInput, ScoreOutput> {
 public:
  ModelScoreMaker(const store::BlobStore& blobs, std::shared_ptr<TwinCache> twins)
      : blobs_(&blobs), twins_(std::move(twins)) {}
  const relation::Table& table() const override { return schema::model_score(); }
  int version() const override { return 1; }

  std::shared_ptr<ScoreInput> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    const auto model = db::fetch_one(snapshot, schema::model(), key);
    return std::make_shared<ScoreInput>(ScoreInput{key, twins_->fetch(model.weights_sha256),
                                                   load_dataset(snapshot, *blobs_, key.text("dataset"))});
  }

  std::shared_ptr<ScoreOutput> compute(const ScoreInput& input,
                                       const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.weights, context.device);
    const auto& data = input.content.data;
    auto output = std::make_shared<ScoreOutput>();
    const auto normalised = (data.test_images - twin->image_mean()) / twin->image_sd();
    output->predictions = twin->responses(normalised).to(torch::kCPU).contiguous();
    output->means = data.test_responses.mean(1);
    const auto scores = score_predictions(input.content, output->predictions);
    output->single_trial = scores.single_trial;
    output->average = scores.average;
    const auto n = data.test_responses.size(2);
    for (auto* oracle : {&output->jackknife, &output->conservative})
      *oracle = torch::zeros({n}, torch::kDouble);
    for (const auto& group : input.content.groups) {
      const auto seen = seen_test_images(data, group);
      const auto responses = data.test_responses.index_select(0, seen).slice(2, group.begin, group.end);
      output->jackknife.slice(0, group.begin, group.end).copy_(science::jackknife_oracle(responses));
      output->conservative.slice(0, group.begin, group.end).copy_(science::conservative_oracle(responses));
    }
    return output;
  }

  void insert(const ScoreInput& input, const ScoreOutput& output, populate::RowSink& sink) const override {
    const auto mean = [](const torch::Tensor& values) { return values.mean().item<float>(); };
    schema::ModelScore row;
    row.key = input.key;
    row.mean_single_trial_correlation = mean(output.single_trial);
    row.mean_average_correlation = mean(output.average);
    row.mean_test_oracle = mean(output.jackknife);
    row.mean_test_conservative_oracle = mean(output.conservative);
    row.fraction_oracle = static_cast<float>(science::fraction_oracle(output.single_trial, output.jackknife));
    row.fraction_conservative_oracle =
        static_cast<float>(science::fraction_oracle(output.single_trial, output.conservative));
    sink.add(schema::model_score(), row);

    for (std::size_t i = 0; i < input.content.neurons.size(); ++i) {
      const auto n = static_cast<std::int64_t>(i);
      sink.add(schema::neuron_score(), {with_neuron(input.key, input.content.neurons[i]),
                                        output.single_trial[n].item<float>(), output.average[n].item<float>(),
                                        column_of(output.predictions, n), column_of(output.means, n)});
    }
  }

 private:
  const store::BlobStore* blobs_;
  std::shared_ptr<TwinCache> twins_;
};

}  // namespace

MakerPtr make_model_score_maker(const store::BlobStore& blobs, std::shared_ptr<TwinCache> twins) {
  return std::make_unique<ModelScoreMaker>(blobs, std::move(twins));
}

}  // namespace doppel::workers
