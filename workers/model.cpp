// model and its part training_log: trains the twins that training_task asks for.
#include "schema/model.h"
#include "db/rows.h"
#include "schema/dataset.h"
#include "science/model/training.h"
#include "workers/makers.h"
#include "workers/model_data.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct ModelInput {
  Key key;
  schema::ModelConfigRow model_row;
  schema::TrainingConfigRow training_row;
  DatasetContent content;
  std::vector<std::byte> core;  // a twin's blob; empty: the core is trained
};

science::ModelConfig model_config(const schema::ModelConfigRow& row) {
  science::ModelConfig config;
  config.filter_sizes = row.filter_sizes;
  config.n_features = row.n_features;
  config.n_orientations = row.n_orientations;
  config.shared_batch_norm = row.shared_batch_norm;
  config.batch_norm_momentum = row.batch_norm_momentum;
  config.batch_norm_epsilon = row.batch_norm_epsilon;
  config.readout = row.readout;
  config.smooth_weight = row.smooth_weight;
  config.sparse_weight = row.sparse_weight;
  config.readout_weight = row.readout_weight;
  config.position_weight = row.position_weight;
  config.sigma_init = row.sigma_init;
  config.mask_threshold = row.mask_threshold;
  if (row.layer_kinds) config.layer_kinds = *row.layer_kinds;
  if (row.nonlinearity) config.nonlinearity = *row.nonlinearity;
  config.check();
  return config;
}

science::TrainingConfig training_config(const schema::TrainingConfigRow& row) {
  science::TrainingConfig config;
  config.learning_rate = row.learning_rate;
  config.learning_rate_factor = row.learning_rate_factor;
  config.batch_size = row.batch_size;
  config.max_iterations = row.max_iterations;
  config.schedule = row.schedule;
  config.drop_shares = row.drop_shares;
  config.n_drops = row.n_drops;
  config.validation_every = row.validation_every;
  config.patience = row.patience;
  config.validation_share = row.validation_share;
  config.reduced_precision = row.reduced_precision;
  if (row.averaging_share) config.averaging_share = *row.averaging_share;
  if (row.position_start) config.position_start = *row.position_start;
  config.window_margin = row.window_margin;
  config.check();
  return config;
}

class ModelMaker final : public populate::TypedMaker<ModelInput, science::TrainingResult> {
 public:
  explicit ModelMaker(const store::BlobStore& blobs) : blobs_(&blobs) {}
  const relation::Table& table() const override { return schema::model(); }
  int version() const override { return 1; }

  std::string parameters_of(const ModelInput& input) const override {
    return nlohmann::json{{"model_config", to_json(schema::model_config(), input.model_row)},
                          {"training_config", to_json(schema::training_config(), input.training_row)},
                          {"seed", input.key.integer("seed")}}
        .dump();
  }

  std::shared_ptr<ModelInput> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    auto input = std::make_shared<ModelInput>(
        ModelInput{key,
                   db::fetch_one(snapshot, schema::model_config(), key.project({"model_config"})),
                   db::fetch_one(snapshot, schema::training_config(), key.project({"training_config"})),
                   load_dataset(snapshot, *blobs_, key.text("dataset")),
                   {}});
    if (input->model_row.core_sha256) input->core = blobs_->get(*input->model_row.core_sha256);
    return input;
  }

  std::shared_ptr<science::TrainingResult> compute(const ModelInput& input,
                                                   const populate::ComputeContext& context) const override {
    science::TrainingHooks hooks;
    hooks.stop = context.stop;
    hooks.load_checkpoint = context.load_checkpoint;
    hooks.save_checkpoint = context.save_checkpoint;
    if (!input.core.empty()) {
      hooks.core_source =
          std::make_shared<science::Twin>(science::Twin::from_bytes(input.core, context.device));
    }
    return std::make_shared<science::TrainingResult>(
        science::train(input.content.data, model_config(input.model_row), training_config(input.training_row),
                       static_cast<std::uint64_t>(input.key.integer("seed")), context.device, hooks));
  }

  void insert(const ModelInput& input, const science::TrainingResult& result,
              populate::RowSink& sink) const override {
    schema::Model row;
    row.key = input.key;
    // Before the row: a crash in between leaves a blob that no row names, never a row without its weights.
    row.weights_sha256 = blobs_->put(result.twin->to_bytes());
    row.n_iterations = result.iterations;
    row.final_validation_loss = result.validation_loss;
    row.final_validation_correlation = result.log.empty() ? 0 : result.log.back().validation_correlation;
    row.equivariance_error = result.equivariance_error;
    sink.add(schema::model(), row);
    for (const auto& entry : result.log) {
      sink.add(schema::training_log(),
               {input.key.with({{"iteration", std::int64_t{entry.iteration}}}), entry.phase,
                entry.learning_rate, entry.train_loss, entry.validation_loss, entry.validation_correlation});
    }
  }

 private:
  const store::BlobStore* blobs_;
};

}  // namespace

MakerPtr make_model_maker(const store::BlobStore& blobs) { return std::make_unique<ModelMaker>(blobs); }

}  // namespace doppel::workers
