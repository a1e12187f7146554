// glm with its part glm_neuron: the Poisson regressions of a dataset's neurons.
#include "schema/glm.h"
#include "db/rows.h"
#include "schema/dataset.h"
#include "science/model/glm_baseline.h"
#include "workers/makers.h"
#include "workers/model_data.h"
#include "workers/model_key.h"
#include "workers/parameters.h"
#include "workers/prediction_scores.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct GlmInput {
  Key key;
  schema::GlmConfigRow config;
  DatasetContent content;
};

struct GlmOutput {
  science::GlmBaseline baseline;
  PredictionScores scores;
};

science::GlmConfig settings_of(const schema::GlmConfigRow& row) {
  science::GlmConfig config;
  config.n_alphas = row.n_alphas;
  config.alpha_min = row.alpha_min;
  config.alpha_max = row.alpha_max;
  config.n_folds = row.n_folds;
  config.tolerance = row.glm_tolerance;
  config.max_iterations = row.max_glm_iterations;
  return config;
}

class GlmMaker final : public populate::TypedMaker<GlmInput, GlmOutput> {
 public:
  explicit GlmMaker(const store::BlobStore& blobs) : blobs_(&blobs) {}
  const relation::Table& table() const override { return schema::glm(); }
  int version() const override { return 1; }
  std::string parameters_of(const GlmInput& input) const override {
    auto parameters = to_json(schema::glm_config(), input.config);
    parameters["seed"] = input.config.glm_seed;
    return parameters.dump();
  }

  std::shared_ptr<GlmInput> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    return std::make_shared<GlmInput>(
        GlmInput{key, db::fetch_one(snapshot, schema::glm_config(), key.project({"glm_config"})),
                 load_dataset(snapshot, *blobs_, key.text("dataset"))});
  }

  std::shared_ptr<GlmOutput> compute(const GlmInput& input,
                                     const populate::ComputeContext& context) const override {
    auto baseline = science::fit_baseline(input.content.data, settings_of(input.config),
                                          static_cast<std::uint64_t>(input.config.glm_seed),
                                          torch::Device(context.device), context.stop);
    auto scores = score_predictions(input.content, baseline.predictions);
    return std::make_shared<GlmOutput>(GlmOutput{std::move(baseline), std::move(scores)});
  }

  void insert(const GlmInput& input, const GlmOutput& output, populate::RowSink& sink) const override {
    const auto& fit = output.baseline.fit;
    sink.add(schema::glm(), {input.key, output.scores.single_trial.mean().item<float>(),
                             output.scores.average.mean().item<float>(),
                             static_cast<std::int32_t>(fit.converged.sum().item<std::int64_t>())});
    const auto weights = fit.weights.t(), losses = fit.cv_loss.t();
    for (std::size_t i = 0; i < input.content.neurons.size(); ++i) {
      const auto n = static_cast<std::int64_t>(i);
      schema::GlmNeuron row;
      row.key = with_neuron(input.key, input.content.neurons[i]);
      row.glm_weights = column_of(weights, n);
      row.glm_bias = output.baseline.bias[n].item<float>();
      row.glm_alpha = fit.alpha[n].item<float>();
      row.cross_validated_losses = column_of(losses, n);
      row.cross_validated_loss = fit.cv_loss[n].min().item<float>();
      row.glm_single_trial_correlation = output.scores.single_trial[n].item<float>();
      row.glm_average_correlation = output.scores.average[n].item<float>();
      row.glm_converged = fit.converged[n].item<bool>();
      sink.add(schema::glm_neuron(), row);
    }
  }

 private:
  const store::BlobStore* blobs_;
};

}  // namespace

MakerPtr make_glm_maker(const store::BlobStore& blobs) { return std::make_unique<GlmMaker>(blobs); }

}  // namespace doppel::workers
