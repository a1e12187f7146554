// optimal_dog: for each neuron, the difference of Gaussians of a grid that excites its twin most.
#include "schema/optimal_dog.h"
#include "science/stimuli/optimal_dog.h"
#include "workers/dog_grid.h"
#include "workers/makers.h"
#include "workers/neuron_search.h"

namespace doppel::workers {
namespace {

struct DogSearch {
  using Config = schema::OptimalDogConfig;
  using Result = science::OptimalDog;
  static constexpr int version = 2;
  static constexpr int max_keys = 768;
  static const auto& config_table() { return schema::optimal_dog_config(); }
  static const auto& table() { return schema::optimal_dog(); }
  static std::vector<Result> run(const science::Twin& twin, std::span<const std::int64_t> neurons,
                                 const Config& row, const std::stop_token& stop) {
    return science::find_optimal_dogs(twin, neurons, grid_of(row), stop);
  }
  static schema::OptimalDogRow row(const relation::Key& key, const Result& optimum) {
    const science::Dog& dog = optimum.dog;
    return {key,           dog.r_x,          dog.r_y,   dog.sigma_cen,
            dog.sigma_sur, dog.a_cen,        dog.a_sur, optimum.activation,
            optimum.edges, optimum.n_stimuli};
  }
};

}  // namespace

MakerPtr make_optimal_dog_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<NeuronSearchMaker<DogSearch>>(std::move(twins));
}

}  // namespace doppel::workers
