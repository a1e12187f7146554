// optimal_gabor: for each neuron, the Gabor of a grid that excites its twin most.
#include <map>

#include "db/rows.h"
#include "schema/bar_code.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/stimuli.h"
#include "science/stimuli/optimal_gabor.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/neuron_batch.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct GaborInput {
  NeuronBatch neurons;
  schema::OptimalGaborConfig config;
};

science::GaborGrid grid_of(const schema::OptimalGaborConfig& row) {
  science::GaborGrid grid;
  grid.size_min = row.size_min;
  grid.size_factor = row.size_factor;
  grid.n_sizes = row.n_sizes;
  grid.sf_min = row.sf_min;
  grid.sf_factor = row.sf_factor;
  grid.n_sfs = row.n_sfs;
  grid.contrast_min = row.contrast_min;
  grid.contrast_factor = row.contrast_factor;
  grid.n_contrasts = row.n_contrasts;
  grid.n_orientations = row.n_grid_orientations;
  grid.n_phases = row.n_grid_phases;
  grid.location_step = row.location_step;
  grid.margin = row.location_margin;
  grid.window = row.location_window.value_or(-1);
  grid.check();
  return grid;
}

class OptimalGaborMaker final : public populate::TypedMaker<GaborInput, std::vector<science::OptimalGabor>> {
 public:
  explicit OptimalGaborMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return schema::optimal_gabor(); }
  int version() const override { return 1; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    columns.emplace_back("optimal_gabor_config");
    return {columns, 768};  // a pass over the grid costs about the same for one neuron and for many
  }
  std::string parameters_of(const GaborInput& input) const override {
    return to_json(schema::optimal_gabor_config(), input.config).dump();
  }

  std::shared_ptr<GaborInput> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    const auto config_key = keys.front().project({"optimal_gabor_config"});
    return std::make_shared<GaborInput>(
        GaborInput{fetch_neurons(snapshot, *twins_, keys),
                   db::fetch_one(snapshot, schema::optimal_gabor_config(), config_key)});
  }

  std::shared_ptr<std::vector<science::OptimalGabor>> compute(
      const GaborInput& input, const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.neurons.weights, context.device);
    return std::make_shared<std::vector<science::OptimalGabor>>(
        science::find_optimal_gabors(*twin, input.neurons.indices, grid_of(input.config), context.stop));
  }

  void insert(const GaborInput& input, const std::vector<science::OptimalGabor>& optima,
              populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < optima.size(); ++i) {
      const auto& [gabor, activation, at_grid_edge, n_stimuli] = optima[i];
      sink.add(schema::optimal_gabor(),
               {input.neurons.keys[i], gabor.r_x, gabor.r_y, gabor.size, gabor.spatial_frequency,
                gabor.contrast, gabor.orientation, gabor.phase, activation, at_grid_edge, n_stimuli});
    }
  }

 private:
  std::shared_ptr<TwinCache> twins_;
};

}  // namespace

MakerPtr make_optimal_gabor_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<OptimalGaborMaker>(std::move(twins));
}

}  // namespace doppel::workers
