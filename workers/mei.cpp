// mei: for each neuron, the image of one norm that excites its twin most.
#include "schema/mei.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/mei.h"
#include "workers/makers.h"
#include "workers/neuron_search.h"

namespace doppel::workers {
namespace {

struct MeiSearch {
  using Config = schema::MeiConfigRow;
  struct Result {
    science::Mei mei;
    float norm = 0;
  };
  static constexpr int version = 1;
  static constexpr int max_keys = 64;  // with eight starts each, what fills a batch of the network twice
  static const auto& config_table() { return schema::mei_config(); }
  static const auto& table() { return schema::mei(); }
  static std::int64_t seed(const Config& config) { return config.mei_seed; }

  static std::vector<Result> run(const science::Twin& twin, std::span<const std::int64_t> neurons,
                                 const Config& row, const std::stop_token& stop) {
    science::MeiConfig config;
    config.norm = row.mei_norm;
    config.smoothness = row.mei_smoothness;
    config.learning_rate = row.mei_learning_rate;
    config.n_starts = row.n_mei_starts;
    config.max_steps = row.max_mei_steps;
    config.n_drops = row.n_mei_drops;
    config.patience = row.mei_patience;
    config.averaging = row.mei_averaging;
    config.agreement_correlation = row.agreement_correlation;
    config.agreement_activation = row.agreement_activation;
    config.border = row.mei_border;
    const science::LocalTwin local(twin);
    const auto gradient = [&](const torch::Tensor& images, const torch::Tensor& index) {
      return local.paired_gradients(images, index);
    };
    std::vector<Result> results;
    for (auto& mei : science::find_meis(gradient, neurons, twin.rows(), twin.cols(), config,
                                        static_cast<std::uint64_t>(row.mei_seed), stop)) {
      results.push_back({std::move(mei), config.norm});
    }
    return results;
  }

  static schema::MeiRow row(const relation::Key& key, const Result& result) {
    const science::Mei& mei = result.mei;
    return {key,           mei.image,       result.norm,      mei.activation,
            mei.roughness, mei.activations, mei.best_start,   mei.n_agreeing,
            mei.n_steps,   mei.converged,   mei.border_energy};
  }
};

}  // namespace

MakerPtr make_mei_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<NeuronSearchMaker<MeiSearch>>(std::move(twins));
}

}  // namespace doppel::workers
