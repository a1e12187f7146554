// size_contrast_tuning and plaid_tuning: a neuron's optimal Gabor grown, strengthened, and crossed with the
// orthogonal one; the same with the Gabor of its cluster.
#include "schema/interactions.h"
#include "schema/cluster_tuning.h"
#include "science/tuning/interactions.h"
#include "workers/gabor_experiment.h"
#include "workers/interaction_settings.h"
#include "workers/makers.h"

namespace doppel::workers {
namespace {

struct SizeContrast {
  using Config = schema::SizeContrastConfigRow;
  using Result = science::SizeContrastTuning;
  static const auto& config_table() { return schema::size_contrast_config(); }
  static const auto& table() { return schema::size_contrast_tuning(); }
  static std::vector<Result> run(const science::ResponseModel& model, const GaborBatch& batch,
                                 const Config& row) {
    return science::size_contrast_tuning(model, batch.neurons.indices, batch.gabors, experiment_of(row));
  }
  static schema::SizeContrastRow row(const relation::Key& key, const Result& tuning) {
    return {key,          tuning.suppression_index, tuning.contrast_index, tuning.preferred_size,
            tuning.sizes, tuning.contrasts,         tuning.responses};
  }
};

struct Plaid {
  using Config = schema::PlaidConfigRow;
  using Result = science::PlaidTuning;
  static const auto& config_table() { return schema::plaid_config(); }
  static const auto& table() { return schema::plaid_tuning(); }
  static std::vector<Result> run(const science::ResponseModel& model, const GaborBatch& batch,
                                 const Config& row) {
    return science::plaid_tuning(model, batch.neurons.indices, batch.gabors, experiment_of(row));
  }
  static schema::PlaidRow row(const relation::Key& key, const Result& tuning) {
    return {key, tuning.cross_orientation_index, tuning.contrasts, tuning.responses};
  }
};

struct ClusterSizeContrast : SizeContrast {
  static const auto& table() { return schema::cluster_size_contrast_tuning(); }
};
struct ClusterPlaid : Plaid {
  static const auto& table() { return schema::cluster_plaid_tuning(); }
};

}  // namespace

MakerPtr make_size_contrast_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborExperimentMaker<SizeContrast>>(std::move(twins));
}
MakerPtr make_plaid_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborExperimentMaker<Plaid>>(std::move(twins));
}
MakerPtr make_cluster_size_contrast_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborExperimentMaker<ClusterSizeContrast, ClusterGabors>>(std::move(twins));
}
MakerPtr make_cluster_plaid_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborExperimentMaker<ClusterPlaid, ClusterGabors>>(std::move(twins));
}

}  // namespace doppel::workers
