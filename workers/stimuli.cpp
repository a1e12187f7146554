// optimal_gabor: for each neuron, the Gabor of a grid that excites its twin most.
#include "schema/stimuli.h"
#include "science/stimuli/optimal_gabor.h"
#include "workers/gabor_grid.h"
#include "workers/makers.h"
#include "workers/neuron_search.h"

namespace doppel::workers {
namespace {

struct GaborSearch {
  using Config = schema::OptimalGaborConfig;
  using Result = science::OptimalGabor;
  static constexpr int version = 2;
  static constexpr int max_keys =
      768;  // a pass over the grid costs about the same for one neuron and for many
  static const auto& config_table() { return schema::optimal_gabor_config(); }
  static const auto& table() { return schema::optimal_gabor(); }
  static std::vector<Result> run(const science::Twin& twin, std::span<const std::int64_t> neurons,
                                 const Config& config, const std::stop_token& stop) {
    return science::find_optimal_gabors(twin, neurons, grid_of(config), stop);
  }
  static schema::OptimalGaborRow row(const relation::Key& key, const Result& optimum) {
    const auto& [gabor, activation, at_grid_edge, n_stimuli] = optimum;
    return {key,
            gabor.r_x,
            gabor.r_y,
            gabor.size,
            gabor.spatial_frequency,
            gabor.contrast,
            gabor.orientation,
            gabor.phase,
            activation,
            at_grid_edge,
            n_stimuli};
  }
};

}  // namespace

MakerPtr make_optimal_gabor_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<NeuronSearchMaker<GaborSearch>>(std::move(twins));
}

}  // namespace doppel::workers
