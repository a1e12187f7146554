// ensemble and its part ensemble_score: the mean of several twins' predictions. sql/complete_sets.sql sees to
// it that the key is there only once all models of the set are scored.
#include <map>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/model_set.h"
#include "schema/scores.h"
#include "workers/makers.h"
#include "workers/model_data.h"
#include "workers/model_key.h"
#include "workers/prediction_scores.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct EnsembleInput {
  Key key;
  DatasetContent content;
  torch::Tensor predictions;            // (n_members, n_images, n_neurons)
  torch::Tensor single_trial, average;  // (n_members, n_neurons) float64
};

struct EnsembleOutput {
  torch::Tensor predictions;  // (n_images, n_neurons)
  PredictionScores scores;
};

class EnsembleMaker final : public populate::TypedMaker<EnsembleInput, EnsembleOutput> {
 public:
  explicit EnsembleMaker(const store::BlobStore& blobs) : blobs_(&blobs) {}
  const relation::Table& table() const override { return schema::ensemble(); }
  int version() const override { return 1; }

  std::shared_ptr<EnsembleInput> fetch(db::Transaction& snapshot,
                                       const std::vector<Key>& keys) const override {
    auto input = std::make_shared<EnsembleInput>();
    input->key = keys.front();
    input->content = load_dataset(snapshot, *blobs_, input->key.text("dataset"));
    const auto members = db::fetch(snapshot, schema::model_set_member(), input->key);
    const auto n_members = static_cast<std::int64_t>(members.size());
    const auto n_images = input->content.data.test_images.size(0);
    const auto n_neurons = static_cast<std::int64_t>(input->content.neurons.size());
    input->predictions = torch::zeros({n_members, n_images, n_neurons});
    input->single_trial = torch::zeros({n_members, n_neurons}, torch::kDouble);
    input->average = torch::zeros({n_members, n_neurons}, torch::kDouble);
    for (std::int64_t m = 0; m < n_members; ++m)
      fetch_member(snapshot, model_of(members[static_cast<std::size_t>(m)].key), m, *input);
    return input;
  }

  std::shared_ptr<EnsembleOutput> compute(const EnsembleInput& input,
                                          const populate::ComputeContext&) const override {
    auto output = std::make_shared<EnsembleOutput>();
    output->predictions = input.predictions.mean(0).contiguous();
    output->scores = score_predictions(input.content, output->predictions);
    return output;
  }

  void insert(const EnsembleInput& input, const EnsembleOutput& output,
              populate::RowSink& sink) const override {
    const auto mean = [](const torch::Tensor& values) { return values.mean().item<float>(); };
    sink.add(schema::ensemble(),
             {input.key, mean(output.scores.single_trial), mean(output.scores.average),
              mean(input.single_trial), mean(input.average), input.single_trial.mean(1).max().item<float>()});
    const torch::Tensor single_trial = input.single_trial.mean(0), average = input.average.mean(0);
    for (std::size_t i = 0; i < input.content.neurons.size(); ++i) {
      const auto n = static_cast<std::int64_t>(i);
      sink.add(schema::ensemble_score(),
               {with_neuron(input.key, input.content.neurons[i]), output.scores.single_trial[n].item<float>(),
                output.scores.average[n].item<float>(), single_trial[n].item<float>(),
                average[n].item<float>(), column_of(output.predictions, n)});
    }
  }

 private:
  // Rows come in the order of their keys; places in the dataset's models are those of content.neurons.
  static void fetch_member(db::Transaction& snapshot, const Key& model, std::int64_t m,
                           EnsembleInput& input) {
    std::map<Key, std::int64_t> place_of;
    for (const auto& neuron : input.content.neurons)
      place_of.emplace(neuron_of(neuron), static_cast<std::int64_t>(place_of.size()));
    for (const auto& row : db::fetch(snapshot, schema::neuron_score(), model)) {
      const auto n = place_of.at(neuron_of(row.key));
      input.predictions[m].select(1, n).copy_(torch::tensor(row.test_predictions));
      input.single_trial[m][n] = row.single_trial_correlation;
      input.average[m][n] = row.average_correlation;
    }
  }

  const store::BlobStore* blobs_;
};

}  // namespace

MakerPtr make_ensemble_maker(const store::BlobStore& blobs) { return std::make_unique<EnsembleMaker>(blobs); }

}  // namespace doppel::workers
