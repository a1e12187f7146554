// stimulus_comparison: a neuron's optimal Gabor, difference of Gaussians and MEI at equal norms.
#include "workers/stimulus_comparison.h"

#include "schema/mei.h"
#include "schema/optimal_dog.h"
#include "workers/fetch_in_order.h"
#include "workers/makers.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct OwnStimuli {
  using Meis = std::vector<std::vector<float>>;  // images, row-major
  static constexpr int version = 1;
  static const auto& table() { return schema::stimulus_comparison(); }
  static std::vector<std::string> configs() {
    return {"optimal_gabor_config", "optimal_dog_config", "mei_config", "stimulus_comparison_config"};
  }
  static GaborBatch gabors(db::Transaction& snapshot, TwinCache& twins, const std::vector<Key>& keys) {
    return fetch_gabors(snapshot, twins, keys);
  }
  static std::vector<science::Dog> dogs(db::Transaction& snapshot, const std::vector<Key>& keys,
                                        const GaborBatch&) {
    std::vector<science::Dog> dogs;
    for (const auto& row : fetch_in_order(snapshot, schema::optimal_dog(), keys))
      dogs.push_back({row.dog_r_x, row.dog_r_y, row.sigma_cen, row.sigma_sur, row.a_cen, row.a_sur});
    return dogs;
  }
  static Meis meis(db::Transaction& snapshot, const std::vector<Key>& keys) {
    Meis meis;
    for (auto& row : fetch_in_order(snapshot, schema::mei(), keys)) meis.push_back(std::move(row.mei_image));
    return meis;
  }
  static torch::Tensor images(const Meis& meis, const GaborBatch&, const science::Twin& twin) {
    std::vector<torch::Tensor> images;
    for (const auto& image : meis) images.push_back(torch::tensor(image).view({twin.rows(), twin.cols()}));
    return torch::stack(images);
  }
};

}  // namespace

MakerPtr make_stimulus_comparison_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<StimulusComparisonMaker<OwnStimuli>>(std::move(twins));
}

}  // namespace doppel::workers
