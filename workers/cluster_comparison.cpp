// cluster_stimulus_comparison: the Gabor, difference of Gaussians and MEI of a neuron's cluster at equal
// norms, as the neuron sees them.
#include "schema/cluster_tuning.h"
#include "workers/cluster_mei_settings.h"
#include "workers/fetch_in_order.h"
#include "workers/makers.h"
#include "workers/stimulus_comparison.h"

namespace doppel::workers {
namespace {

using relation::Key;

// A template for each neuron, which those of one cluster share, turned by the neuron's angle.
struct TurnedTemplates {
  science::ClusterMeiConfig config;
  std::vector<std::vector<float>> coefficients;
  std::vector<float> angles;  // [deg]
};

struct ClusterStimuli {
  using Meis = TurnedTemplates;
  static constexpr int version = 2;
  static const auto& table() { return schema::cluster_stimulus_comparison(); }
  static std::vector<std::string> configs() {
    return {"alignment_config",   "clustering_config",  "optimal_gabor_config",
            "optimal_dog_config", "cluster_mei_config", "stimulus_comparison_config"};
  }
  static GaborBatch gabors(db::Transaction& snapshot, TwinCache& twins, const std::vector<Key>& keys) {
    return fetch_cluster_gabors(snapshot, twins, keys);
  }
  static std::vector<science::Dog> dogs(db::Transaction& snapshot, const std::vector<Key>& keys,
                                        const GaborBatch& batch) {
    std::vector<science::Dog> dogs;
    for (const auto& row : fetch_in_order(snapshot, schema::cluster_dog(), keys)) {
      const science::Gabor& gabor = batch.gabors[dogs.size()];
      dogs.push_back({gabor.r_x, gabor.r_y, row.cluster_sigma_cen, row.cluster_sigma_sur, row.cluster_a_cen,
                      row.cluster_a_sur});
    }
    return dogs;
  }
  static Meis meis(db::Transaction& snapshot, const std::vector<Key>& keys) {
    Meis meis;
    meis.config = cluster_mei_settings(
        db::fetch_one(snapshot, schema::cluster_mei_config(), keys.front().project({"cluster_mei_config"})));
    for (auto& row : fetch_in_order(snapshot, schema::cluster_mei(), keys))
      meis.coefficients.push_back(std::move(row.cluster_mei_coefficients));
    for (const auto& row : fetch_in_order(snapshot, schema::cluster_mei_member(), keys))
      meis.angles.push_back(row.cluster_mei_angle);
    return meis;
  }
  static torch::Tensor images(const Meis& meis, const GaborBatch& batch, const science::Twin& twin) {
    std::vector<torch::Tensor> coefficients, centres;
    for (const auto& beta : meis.coefficients) coefficients.push_back(torch::tensor(beta));
    for (const auto& gabor : batch.gabors) centres.push_back(torch::tensor({gabor.r_x, gabor.r_y}));
    return science::images_for_members(meis.config, torch::stack(coefficients), torch::tensor(meis.angles),
                                       torch::stack(centres), {twin.rows(), twin.cols()});
  }
};

}  // namespace

MakerPtr make_cluster_stimulus_comparison_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<StimulusComparisonMaker<ClusterStimuli>>(std::move(twins));
}

}  // namespace doppel::workers
