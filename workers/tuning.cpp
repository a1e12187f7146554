// orientation_tuning and phase_tuning: a neuron's optimal Gabor with one parameter swept; the same with the
// Gabor of its cluster.
#include "schema/tuning.h"
#include "schema/cluster_tuning.h"
#include "science/tuning/curves.h"
#include "workers/gabor_experiment.h"
#include "workers/makers.h"

namespace doppel::workers {
namespace {

struct Orientation {
  using Config = schema::OrientationTuningConfig;
  using Result = science::TuningCurve;
  static const auto& config_table() { return schema::orientation_tuning_config(); }
  static const auto& table() { return schema::orientation_tuning(); }
  static std::vector<Result> run(const science::ResponseModel& model, const GaborBatch& batch,
                                 const Config& config) {
    return science::orientation_tuning(model, batch.neurons.indices, batch.gabors,
                                       config.n_tuning_orientations);
  }
  static schema::OrientationTuning row(const relation::Key& key, const Result& curve) {
    return {key, curve.index, curve.preferred, curve.responses};
  }
};

struct Phase {
  using Config = schema::PhaseTuningConfig;
  using Result = science::TuningCurve;
  static const auto& config_table() { return schema::phase_tuning_config(); }
  static const auto& table() { return schema::phase_tuning(); }
  static std::vector<Result> run(const science::ResponseModel& model, const GaborBatch& batch,
                                 const Config& config) {
    return science::phase_tuning(model, batch.neurons.indices, batch.gabors, config.n_tuning_phases);
  }
  static schema::PhaseTuning row(const relation::Key& key, const Result& curve) {
    return {key, curve.index, curve.preferred, curve.responses};
  }
};

struct ClusterOrientation : Orientation {
  static const auto& table() { return schema::cluster_orientation_tuning(); }
};
struct ClusterPhase : Phase {
  static const auto& table() { return schema::cluster_phase_tuning(); }
};

}  // namespace

MakerPtr make_orientation_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborExperimentMaker<Orientation>>(std::move(twins));
}
MakerPtr make_phase_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborExperimentMaker<Phase>>(std::move(twins));
}
MakerPtr make_cluster_orientation_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborExperimentMaker<ClusterOrientation, ClusterGabors>>(std::move(twins));
}
MakerPtr make_cluster_phase_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborExperimentMaker<ClusterPhase, ClusterGabors>>(std::move(twins));
}

}  // namespace doppel::workers
